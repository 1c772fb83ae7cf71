package io.tocsin.roster.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * Hours of the day on certain days, by the clock on the wall. An empty set leaves that question
 * open. Hours over midnight belong to the day on which they begin; {@code from} equal to {@code to}
 * is the whole day round.
 */
public record Window(Set<DayOfWeek> days, Set<DayKind> on, LocalTime from, LocalTime to) {

  public Window {
    days = Set.copyOf(days);
    on = Set.copyOf(on);
  }

  boolean opensOn(LocalDate date, HolidayCalendar.Lookup holidays) {
    return (days.isEmpty() || days.contains(date.getDayOfWeek()))
        && (on.isEmpty() || on.contains(holidays.of(date)));
  }

  /**
   * A time that the clock skips comes when the clock has skipped it; one that comes twice, once.
   */
  Instant start(LocalDate date, ZoneId zone) {
    return date.atTime(from).atZone(zone).toInstant();
  }

  Instant end(LocalDate date, ZoneId zone) {
    LocalDate last = to.isAfter(from) ? date : date.plusDays(1);
    return last.atTime(to).atZone(zone).toInstant();
  }
}
