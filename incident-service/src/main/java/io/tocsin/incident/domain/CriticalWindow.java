package io.tocsin.incident.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * A time in which a fault weighs one level more, such as the close of the month. Empty sets stand
 * for every day. Days of the month below zero count from its end: -1 is the last one. A window
 * whose {@code from} is later than its {@code to} runs over midnight and belongs to the day on
 * which it began; equal ends stand for the whole day.
 */
public record CriticalWindow(
    String name, Set<Integer> monthDays, Set<DayOfWeek> weekDays, LocalTime from, LocalTime to) {

  public CriticalWindow {
    monthDays = Set.copyOf(monthDays);
    weekDays = Set.copyOf(weekDays);
  }

  /** {@code from} is inside, {@code to} is not. */
  public boolean covers(Instant at, ZoneId zone) {
    ZonedDateTime local = at.atZone(zone);
    LocalDate day = local.toLocalDate();
    LocalTime time = local.toLocalTime();
    if (from.isBefore(to)) {
      return on(day) && !time.isBefore(from) && time.isBefore(to);
    }
    return (on(day) && !time.isBefore(from)) || (on(day.minusDays(1)) && time.isBefore(to));
  }

  /** When it begins next after a moment; empty where that is more than two years away. */
  Optional<Instant> nextBegin(Instant after, ZoneId zone) {
    LocalDate first = after.atZone(zone).toLocalDate();
    return first
        .datesUntil(first.plusYears(2))
        .filter(this::on)
        .map(day -> day.atTime(from).atZone(zone).toInstant())
        .filter(begin -> begin.isAfter(after))
        .findFirst();
  }

  private boolean on(LocalDate day) {
    int fromTheEnd = day.getDayOfMonth() - day.lengthOfMonth() - 1;
    return (monthDays.isEmpty()
            || monthDays.contains(day.getDayOfMonth())
            || monthDays.contains(fromTheEnd))
        && (weekDays.isEmpty() || weekDays.contains(day.getDayOfWeek()));
  }
}
