package io.tocsin.roster.organisation;

import io.tocsin.contracts.DirectoryEvent.CriticalWindow;
import io.tocsin.contracts.DirectoryEvent.DayKind;
import io.tocsin.roster.domain.HolidayCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of the times of policies without a clock: which ever come, which hold others.
 */
record PolicyTimes(HolidayCalendar calendar, HolidayCalendar.Lookup kinds) {

  static PolicyTimes by(HolidayCalendar calendar) {
    return new PolicyTimes(calendar, calendar.lookup());
  }

  /**
   * Whether one of them ever comes: a weekend on a Monday does not, nor does a holiday where the
   * calendar has none.
   */
  boolean come(@Nullable List<CriticalWindow> times) {
    return times == null || times.stream().anyMatch(this::comes);
  }

  /** Of the days that the calendar does not name each weekday comes on each day of a month. */
  private boolean comes(CriticalWindow time) {
    List<DayKind> on = on(time);
    return on.isEmpty()
        || Arrays.stream(DayOfWeek.values())
            .anyMatch(day -> open(time.weekDays(), day) && on.contains(ordinary(day)))
        || calendar.days().stream().anyMatch(day -> opensOn(time, day.date()));
  }

  private static DayKind ordinary(DayOfWeek day) {
    return switch (day) {
      case SATURDAY, SUNDAY -> DayKind.WEEKEND;
      case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> DayKind.WORKDAY;
    };
  }

  private boolean opensOn(CriticalWindow time, LocalDate day) {
    int fromTheEnd = day.getDayOfMonth() - day.lengthOfMonth() - 1;
    return (open(time.monthDays(), day.getDayOfMonth()) || open(time.monthDays(), fromTheEnd))
        && open(time.weekDays(), day.getDayOfWeek())
        && on(time).contains(DayKind.valueOf(kinds.of(day).name()));
  }

  /**
   * Whether the wide ones surely hold whenever a narrow one does. Each narrow one within one wide
   * one is looked for; several that cover it only together are not found.
   */
  static boolean cover(@Nullable List<CriticalWindow> wide, @Nullable List<CriticalWindow> narrow) {
    return wide == null
        || (narrow != null
            && narrow.stream().allMatch(n -> wide.stream().anyMatch(w -> covers(w, n))));
  }

  private static boolean covers(CriticalWindow wide, CriticalWindow narrow) {
    return covers(wide.monthDays(), narrow.monthDays())
        && covers(wide.weekDays(), narrow.weekDays())
        && covers(on(wide), on(narrow))
        && !wide.from().isAfter(narrow.from())
        && end(wide).compareTo(end(narrow)) >= 0;
  }

  /** An empty list leaves the question open. */
  static boolean covers(Collection<?> wide, Collection<?> narrow) {
    return wide.isEmpty() || (!narrow.isEmpty() && wide.containsAll(narrow));
  }

  private static <T> boolean open(List<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  private static List<DayKind> on(CriticalWindow time) {
    return Objects.requireNonNullElse(time.on(), List.of());
  }

  /** From the midnight before it begins; it ends on the next day where it runs over one. */
  private static Duration end(CriticalWindow time) {
    Duration end = Duration.between(LocalTime.MIDNIGHT, time.to());
    return time.from().isBefore(time.to()) ? end : end.plusDays(1);
  }
}
