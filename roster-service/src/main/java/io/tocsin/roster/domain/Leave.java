package io.tocsin.roster.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody is away, from every schedule.
 *
 * @param by who entered it
 * @param enteredUntil until when it was entered, where it was cancelled under way and ends sooner;
 *     null where it ends as it was entered
 */
public record Leave(
    String id,
    String personId,
    Instant from,
    Instant until,
    String reason,
    String by,
    @Nullable Instant enteredUntil) {

  /** As it is entered. */
  public Leave(String id, String personId, Instant from, Instant until, String reason, String by) {
    this(id, personId, from, until, reason, by, null);
  }

  boolean covers(Instant t) {
    return !from.isAfter(t) && until.isAfter(t);
  }

  Leave ended(Instant now) {
    return new Leave(id, personId, from, now, reason, by, wantedUntil());
  }

  private Instant wantedUntil() {
    return enteredUntil == null ? until : enteredUntil;
  }

  /** The one that made it beside one that comes now. */
  Repetition repeatedBy(Leave now) {
    return new Repetition("请假", "leave", id)
        .with("personId", personId, now.personId)
        .with("from", from, now.from)
        .with("until", wantedUntil(), now.wantedUntil())
        .with("reason", reason, now.reason);
  }

  boolean overlaps(Instant start, Instant end) {
    return from.isBefore(end) && until.isAfter(start);
  }
}
