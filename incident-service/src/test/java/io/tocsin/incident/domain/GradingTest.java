package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.MONTH_END;
import static io.tocsin.incident.domain.Example.ZONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.incident.domain.Grading.Grade;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradingTest {

  @ParameterizedTest(name = "{0} of 18 units, central {1}, {2}: {3}, in a critical window {4}")
  @CsvSource({
    "1, false, DEGRADED, SEV4, SEV3",
    "1, false, MAIN_FUNCTION_DOWN, SEV4, SEV3",
    "1, false, FULL_STOP, SEV3, SEV2",
    "1, false, DATA_LOSS, SEV3, SEV2",
    "2, false, DEGRADED, SEV4, SEV3",
    "2, false, MAIN_FUNCTION_DOWN, SEV3, SEV2",
    "17, false, FULL_STOP, SEV2, SEV1",
    "2, false, DATA_LOSS, SEV2, SEV1",
    "18, false, DEGRADED, SEV3, SEV2",
    "1, true, DEGRADED, SEV3, SEV2",
    "1, true, MAIN_FUNCTION_DOWN, SEV2, SEV1",
    "18, false, FULL_STOP, SEV1, SEV1",
    "3, true, DATA_LOSS, SEV1, SEV1"
  })
  void the_matrix_says_how_grave_it_is(
      int units, boolean central, Degree degree, Severity usual, Severity critical) {
    Reach reach = Reach.of(units, 18, central);

    assertThat(Example.GRADING.grade(reach, degree, null).severity()).isEqualTo(usual);
    assertThat(Example.GRADING.grade(reach, degree, MONTH_END).severity()).isEqualTo(critical);
  }

  @Test
  void a_grade_says_why() {
    Grade grade = Example.GRADING.grade(Reach.SEVERAL_UNITS, Degree.MAIN_FUNCTION_DOWN, MONTH_END);

    assertThat(grade.reason().zh()).contains("两个及以上单位", "主要功能不可用", "Ⅲ级", "月末结账", "Ⅱ级");
    assertThat(grade.reason().en())
        .contains("two or more units", "main function down", "level Ⅲ", "raises it to Ⅱ");
  }

  @Test
  void an_organisation_of_one_unit_does_not_grade_every_fault_as_one_of_all_units() {
    assertThat(Reach.of(1, 1, false)).isEqualTo(Reach.ONE_UNIT);
  }

  @Test
  void a_matrix_without_one_of_the_rows_is_refused_by_name() {
    assertThatThrownBy(() -> new Grading(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ONE_UNIT");
  }

  @ParameterizedTest(name = "{0} is within the month-end close: {1}")
  @CsvSource({
    "2026-03-28T08:00, true",
    "2026-03-28T07:59:59, false",
    "2026-03-31T19:59:59, true",
    "2026-03-31T20:00, false",
    "2026-03-27T12:00, false"
  })
  void a_window_holds_on_its_days_from_inclusive_to_exclusive(String local, boolean inside) {
    assertThat(MONTH_END.covers(LocalDateTime.parse(local).atZone(ZONE).toInstant(), ZONE))
        .isEqualTo(inside);
  }

  @ParameterizedTest(name = "{0} is within Friday night: {1}")
  @CsvSource({
    "2026-03-06T22:30, true",
    "2026-03-07T01:59, true",
    "2026-03-07T02:00, false",
    "2026-03-06T01:00, false",
    "2026-03-07T22:30, false"
  })
  void a_window_over_midnight_belongs_to_the_day_it_began_on(String local, boolean inside) {
    CriticalWindow night =
        new CriticalWindow(
            "周五夜批", Set.of(), Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(2, 0));

    assertThat(night.covers(LocalDateTime.parse(local).atZone(ZONE).toInstant(), ZONE))
        .isEqualTo(inside);
  }

  @Test
  void a_fault_within_a_critical_window_is_graded_one_higher_from_its_first_report() {
    World world = new World(Example.payment());
    Report report =
        new Report(
            "r",
            Example.unit("baita"),
            Example.unit("baita"),
            "慢",
            Degree.DEGRADED,
            false,
            LocalDateTime.parse("2026-03-30T09:00").atZone(ZONE).toInstant());

    world.receive(report);

    assertThat(world.only().severity()).isEqualTo(Severity.SEV3);
  }
}
