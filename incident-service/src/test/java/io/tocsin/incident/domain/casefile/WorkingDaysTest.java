package io.tocsin.incident.domain.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDaysTest {

  private static final WorkingDays WEEKDAYS = new WorkingDays(Set.of(), Set.of());

  /** Around 劳动节: five days off, a Saturday at work. */
  private static final WorkingDays MAY =
      new WorkingDays(
          Set.of(
              LocalDate.parse("2026-05-01"),
              LocalDate.parse("2026-05-04"),
              LocalDate.parse("2026-05-05")),
          Set.of(LocalDate.parse("2026-05-09")));

  @ParameterizedTest
  @CsvSource({
    "2026-03-09, 5, 2026-03-16",
    "2026-03-09, 3, 2026-03-12",
    "2026-03-13, 1, 2026-03-16",
    "2026-03-14, 1, 2026-03-16",
    "2026-03-09, 0, 2026-03-09"
  })
  void weekends_do_not_count(LocalDate from, int days, LocalDate due) {
    assertThat(WEEKDAYS.after(from, days)).isEqualTo(due);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-04-30, 1, 2026-05-06",
    "2026-04-30, 3, 2026-05-08",
    "2026-04-30, 4, 2026-05-09"
  })
  void holidays_do_not_count_and_days_that_make_up_for_them_do(
      LocalDate from, int days, LocalDate due) {
    assertThat(MAY.after(from, days)).isEqualTo(due);
  }
}
