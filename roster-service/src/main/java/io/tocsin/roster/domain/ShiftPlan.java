package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Duty.Cause;
import io.tocsin.roster.domain.Duty.Nobody;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Duty.Why;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is on duty by one schedule. The order of the rules: the layers say who it would be; an
 * override beats them; a swap exchanges two people of the schedule as it stood when both had
 * agreed, so an override that is entered later beats it too; what names somebody who has left is
 * passed over; who is on leave is on duty by none of them, and the roles below move up.
 */
public final class ShiftPlan {

  private final Schedule schedule;
  private final BasePlan base;
  private final Map<String, List<Leave>> leave;
  private final HolidayCalendar.Lookup holidays;
  private final Present present;
  private final List<OnCallRole> roles;

  /**
   * @param leave of each person, by id; who is not in it is not away
   */
  public ShiftPlan(
      Schedule schedule,
      ScheduleBook book,
      Map<String, List<Leave>> leave,
      HolidayCalendar.Lookup holidays,
      Present present) {
    this.schedule = schedule;
    this.base = new BasePlan(schedule, book, holidays, present);
    this.leave = leave;
    this.holidays = holidays;
    this.present = present;
    this.roles = List.copyOf(roles(schedule, book));
  }

  /** Of people who are all there. */
  ShiftPlan(
      Schedule schedule,
      ScheduleBook book,
      Map<String, List<Leave>> leave,
      HolidayCalendar.Lookup holidays) {
    this(schedule, book, leave, holidays, Present.ALL);
  }

  /** A role that only an override fills ranks like any other. */
  private static Set<OnCallRole> roles(Schedule schedule, ScheduleBook book) {
    Set<OnCallRole> filled = new LinkedHashSet<>(schedule.roles());
    book.overrides().forEach(o -> filled.add(o.role()));
    Set<OnCallRole> ranked = new LinkedHashSet<>();
    ranked.add(OnCallRole.PRIMARY);
    ranked.add(OnCallRole.SUBSTITUTE);
    ranked.addAll(filled);
    ranked.retainAll(filled);
    return ranked;
  }

  /** The same schedule with something else entered for it. */
  public ShiftPlan with(ScheduleBook other) {
    return new ShiftPlan(schedule, other, leave, holidays, present);
  }

  public Schedule schedule() {
    return schedule;
  }

  /** Every role that somebody may hold, the next to move up after the one before. */
  public List<OnCallRole> roles() {
    return roles;
  }

  /** Who holds the role, with the whole shift's ends. */
  public Duty holderAt(OnCallRole role, Instant t) {
    Span<Duty> piece = pieceAt(role, t);
    if (!(piece.value() instanceof OnDuty duty)) {
      return piece.value();
    }
    // Another role's boundary may have cut the piece though the shift goes on.
    Span<?> own = base.at(role, t);
    Instant until = piece.until();
    while (until.isBefore(own.until())) {
      Span<Duty> next = pieceAt(role, until);
      if (!duty.goesOnIn(next.value())) {
        break;
      }
      until = next.until();
    }
    Instant from = piece.since();
    while (from.isAfter(own.since())) {
      Span<Duty> before = pieceAt(role, from.minusNanos(1));
      if (!duty.goesOnIn(before.value())) {
        break;
      }
      from = before.since();
    }
    return new OnDuty(duty.personId(), duty.schedule(), duty.cause(), from, until);
  }

  /** All shifts of a role that overlap the interval, cut to it, in their order, without holes. */
  public List<Shift> shifts(OnCallRole role, Instant from, Instant to) {
    return Shifts.between(role, from, to, t -> pieceAt(role, t));
  }

  /** The ids of the swaps that move the role then, whoever may be on leave. */
  Span<List<String>> swapsAt(OnCallRole role, Instant t) {
    return base.swapsAt(role, t);
  }

  /** Who holds the role, and a stretch on which that surely does not change. */
  Span<Duty> pieceAt(OnCallRole role, Instant t) {
    int rank = roles.indexOf(role);
    if (rank < 0) {
      return Span.always(new Nobody(Why.NO_LAYER_FOR_ROLE, schedule.id(), null, null));
    }
    return new Moment(t).upTo(rank);
  }

  /** The schedule at one instant: decided role by role, from the first one on. */
  private final class Moment {

    private final Instant t;
    private final Map<Integer, Span<Duty>> candidates = new HashMap<>();
    private final Set<Integer> movedUp = new HashSet<>();
    private final Set<String> holding = new HashSet<>();
    private Span<Boolean> seen = Span.always(true);

    Moment(Instant t) {
      this.t = t;
    }

    Span<Duty> upTo(int rank) {
      for (int r = 0; r < rank; r++) {
        if (decide(r) instanceof OnDuty higher) {
          holding.add(higher.personId());
        }
      }
      Duty duty = decide(rank);
      return duty instanceof OnDuty d
          ? seen.with(new OnDuty(d.personId(), d.schedule(), d.cause(), seen.since(), seen.until()))
          : seen.with(duty);
    }

    private Duty decide(int rank) {
      Duty candidate = candidate(rank);
      if (!(candidate instanceof OnDuty wanted)) {
        return candidate;
      }
      boolean away = away(wanted.personId());
      if (!away && !movedUp.contains(rank)) {
        return holding.contains(wanted.personId())
            ? new Nobody(Why.SAME_AS_PRIMARY, schedule.id(), null, wanted.personId())
            : wanted;
      }
      for (int next = rank + 1; next < roles.size(); next++) {
        if (candidate(next) instanceof OnDuty other
            && !movedUp.contains(next)
            && !away(other.personId())
            && !holding.contains(other.personId())
            && !other.personId().equals(wanted.personId())) {
          movedUp.add(next);
          Cause cause = new Cause.MovedUp(roles.get(next), wanted.personId(), other.cause());
          return new OnDuty(other.personId(), schedule.id(), cause, seen.since(), seen.until());
        }
      }
      return new Nobody(away ? Why.ON_LEAVE : Why.MOVED_UP, schedule.id(), null, wanted.personId());
    }

    private Duty candidate(int rank) {
      Span<Duty> found = candidates.computeIfAbsent(rank, r -> base.at(roles.get(r), t));
      seen = seen.within(found);
      return found.value();
    }

    private boolean away(String personId) {
      boolean away = false;
      for (Leave l : leave.getOrDefault(personId, List.of())) {
        seen = seen.cutAt(l.from(), l.until(), t);
        away = away || l.covers(t);
      }
      return away;
    }
  }
}
