package io.tocsin.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** On {@code tocsin.deliveries.<channel>.<urgent|bulk>.v1}, keyed by the recipient's address. */
public sealed interface DeliveryEvent extends Event {

  /**
   * Send one message to one recipient on one channel.
   *
   * @param deliveryId the idempotency key towards the provider
   * @param notAfter a message that has not left by then is worthless and expires
   * @param subject null on channels that have none
   * @param html null where only text goes
   */
  record DeliveryRequestedV1(
      String deliveryId,
      Channel channel,
      Urgency urgency,
      Recipient recipient,
      @Nullable String incidentId,
      @Nullable String pageId,
      @Nullable String noticeId,
      @Nullable String subject,
      String text,
      @Nullable String html,
      Instant notAfter)
      implements DeliveryEvent {}

  /** Pages are urgent, notices are bulk; the two never wait for each other. */
  enum Urgency {
    URGENT,
    BULK
  }

  /** Who gets it. {@code id} is a person's id or a unit's code, as {@code kind} says. */
  record Recipient(Kind kind, String id, String name, String address) {
    /** What stands behind the id. */
    public enum Kind {
      PERSON,
      UNIT
    }
  }
}
