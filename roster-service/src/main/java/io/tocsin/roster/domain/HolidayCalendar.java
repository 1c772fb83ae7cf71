package io.tocsin.roster.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Statutory holidays and the weekend days worked in exchange.
 *
 * @param days each day that is not what its weekday says; of a day that is named twice the later
 *     entry holds
 */
public record HolidayCalendar(List<Day> days) {

  public static final HolidayCalendar NONE = new HolidayCalendar(List.of());

  public HolidayCalendar {
    days = List.copyOf(days);
  }

  /** One day out of the ordinary. */
  public record Day(LocalDate date, String name, Kind kind) {}

  /** Why it is out of the ordinary. */
  public enum Kind {
    HOLIDAY,
    /** 调休上班: a weekend day that is worked. */
    MAKE_UP
  }

  /** The days of one kind, in their order. */
  public List<LocalDate> of(Kind kind) {
    return lookup().kinds().entrySet().stream()
        .filter(day -> day.getValue() == kind)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The same calendar, made for many questions. */
  public Lookup lookup() {
    Map<LocalDate, Kind> kinds = new LinkedHashMap<>();
    days.forEach(d -> kinds.put(d.date(), d.kind()));
    return new Lookup(kinds);
  }

  /** Answers what a day is. */
  public record Lookup(Map<LocalDate, Kind> kinds) {

    public Lookup {
      kinds = Map.copyOf(kinds);
    }

    public DayKind of(LocalDate date) {
      Kind kind = kinds.get(date);
      if (kind != null) {
        return kind == Kind.HOLIDAY ? DayKind.HOLIDAY : DayKind.WORKDAY;
      }
      DayOfWeek day = date.getDayOfWeek();
      return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY
          ? DayKind.WEEKEND
          : DayKind.WORKDAY;
    }
  }
}
