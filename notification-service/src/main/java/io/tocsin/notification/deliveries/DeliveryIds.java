package io.tocsin.notification.deliveries;

import io.tocsin.kit.time.Ids;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;

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
    Recipient recipient = message.recipient();
    if (page != null) {
      return ofPage(page, recipient.id(), channel);
    }
    if (notice != null) {
      return ofNotice(notice, recipient.kind(), recipient.id(), channel);
    }
    throw new IllegalArgumentException(
        "Expected a message about a page or a notice, but " + message.id() + " is about neither");
  }

  /** A unit, a person and a vendor that are called the same are three recipients. */
  public static String ofNotice(
      String noticeId, Recipient.Kind kind, String recipient, Channel channel) {
    String key =
        switch (kind) {
          case UNIT -> recipient;
          case PERSON -> "person/" + recipient;
          case VENDOR -> "vendor/" + recipient;
        };
    return Ids.derived(noticeId, key, channel.name());
  }
}
