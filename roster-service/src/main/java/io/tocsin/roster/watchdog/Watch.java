package io.tocsin.roster.watchdog;

import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One incident as the watchdog sees it. The topics of incidents and of pages come in no order
 * towards each other, so either may tell of the incident first.
 *
 * @param facts as they were last told, null until they are
 * @param seq of the incident's event that told them, 0 when a page did
 * @param awaited what is waited for, null when nothing is
 * @param outstanding pages that have not been withdrawn
 * @param toldAt when the escalation last said anything
 * @param exhausted the escalation has called all leaders itself: no page is due behind that
 * @param lasts how long an acknowledgement holds when nothing is done, null for good
 * @param heldSince when somebody took it up, or last did something about it; null while nobody has
 *     it in hand
 */
record Watch(
    @Nullable IncidentFacts facts,
    long seq,
    @Nullable Awaited awaited,
    List<String> outstanding,
    @Nullable Instant toldAt,
    boolean exhausted,
    @Nullable Duration lasts,
    @Nullable Instant heldSince) {

  /** Clocks of two machines differ by less. */
  private static final Duration SKEW = Duration.ofSeconds(2);

  static final Watch UNKNOWN = new Watch(null, 0, null, List.of(), null, false, null, null);

  /** What should come. */
  enum Missing {
    FIRST_PAGE,
    NEXT_LEVEL,
    /** Somebody took it up, but nothing was done since: people are to be paged anew. */
    PAGE_AFTER_EXPIRY
  }

  /**
   * A page that is waited for.
   *
   * @param dueAt when it is due by the rules
   * @param alarmAt when the alarm is raised unless it comes; null when that was done often enough
   * @param alarms how often it was raised
   */
  record Awaited(Missing missing, Instant dueAt, @Nullable Instant alarmAt, int alarms) {

    static Awaited of(Missing missing, Instant dueAt, Duration grace) {
      return new Awaited(missing, dueAt, dueAt.plus(grace), 0);
    }
  }

  Watch {
    outstanding = List.copyOf(outstanding);
  }

  private Watch awaiting(@Nullable Awaited what) {
    return new Watch(facts, seq, what, outstanding, toldAt, exhausted, lasts, heldSince);
  }

  private Watch saidAt(Instant at) {
    Instant latest = toldAt == null || at.isAfter(toldAt) ? at : toldAt;
    return new Watch(facts, seq, awaited, outstanding, latest, exhausted, lasts, heldSince);
  }

  private Watch heldSince(@Nullable Instant at) {
    return new Watch(facts, seq, awaited, outstanding, toldAt, exhausted, lasts, at);
  }

  private boolean awaits(Missing missing) {
    return awaited != null && awaited.missing() == missing;
  }

  /**
   * The incident as it stands. An opening, and whatever makes it wider or graver than before, has
   * to be answered by the escalation.
   *
   * @param at when the fact came about
   */
  Watch following(IncidentFacts told, long toldSeq, Instant at, Duration grace) {
    if (toldSeq <= seq) {
      return this;
    }
    if (!told.state().open()) {
      return new Watch(told, toldSeq, null, List.of(), toldAt, false, lasts, null);
    }
    boolean again = facts != null && !facts.state().open();
    Watch known =
        new Watch(
            told, toldSeq, awaited, outstanding, toldAt, exhausted && !again, lasts, heldSince);
    boolean answered = toldAt != null && !toldAt.isBefore(at.minus(SKEW));
    return !answered && (facts == null || again || (seq > 0 && grown(facts, told)))
        ? known.awaiting(Awaited.of(Missing.FIRST_PAGE, at, grace))
        : known;
  }

  private static boolean grown(IncidentFacts before, IncidentFacts now) {
    return now.scope().compareTo(before.scope()) > 0
        || now.severity().compareTo(before.severity()) < 0;
  }

  /**
   * A policy began or goes on: its first page comes with it, or after the delay that it names. One
   * that goes on pages nobody who has the incident in hand, and what they hold may still expire.
   *
   * @param at when it began
   */
  Watch started(Instant at, Duration delay, Duration grace) {
    Watch begun =
        new Watch(facts, seq, awaited, outstanding, saidAt(at).toldAt(), false, lasts, heldSince);
    if (delay.isPositive() && (awaited == null || awaits(Missing.FIRST_PAGE) || expiredBy(at))) {
      return begun.awaiting(Awaited.of(Missing.FIRST_PAGE, at.plus(delay), grace));
    }
    return awaits(Missing.FIRST_PAGE) ? begun.awaiting(begun.expiry(grace)) : begun;
  }

  private boolean expiredBy(Instant at) {
    return awaited != null
        && awaits(Missing.PAGE_AFTER_EXPIRY)
        && !at.isBefore(awaited.dueAt().minus(SKEW));
  }

  /** A page went out: the next level is due when nobody acknowledges it in time. */
  Watch paged(PageRequestedV1 page, Duration grace) {
    List<String> more = new ArrayList<>(outstanding);
    if (!more.contains(page.pageId())) {
      more.add(page.pageId());
    }
    Instant next = page.requestedAt().plus(page.acknowledgeWithin());
    return new Watch(
        facts == null ? page.incident() : facts,
        seq,
        exhausted ? null : Awaited.of(Missing.NEXT_LEVEL, next, grace),
        more,
        saidAt(page.requestedAt()).toldAt(),
        exhausted,
        page.acknowledgementLasts(),
        null);
  }

  /** Pages need no answer any more; when none is left, nothing is waited for. */
  Watch withdrawn(List<String> pageIds) {
    List<String> left = outstanding.stream().filter(id -> !pageIds.contains(id)).toList();
    if (left.size() == outstanding.size()) {
      return this;
    }
    return new Watch(
        facts, seq, left.isEmpty() ? null : awaited, left, toldAt, exhausted, lasts, heldSince);
  }

  /** Somebody took it up; people are paged again when nothing comes of it. */
  Watch acknowledged(Instant at, Duration grace) {
    Watch held =
        new Watch(facts, seq, null, List.of(), toldAt, exhausted, lasts, latest(heldSince, at));
    return held.awaiting(held.expiry(grace));
  }

  /** Somebody did something about it: whoever has it in hand keeps it. */
  Watch worked(Instant at, Duration grace) {
    if (heldSince == null || !at.isAfter(heldSince)) {
      return this;
    }
    Watch held = heldSince(at);
    return awaits(Missing.PAGE_AFTER_EXPIRY) ? held.awaiting(held.expiry(grace)) : held;
  }

  private static Instant latest(@Nullable Instant before, Instant at) {
    return before == null || at.isAfter(before) ? at : before;
  }

  private @Nullable Awaited expiry(Duration grace) {
    return heldSince == null || lasts == null
        ? null
        : Awaited.of(Missing.PAGE_AFTER_EXPIRY, heldSince.plus(lasts), grace);
  }

  /** The escalation itself calls all leaders. */
  Watch ranOut() {
    return new Watch(facts, seq, null, outstanding, toldAt, true, lasts, heldSince);
  }

  @Nullable Instant alarmAt() {
    return awaited == null || facts == null ? null : awaited.alarmAt();
  }

  boolean overdue(Instant now) {
    Instant alarmAt = alarmAt();
    return alarmAt != null && !alarmAt.isAfter(now);
  }

  /** The alarm went out; it is raised again after a while, but not for ever. */
  Watch alarmed(Instant now, Duration repeat, int repeats) {
    Awaited was = Objects.requireNonNull(awaited);
    return awaiting(
        new Awaited(
            was.missing(),
            was.dueAt(),
            was.alarms() < repeats ? now.plus(repeat) : null,
            was.alarms() + 1));
  }
}
