package io.tocsin.notification.calltasks;

import io.tocsin.notification.domain.Attempt;
import io.tocsin.notification.domain.Attempt.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a telephone call.
 *
 * @param who the person at the other end
 * @param at when, null for now
 * @param note what was said
 */
record CallResult(Kind outcome, String who, @Nullable Instant at, @Nullable String note) {

  /** How it ended. */
  enum Kind {
    /** The recipient knows, and said so. */
    CONFIRMED,
    NO_ANSWER,
    WRONG_NUMBER,
    /** Somebody answered who would not take it. */
    REFUSED
  }

  Attempt attempt(String caller, String callerName, Instant now) {
    return new Attempt(
        at == null ? now : at,
        "call:" + caller,
        outcome == Kind.CONFIRMED ? Outcome.CONFIRMED : Outcome.NOT_REACHED,
        detail(callerName));
  }

  private String detail(String callerName) {
    String said = note == null || note.isBlank() ? "" : ": " + note.strip();
    return outcome + ", " + who.strip() + ", 由 / by " + callerName + said;
  }
}
