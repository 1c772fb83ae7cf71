package io.tocsin.notification.deliveries;

import io.tocsin.kit.time.Ids;
import io.tocsin.notification.domain.Channel;

/** Ids that a redelivery makes again, so that nobody gets the same message twice. */
public final class DeliveryIds {

  private DeliveryIds() {}

  public static String ofPage(String pageId, String personId, Channel channel) {
    return Ids.derived(pageId, personId, channel.name());
  }

  public static String ofNotice(String noticeId, String unit, Channel channel) {
    return Ids.derived(noticeId, unit, channel.name());
  }
}
