package io.tocsin.escalation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a policy that holds at certain times is chosen. */
class TimeWindowTest {

  private static final TimeWindow LAST_NIGHT =
      new TimeWindow(List.of(-1), List.of(), LocalTime.of(18, 0), LocalTime.of(8, 0));

  @ParameterizedTest
  @CsvSource({
    "2026-02-28T18:00, true",
    "2026-03-01T07:59, true",
    "2026-03-01T08:00, false",
    "2028-02-28T23:00, false",
    "2028-02-29T23:00, true",
    "2026-04-29T23:00, false",
    "2026-04-30T17:59, false",
    "2026-04-30T23:00, true",
    "2026-12-31T23:59, true",
    "2027-01-01T03:00, true",
  })
  void the_last_night_of_a_month_is_that_of_its_last_day_however_long_it_is(
      String local, boolean within) {
    assertThat(LAST_NIGHT.contains(LocalDateTime.parse(local), WorkingDays.WEEKDAYS))
        .isEqualTo(within);
  }

  /** The National Day of 2026, Thursday to Wednesday, and the Saturday that is worked for it. */
  static final WorkingDays OCTOBER =
      new WorkingDays(
          LocalDate.of(2026, 10, 1)
              .datesUntil(LocalDate.of(2026, 10, 8))
              .collect(Collectors.toSet()),
          Set.of(LocalDate.of(2026, 10, 10)));

  @ParameterizedTest
  @CsvSource({
    "2026-09-30T10:00, WORKDAY",
    "2026-10-01T10:00, HOLIDAY",
    "2026-10-03T10:00, HOLIDAY",
    "2026-10-08T10:00, WORKDAY",
    "2026-10-10T10:00, WORKDAY",
    "2026-10-11T10:00, WEEKEND",
  })
  void office_hours_of_a_kind_of_day_keep_to_the_calendar_and_not_to_the_weekday(
      String local, DayKind kind) {
    for (DayKind on : DayKind.values()) {
      TimeWindow hours =
          new TimeWindow(
              List.of(), List.of(), LocalTime.of(9, 0), LocalTime.of(18, 0), List.of(on));

      assertThat(hours.contains(LocalDateTime.parse(local), OCTOBER)).isEqualTo(on == kind);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-01T07:59, false",
    "2026-10-01T18:00, true",
    "2026-10-07T23:00, true",
    "2026-10-08T07:59, true",
    "2026-10-08T18:00, false",
  })
  void the_night_of_a_holiday_ends_on_the_morning_after_it(String local, boolean within) {
    TimeWindow night =
        new TimeWindow(
            List.of(),
            List.of(),
            LocalTime.of(18, 0),
            LocalTime.of(8, 0),
            List.of(DayKind.HOLIDAY));

    assertThat(night.contains(LocalDateTime.parse(local), OCTOBER)).isEqualTo(within);
  }
}
