package io.tocsin.escalation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
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
    assertThat(LAST_NIGHT.contains(LocalDateTime.parse(local))).isEqualTo(within);
  }
}
