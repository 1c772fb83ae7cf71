package io.tocsin.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On {@code tocsin.notifications.v1}, keyed by the incident's id, else by the notice's: what came
 * of the messages.
 */
public sealed interface NotificationEvent extends Event {

  /**
   * A delivery came one state further.
   *
   * @param provider who carried it, such as {@code smpp:primary}
   * @param attempt counts from 1; 0 when nothing was tried
   * @param detail the provider's words, null where there are none
   */
  record DeliveryStateChangedV1(
      String deliveryId,
      @Nullable String incidentId,
      @Nullable String pageId,
      @Nullable String noticeId,
      DeliveryEvent.Recipient recipient,
      Channel channel,
      DeliveryState state,
      String provider,
      int attempt,
      @Nullable String detail)
      implements NotificationEvent {}

  /** A person answered a page with its code. */
  record PageAcknowledgedV1(
      String incidentId,
      String pageId,
      String personId,
      String personName,
      Channel channel,
      Instant repliedAt)
      implements NotificationEvent {}
}
