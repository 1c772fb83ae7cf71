package io.tocsin.notification.domain;

import io.tocsin.notification.domain.Delivery.Queued;
import java.time.Duration;
import java.time.Instant;

/** A page to 王明 for the tests, worthless fifteen minutes after it was made. */
final class Deliveries {

  static final Instant T0 = Instant.parse("2026-03-09T01:10:00Z");
  static final Duration WORTH = Duration.ofMinutes(15);

  private Deliveries() {}

  static Queued queued() {
    return new Queued(
        new Message(
            "d-1",
            Channel.SMS,
            Urgency.URGENT,
            new Recipient(Recipient.Kind.PERSON, "wang-ming", "王明", "+8613800000003"),
            Message.About.page("i-1", "p-1"),
            new Content(false, null, "特急", null),
            new Words("值班", "on duty"),
            null,
            T0,
            T0.plus(WORTH)));
  }
}
