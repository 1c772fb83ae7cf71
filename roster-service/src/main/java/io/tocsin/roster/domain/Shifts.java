package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Duty.Nobody;
import io.tocsin.roster.domain.Duty.OnDuty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Joins pieces to shifts. */
final class Shifts {

  private Shifts() {}

  /** Pieces that follow each other and say the same are one shift. */
  static List<Shift> between(
      OnCallRole role, Instant from, Instant to, Function<Instant, Span<Duty>> pieces) {
    List<Shift> shifts = new ArrayList<>();
    Instant t = from;
    while (t.isBefore(to)) {
      Span<Duty> piece = pieces.apply(t);
      Instant until = piece.until().isBefore(to) ? piece.until() : to;
      Shift last = shifts.isEmpty() ? null : shifts.getLast();
      if (last != null && goesOn(last.duty(), piece.value())) {
        shifts.set(shifts.size() - 1, shift(role, last.duty(), last.from(), until));
      } else {
        shifts.add(shift(role, piece.value(), t, until));
      }
      t = until;
    }
    return List.copyOf(shifts);
  }

  private static boolean goesOn(Duty before, Duty now) {
    return switch (before) {
      case OnDuty duty -> duty.goesOnIn(now);
      case Nobody none -> now instanceof Nobody other && other.why() == none.why();
    };
  }

  private static Shift shift(OnCallRole role, Duty duty, Instant from, Instant until) {
    Duty whole =
        duty instanceof OnDuty d
            ? new OnDuty(d.personId(), d.schedule(), d.cause(), from, until)
            : duty;
    return new Shift(role, whole, from, until);
  }
}
