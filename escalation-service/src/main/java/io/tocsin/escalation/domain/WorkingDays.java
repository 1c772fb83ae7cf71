package io.tocsin.escalation.domain;

import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The organisation's calendar: weekdays are worked and weekends are not, but for these.
 *
 * @param holidays days off whatever their weekday
 * @param makeUpDays days that are worked in exchange (调休上班)
 */
public record WorkingDays(Set<LocalDate> holidays, Set<LocalDate> makeUpDays) {

  /** Of an organisation without holidays, and of one whose calendar is not known. */
  public static final WorkingDays WEEKDAYS = new WorkingDays(Set.of(), Set.of());

  public WorkingDays {
    holidays = Set.copyOf(holidays);
    makeUpDays = Set.copyOf(makeUpDays);
  }

  DayKind kindOf(LocalDate day) {
    if (makeUpDays.contains(day)) {
      return DayKind.WORKDAY;
    }
    if (holidays.contains(day)) {
      return DayKind.HOLIDAY;
    }
    return switch (day.getDayOfWeek()) {
      case SATURDAY, SUNDAY -> DayKind.WEEKEND;
      case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> DayKind.WORKDAY;
    };
  }

  /** The days that are not what their weekday says. */
  Stream<LocalDate> named() {
    return Stream.concat(holidays.stream(), makeUpDays.stream());
  }
}
