package io.tocsin.escalation.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

/**
 * A part of the day by the organisation's clock. Empty lists of days stand for every day; days of
 * the month below zero count from its end, -1 is the last one; a {@code from} later than {@code to}
 * runs over midnight and belongs to the day on which it begins; the two alike are the whole day.
 */
public record TimeWindow(
    List<Integer> monthDays, List<DayOfWeek> weekDays, LocalTime from, LocalTime to) {

  public TimeWindow {
    monthDays = List.copyOf(monthDays);
    weekDays = List.copyOf(weekDays);
  }

  boolean contains(LocalDateTime local) {
    LocalTime time = local.toLocalTime();
    LocalDate today = local.toLocalDate();
    if (from.isBefore(to)) {
      return on(today) && !time.isBefore(from) && time.isBefore(to);
    }
    return (on(today) && !time.isBefore(from)) || (on(today.minusDays(1)) && time.isBefore(to));
  }

  private boolean on(LocalDate day) {
    int fromTheEnd = day.getDayOfMonth() - day.lengthOfMonth() - 1;
    return (monthDays.isEmpty()
            || monthDays.contains(day.getDayOfMonth())
            || monthDays.contains(fromTheEnd))
        && (weekDays.isEmpty() || weekDays.contains(day.getDayOfWeek()));
  }
}
