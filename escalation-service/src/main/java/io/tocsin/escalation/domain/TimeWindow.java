package io.tocsin.escalation.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A part of the day by the organisation's clock. Empty lists of days stand for every day; days of
 * the month below zero count from its end, -1 is the last one; a {@code from} later than {@code to}
 * runs over midnight and belongs to the day on which it begins; the two alike are the whole day.
 *
 * @param on the kinds of day by the organisation's calendar
 */
public record TimeWindow(
    List<Integer> monthDays,
    List<DayOfWeek> weekDays,
    LocalTime from,
    LocalTime to,
    List<DayKind> on) {

  public TimeWindow {
    monthDays = List.copyOf(monthDays);
    weekDays = List.copyOf(weekDays);
    // A policy that an earlier build stored with a run has none.
    on = List.copyOf(Objects.requireNonNullElse(on, List.of()));
  }

  /** Whatever kind of day it is. */
  public TimeWindow(
      List<Integer> monthDays, List<DayOfWeek> weekDays, LocalTime from, LocalTime to) {
    this(monthDays, weekDays, from, to, List.of());
  }

  boolean contains(LocalDateTime local, WorkingDays days) {
    LocalTime time = local.toLocalTime();
    LocalDate today = local.toLocalDate();
    if (from.isBefore(to)) {
      return opensOn(today, days) && !time.isBefore(from) && time.isBefore(to);
    }
    return (opensOn(today, days) && !time.isBefore(from))
        || (opensOn(today.minusDays(1), days) && time.isBefore(to));
  }

  private boolean opensOn(LocalDate day, WorkingDays days) {
    int fromTheEnd = day.getDayOfMonth() - day.lengthOfMonth() - 1;
    return (monthDays.isEmpty()
            || monthDays.contains(day.getDayOfMonth())
            || monthDays.contains(fromTheEnd))
        && (weekDays.isEmpty() || weekDays.contains(day.getDayOfWeek()))
        && (on.isEmpty() || on.contains(days.kindOf(day)));
  }

  /**
   * Whether it ever comes: a weekend on a Monday does not, nor does a holiday where the calendar
   * has none. Of the days that it does not name each weekday comes on each day of a month.
   */
  boolean comes(WorkingDays days) {
    return on.isEmpty()
        || Arrays.stream(DayOfWeek.values()).anyMatch(this::comesOnOrdinary)
        || days.named().anyMatch(day -> opensOn(day, days));
  }

  private boolean comesOnOrdinary(DayOfWeek weekDay) {
    boolean weekend = weekDay == DayOfWeek.SATURDAY || weekDay == DayOfWeek.SUNDAY;
    return (weekDays.isEmpty() || weekDays.contains(weekDay))
        && on.contains(weekend ? DayKind.WEEKEND : DayKind.WORKDAY);
  }
}
