package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Duty.Cause;
import io.tocsin.roster.domain.Duty.Nobody;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Duty.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as if nobody were ever away: the layers, and on them what people entered, in the order
 * in which it came to hold. An override puts somebody in; a swap moves whoever held the shift when
 * it was agreed to, also by an override; an override that is entered after it beats it again. What
 * puts somebody on duty who has left is passed over.
 */
final class BasePlan {

  private final Schedule schedule;
  private final ScheduleBook book;
  private final HolidayCalendar.Lookup holidays;
  private final Present present;
  private final List<ShiftSwap> agreed;

  BasePlan(Schedule schedule, ScheduleBook book, HolidayCalendar.Lookup holidays, Present present) {
    this.schedule = schedule;
    this.book = book;
    this.holidays = holidays;
    this.present = present;
    this.agreed =
        book.swaps().stream()
            .filter(s -> s.state() == ShiftSwap.State.EFFECTIVE)
            .sorted(Comparator.comparing(ShiftSwap::holdsSince))
            .toList();
  }

  Span<Duty> at(OnCallRole role, Instant t) {
    Span<Held> held = held(role, t);
    return held.with(held.value().duty());
  }

  /** The ids of the swaps that move the role then, each on from whoever held it before. */
  Span<List<String>> swapsAt(OnCallRole role, Instant t) {
    Span<Held> held = held(role, t);
    return held.with(held.value().swaps());
  }

  private record Held(Duty duty, List<String> swaps) {

    Held by(ShiftSwap swap, Duty next) {
      List<String> more = new ArrayList<>(swaps);
      more.add(swap.id());
      return new Held(next, List.copyOf(more));
    }
  }

  /** Of two overrides the one that was entered last wins. */
  private Span<Held> held(OnCallRole role, Instant t) {
    Span<Boolean> seen = Span.always(true);
    String passedOver = null;
    for (ShiftOverride o : book.overrides().reversed()) {
      if (!o.role().equals(role)) {
        continue;
      }
      seen = seen.cutAt(o.from(), o.until(), t);
      if (!o.covers(t)) {
        continue;
      }
      Span<Held> found =
          swapped(overridden(o, seen, t), s -> !s.holdsSince().isBefore(o.at()), role, t);
      String left = left(found.value());
      if (left == null || !present.counts(t)) {
        return found.with(passing(found.value(), passedOver));
      }
      seen = seen.within(found);
      passedOver = passedOver == null ? left : passedOver;
    }
    Span<Held> found = swapped(layered(role, t), s -> true, role, t).within(seen);
    return found.with(passing(found.value(), passedOver));
  }

  /** Whoever holds it but is not there; null where that is nobody. */
  private @Nullable String left(Held held) {
    return held.duty() instanceof OnDuty d && !present.has(d.personId()) ? d.personId() : null;
  }

  private Held passing(Held held, @Nullable String left) {
    if (left == null) {
      return held;
    }
    Duty duty =
        switch (held.duty()) {
          case OnDuty d ->
              new OnDuty(
                  d.personId(),
                  d.schedule(),
                  new Cause.PassedOver(left, d.cause()),
                  d.from(),
                  d.until());
          case Nobody none -> new Nobody(Why.LEFT, schedule.id(), none.begins(), left);
        };
    return new Held(duty, held.swaps());
  }

  private Span<Duty> overridden(ShiftOverride o, Span<Boolean> seen, Instant t) {
    Span<Held> before =
        swapped(layered(o.role(), t), s -> s.holdsSince().isBefore(o.at()), o.role(), t);
    String instead = before.value().duty() instanceof OnDuty d ? d.personId() : null;
    Span<Boolean> whole = instead == null ? seen : seen.within(before);
    return whole.with(onDuty(o.personId(), new Cause.Overridden(o.id(), o.reason(), instead)));
  }

  private Span<Duty> layered(OnCallRole role, Instant t) {
    Span<Boolean> seen = Span.always(true);
    Nobody nobody = nobody(Why.NO_LAYER_FOR_ROLE, null);
    for (Layer layer : schedule.layers().reversed()) {
      if (!layer.role().equals(role)) {
        continue;
      }
      Span<Boolean> hours = new Hours(layer.only(), schedule.zone(), holidays).at(t);
      Span<Duty> turn = turn(layer, t);
      seen = seen.within(hours).within(turn);
      if (hours.value() && turn.value() instanceof OnDuty) {
        return seen.with(turn.value());
      }
      if (turn.value() instanceof Nobody none) {
        nobody = sooner(nobody, none);
      } else {
        nobody = sooner(nobody, nobody(Why.OFF_HOURS, hours.until()));
      }
    }
    return seen.with(nobody);
  }

  private Span<Duty> turn(Layer layer, Instant t) {
    Rotation rotation = layer.rotation();
    if (rotation == null) {
      return imported(layer, t);
    }
    Rotation.Turn turn = rotation.at(t, schedule.zone());
    if (turn == null) {
      Instant begins = rotation.begins(schedule.zone());
      return new Span<>(nobody(Why.NOT_BEGUN, begins), Instant.MIN, begins);
    }
    Cause cause = new Cause.Rotated(layer.name(), turn.number());
    return new Span<>(
        new OnDuty(turn.personId(), schedule.id(), cause, turn.from(), turn.until()),
        turn.from(),
        turn.until());
  }

  /** Of two that overlap the one that began later holds. */
  private Span<Duty> imported(Layer layer, Instant t) {
    Span<Duty> found = Span.always(nobody(Why.OFF_HOURS, null));
    Instant begun = Instant.MIN;
    for (ImportedShift shift : book.imported().getOrDefault(layer.name(), List.of())) {
      found = found.cutAt(shift.from(), shift.until(), t);
      if (shift.covers(t) && !shift.from().isBefore(begun)) {
        begun = shift.from();
        Cause cause = new Cause.Imported(layer.name());
        found = found.with(onDuty(shift.personId(), cause));
      }
    }
    return found;
  }

  /** Of those through whose hands the shift went, the last who is there holds it. */
  private Span<Held> swapped(
      Span<Duty> before, Predicate<ShiftSwap> counts, OnCallRole role, Instant t) {
    Span<Held> found = before.with(new Held(before.value(), List.of()));
    Held there = found.value();
    for (ShiftSwap swap : agreed) {
      if (!counts.test(swap) || !(found.value().duty() instanceof OnDuty holder)) {
        continue;
      }
      ShiftSwap.Given given = swap.given(holder.personId(), role);
      if (given == null) {
        continue;
      }
      found = found.cutAt(given.piece().from(), given.piece().until(), t);
      if (given.piece().covers(t)) {
        Cause cause = new Cause.Swapped(swap.id(), holder.personId());
        found = found.with(found.value().by(swap, onDuty(given.to(), cause)));
        there = left(found.value()) == null ? found.value() : there;
      }
    }
    String left = left(found.value());
    if (left == null) {
      return found;
    }
    found = present.cut(found, t);
    return present.counts(t) && left(there) == null ? found.with(passing(there, left)) : found;
  }

  private Duty onDuty(String person, Cause cause) {
    return new OnDuty(person, schedule.id(), cause, Instant.MIN, Instant.MAX);
  }

  private Nobody nobody(Why why, @Nullable Instant begins) {
    return new Nobody(why, schedule.id(), begins, null);
  }

  /** The more telling reason; of two of a kind the one that ends sooner. */
  private static Nobody sooner(Nobody one, Nobody other) {
    if (one.why() != other.why()) {
      return one.why().compareTo(other.why()) > 0 ? one : other;
    }
    return one.begins() == null || (other.begins() != null && other.begins().isBefore(one.begins()))
        ? other
        : one;
  }
}
