package io.tocsin.roster.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * This person and nobody else, whatever the layers say.
 *
 * @param by who decided it, {@code at} when
 * @param enteredUntil until when it was entered, where it was taken back under way and ends sooner;
 *     null where it ends as it was entered
 */
public record ShiftOverride(
    String id,
    OnCallRole role,
    String personId,
    Instant from,
    Instant until,
    String reason,
    String by,
    Instant at,
    @Nullable Instant enteredUntil) {

  /** As it is entered. */
  public ShiftOverride(
      String id,
      OnCallRole role,
      String personId,
      Instant from,
      Instant until,
      String reason,
      String by,
      Instant at) {
    this(id, role, personId, from, until, reason, by, at, null);
  }

  boolean covers(Instant t) {
    return !from.isAfter(t) && until.isAfter(t);
  }

  ShiftOverride ended(Instant now) {
    return new ShiftOverride(id, role, personId, from, now, reason, by, at, wantedUntil());
  }

  private Instant wantedUntil() {
    return enteredUntil == null ? until : enteredUntil;
  }

  /** The one that made it beside one that comes now. */
  Repetition repeatedBy(ShiftOverride now) {
    return new Repetition("替班安排", "override", id)
        .with("role", role, now.role)
        .with("personId", personId, now.personId)
        .with("from", from, now.from)
        .with("until", wantedUntil(), now.wantedUntil())
        .with("reason", reason, now.reason);
  }
}
