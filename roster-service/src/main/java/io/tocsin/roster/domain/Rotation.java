package io.tocsin.roster.domain;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * People who take turns, in their order, over and over.
 *
 * @param handoff when the first turn begins, by the clock of the schedule's zone
 */
public record Rotation(TurnLength every, LocalDateTime handoff, List<String> people) {

  public Rotation {
    people = List.copyOf(people);
    if (people.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one person in a rotation, but got none");
    }
  }

  /**
   * One turn: {@code from} belongs to it, {@code until} no longer. {@code number} counts from 0.
   */
  public record Turn(long number, String personId, Instant from, Instant until) {}

  /** When the first turn begins. */
  public Instant begins(ZoneId zone) {
    return start(0, zone);
  }

  /** The turn at an instant, null before the first. */
  public @Nullable Turn at(Instant instant, ZoneId zone) {
    long n = every.turnAt(handoff, lastLocalBegun(instant, zone));
    // A handoff inside a gap is carried out later than its neighbours on the far side of the gap.
    while (n >= 0 && start(n, zone).isAfter(instant)) {
      n--;
    }
    if (n < 0) {
      return null;
    }
    String person = people.get((int) (n % people.size()));
    return new Turn(n, person, start(n, zone), end(n, zone));
  }

  /**
   * The wall clock's latest time that has come by {@code instant}. While an hour passes for the
   * second time the clock shows less than it has shown already.
   */
  private static LocalDateTime lastLocalBegun(Instant instant, ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    ZoneOffsetTransition before = zone.getRules().previousTransition(instant.plusNanos(1));
    if (before != null && before.isOverlap()) {
      LocalDateTime shownBefore = before.getDateTimeBefore().minusNanos(1);
      return local.isAfter(shownBefore) ? local : shownBefore;
    }
    return local;
  }

  /**
   * A time that the clock skips is read with the offset before the gap, one that comes twice is its
   * first coming: the reading of RFC 5545, so that calendars show the same handoff.
   */
  private Instant start(long n, ZoneId zone) {
    return every.after(handoff, n).atZone(zone).toInstant();
  }

  private Instant end(long n, ZoneId zone) {
    Instant end = start(n + 1, zone);
    for (long m = n + 1; inGap(m, zone); m++) {
      Instant next = start(m + 1, zone);
      end = next.isBefore(end) ? next : end;
    }
    return end;
  }

  private boolean inGap(long n, ZoneId zone) {
    ZoneOffsetTransition t = zone.getRules().getTransition(every.after(handoff, n));
    return t != null && t.isGap();
  }
}
