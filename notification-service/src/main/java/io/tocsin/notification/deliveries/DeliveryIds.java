package io.tocsin.notification.deliveries;

import io.tocsin.kit.time.Ids;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Message;

/** Ids that a redelivery makes again, so that nobody gets the same message twice. */
public final class DeliveryIds {

  private DeliveryIds() {}

  public static String ofPage(String pageId, String personId, Channel channel) {
    return Ids.derived(pageId, personId, channel.name());
  }

  /** Of the same page or notice to the same recipient, on another channel. */
  public static String sibling(Message message, Channel channel) {
    String page = message.about().pageId();
    String notice = message.about().noticeId();
    String recipient = message.recipient().id();
    if (page != null) {
      return ofPage(page, recipient, channel);
    }
    if (notice != null) {
      return ofNotice(notice, recipient, channel);
    }
    throw new IllegalArgumentException(
        "Expected a message about a page or a notice, but " + message.id() + " is about neither");
  }

  public static String ofNotice(String noticeId, String unit, Channel channel) {
    return Ids.derived(noticeId, unit, channel.name());
  }
}
