package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Duty.Cause;
import io.tocsin.roster.domain.Duty.Nobody;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Duty.Why;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schedule as if nobody were ever away: layers, swaps, overrides. */
final class BasePlan {

  private final Schedule schedule;
  private final ScheduleBook book;
  private final HolidayCalendar.Lookup holidays;

  BasePlan(Schedule schedule, ScheduleBook book, HolidayCalendar.Lookup holidays) {
    this.schedule = schedule;
    this.book = book;
    this.holidays = holidays;
  }

  Span<Duty> at(OnCallRole role, Instant t) {
    return overridden(swapped(layered(role, t), role, t), role, t);
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

  private Span<Duty> swapped(Span<Duty> layered, OnCallRole role, Instant t) {
    Span<Duty> found = layered;
    for (ShiftSwap swap : book.swaps()) {
      if (swap.state() != ShiftSwap.State.EFFECTIVE) {
        continue;
      }
      for (ShiftSwap.Piece piece : pieces(swap)) {
        if (piece.role().equals(role)) {
          found = found.cutAt(piece.from(), piece.until(), t);
        }
      }
      if (found.value() instanceof OnDuty holder) {
        String other = swap.insteadOf(holder.personId(), role, t);
        if (other != null) {
          Cause cause = new Cause.Swapped(swap.id(), holder.personId());
          found = found.with(onDuty(other, cause));
        }
      }
    }
    return found;
  }

  private static List<ShiftSwap.Piece> pieces(ShiftSwap swap) {
    return swap.take() == null ? List.of(swap.give()) : List.of(swap.give(), swap.take());
  }

  /** The one that was entered last wins. */
  private Span<Duty> overridden(Span<Duty> swapped, OnCallRole role, Instant t) {
    Span<Boolean> seen = Span.always(true);
    for (ShiftOverride o : book.overrides().reversed()) {
      if (!o.role().equals(role)) {
        continue;
      }
      seen = seen.cutAt(o.from(), o.until(), t);
      if (o.covers(t)) {
        String instead = swapped.value() instanceof OnDuty d ? d.personId() : null;
        Span<Boolean> whole = instead == null ? seen : seen.within(swapped);
        return whole.with(onDuty(o.personId(), new Cause.Overridden(o.id(), o.reason(), instead)));
      }
    }
    return swapped.within(seen);
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
