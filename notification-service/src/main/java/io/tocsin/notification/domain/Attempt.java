package io.tocsin.notification.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to hand a message to a provider, written down before the try is made.
 *
 * @param provider such as {@code smpp:primary}
 * @param detail the provider's words, null where there are none
 */
public record Attempt(Instant at, String provider, Outcome outcome, @Nullable String detail) {

  /** What came of it so far. */
  public enum Outcome {
    STARTED,
    HANDED_OFF,
    DELIVERED,
    FAILED_TEMPORARY,
    FAILED_PERMANENT,
    UNKNOWN,
    /** A telephone call, recorded by hand: the recipient knows. */
    CONFIRMED,
    /** A telephone call, recorded by hand: it did not help. */
    NOT_REACHED
  }

  /** Whether a receipt may still tell what came of it. */
  public boolean unsettled() {
    return outcome == Outcome.UNKNOWN || outcome == Outcome.HANDED_OFF;
  }

  Attempt with(Outcome outcome, @Nullable String detail) {
    return new Attempt(at, provider, outcome, detail == null ? this.detail : detail);
  }
}
