package io.tocsin.notification.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How a sender slows down when its provider says "too fast": it pauses, each time twice as long,
 * and forgets about it once the provider has taken messages again for as long as the last pause.
 *
 * @param pause the length of the last pause; zero when there was none
 * @param until no message is handed over before
 */
public record Pace(Duration pause, Instant until) {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration MOST = Duration.ofSeconds(30);

  public static final Pace FULL = new Pace(Duration.ZERO, Instant.EPOCH);

  /** Answers that came for messages sent before the pause began do not lengthen it. */
  public Pace throttled(Instant now) {
    if (now.isBefore(until)) {
      return this;
    }
    Duration next = pause.isZero() ? FIRST : pause.multipliedBy(2);
    next = next.compareTo(MOST) > 0 ? MOST : next;
    return new Pace(next, now.plus(next));
  }

  public Pace accepted(Instant now) {
    return pause.isZero() || now.isBefore(until.plus(pause)) ? this : FULL;
  }

  public boolean resting(Instant now) {
    return now.isBefore(until);
  }
}
