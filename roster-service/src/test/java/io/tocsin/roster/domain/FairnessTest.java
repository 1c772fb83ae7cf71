package io.tocsin.roster.domain;

import static io.tocsin.roster.domain.Rosters.at;
import static io.tocsin.roster.domain.Rosters.schedule;
import static io.tocsin.roster.domain.Rosters.turns;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.domain.Fairness.Burden;
import io.tocsin.roster.domain.HolidayCalendar.Day;
import io.tocsin.roster.domain.HolidayCalendar.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FairnessTest {

  @Test
  void nights_weekends_and_holidays_are_counted_for_each_person() {
    HolidayCalendar calendar =
        new HolidayCalendar(
            List.of(
                new Day(LocalDate.of(2026, 5, 1), "劳动节", Kind.HOLIDAY),
                new Day(LocalDate.of(2026, 5, 2), "劳动节", Kind.HOLIDAY),
                new Day(LocalDate.of(2026, 5, 9), "劳动节调休上班", Kind.MAKE_UP)));
    ShiftPlan plan =
        new ShiftPlan(
            schedule(turns("p", OnCallRole.PRIMARY, "PT12H", "2026-04-27T08:00", "day", "night")),
            ScheduleBook.empty("db-duty"),
            Map.of(),
            calendar.lookup());
    Fairness fairness =
        new Fairness(
            plan, calendar.lookup(), new Fairness.Night(LocalTime.of(22, 0), LocalTime.of(6, 0)));

    List<Burden> burdens = fairness.between(at("2026-04-27T08:00"), at("2026-05-11T08:00"));

    // Two weeks: Friday 1 and Saturday 2 May are holidays, Sunday 3 and 10 May weekend, Saturday 9
    // May is worked. The night before a free day reaches into it.
    assertThat(burdens)
        .containsExactly(
            new Burden("day", OnCallRole.PRIMARY, 14, Duration.ofDays(7), 0, 2, 2),
            new Burden("night", OnCallRole.PRIMARY, 14, Duration.ofDays(7), 14, 2, 2));
  }

  @Test
  void shifts_that_their_calendar_is_not_asked_for_any_more_still_count() {
    ScheduleBook book =
        ScheduleBook.empty("db-duty")
            .withImported(
                "x", List.of(shift("a", "2026-03-02"), shift("b", "2026-04-06")), since(30))
            .withImported(
                "x", List.of(shift("c", "2026-04-06"), shift("d", "2026-06-01")), since(90));
    ShiftPlan plan =
        new ShiftPlan(
            schedule(new Layer("x", OnCallRole.PRIMARY, null, List.of())),
            book,
            Map.of(),
            HolidayCalendar.NONE.lookup());
    Fairness fairness =
        new Fairness(
            plan,
            HolidayCalendar.NONE.lookup(),
            new Fairness.Night(LocalTime.of(22, 0), LocalTime.of(6, 0)));

    assertThat(fairness.between(at("2026-01-01T00:00"), at("2026-12-31T00:00")))
        .extracting(Burden::personId)
        .as("b's shift was given to c within the time that the calendar was read again")
        .containsExactly("a", "c", "d");
    assertThat(book.withImported("x", List.of(), since(800)).imported().get("x"))
        .as("what is older than a year and a bit is let go")
        .isEmpty();
  }

  private static ImportedShift shift(String person, String day) {
    return new ImportedShift(person, at(day + "T08:00"), at(day + "T20:00"));
  }

  /** So many days into the year. */
  private static Instant since(int days) {
    return at("2026-01-01T00:00").plus(Duration.ofDays(days));
  }
}
