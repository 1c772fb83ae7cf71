package io.tocsin.incident.domain.casefile;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * The days on which people are at work: weekdays, but for holidays, and the weekend days that make
 * up for them (调休).
 */
public record WorkingDays(Set<LocalDate> holidays, Set<LocalDate> makeUpDays) {

  public static final WorkingDays WEEKDAYS = new WorkingDays(Set.of(), Set.of());

  public WorkingDays {
    holidays = Set.copyOf(holidays);
    makeUpDays = Set.copyOf(makeUpDays);
  }

  public boolean isWorkingDay(LocalDate day) {
    if (makeUpDays.contains(day)) {
      return true;
    }
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return !weekend && !holidays.contains(day);
  }

  /** The {@code days}th working day after {@code from}, which itself does not count. */
  public LocalDate after(LocalDate from, int days) {
    LocalDate day = from;
    int left = days;
    while (left > 0) {
      day = day.plusDays(1);
      if (isWorkingDay(day)) {
        left--;
      }
    }
    return day;
  }
}
