package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.MONTH_END;
import static io.tocsin.incident.domain.Example.ZONE;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Example.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The window of the month's end opens on the 28th at 08:00. */
class WindowBeginsTest {

  @Test
  void a_fault_that_lasts_into_a_critical_window_weighs_one_level_more_from_its_begin() {
    Incident before = opened("2026-03-28T07:50");
    assertThat(before.severity()).isEqualTo(Severity.SEV4);
    assertThat(new WindowBegins().dueAt(before)).isEqualTo(at("2026-03-28T08:00"));

    Incident early = passed(before, "2026-03-28T07:59").incident();
    Accepted reached = passed(early, "2026-03-28T08:00");

    assertThat(early.severity()).isEqualTo(Severity.SEV4);
    assertThat(reached.incident().severity()).isEqualTo(Severity.SEV3);
    assertThat(reached.events())
        .filteredOn(IncidentGraded.class::isInstance)
        .singleElement()
        .satisfies(e -> assertThat(e.because().reason().zh()).contains("月末结账"));
    assertThat(passed(reached.incident(), "2026-03-28T08:01").events())
        .noneMatch(IncidentGraded.class::isInstance);
  }

  @Test
  void a_fault_that_begins_in_the_window_was_graded_so_at_once() {
    Incident within = opened("2026-03-28T08:00");

    assertThat(within.severity()).isEqualTo(Severity.SEV3);
    assertThat(new WindowBegins().dueAt(within)).isNull();
  }

  @Test
  void a_floor_that_is_reached_in_the_same_look_hides_no_window() {
    Incident grave = opened("2026-03-28T05:00", Degree.FULL_STOP);
    Act act = new Act(Life.LEADER, Set.of(Power.values()), at("2026-03-28T05:10"), "影响有限");
    Incident lowered =
        ((Accepted) IncidentDecider.decide(grave, new LifeCommand.SetSeverity(Severity.SEV4, act)))
            .incident();

    assertThat(passed(lowered, "2026-03-28T09:05").incident().severity()).isEqualTo(Severity.SEV2);
  }

  @Test
  void what_the_leader_lowered_knowing_of_the_window_stays() {
    Incident raised = passed(opened("2026-03-28T07:50"), "2026-03-28T08:00").incident();
    Act act = new Act(Life.LEADER, Set.of(Power.values()), at("2026-03-28T08:10"), "影响有限");
    Incident lowered =
        ((Accepted) IncidentDecider.decide(raised, new LifeCommand.SetSeverity(Severity.SEV4, act)))
            .incident();

    assertThat(new WindowBegins().dueAt(lowered)).isNull();
  }

  @Test
  void a_window_that_came_and_went_while_the_service_was_restored_weighs_nothing() {
    Incident again = reopened("11:30");

    assertThat(new WindowBegins().dueAt(again)).isEqualTo(at("2026-03-10T10:30"));
    assertThat(passed(again, "2026-03-09T11:30").events())
        .noneMatch(IncidentGraded.class::isInstance);
  }

  @Test
  void a_fault_that_comes_back_in_a_window_weighs_more_from_then_on() {
    Incident again = reopened("10:45");

    assertThat(new WindowBegins().dueAt(again)).isEqualTo(at("2026-03-09T10:45"));
    assertThat(passed(again, "2026-03-09T10:45").incident().severity()).isEqualTo(Severity.SEV3);
  }

  /** By the duty lead; restored at 10:00, before the window from 10:30 to 11:00. */
  private static Incident reopened(String time) {
    CriticalWindow window =
        new CriticalWindow("日终", Set.of(), Set.of(), LocalTime.of(10, 30), LocalTime.of(11, 0));
    Life life = Life.opened(Example.critical(window), false).restored();
    return life.go(new LifeCommand.ReopenIncident(Life.dutyLead(time))).state();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-28T12:00, true",
    "2026-02-27T12:00, false",
    "2028-02-28T12:00, false",
    "2028-02-29T12:00, true",
    "2026-04-30T12:00, true",
    "2026-03-30T12:00, false",
    "2026-03-31T12:00, true"
  })
  void minus_one_is_the_last_day_of_any_month(String time, boolean covered) {
    CriticalWindow last =
        new CriticalWindow("月结", Set.of(-1), Set.of(), LocalTime.of(8, 0), LocalTime.of(20, 0));

    assertThat(last.covers(at(time), ZONE)).isEqualTo(covered);
  }

  @Test
  void the_next_begin_is_the_one_after_the_moment() {
    assertThat(MONTH_END.nextBegin(at("2026-03-28T08:00"), ZONE)).contains(at("2026-03-29T08:00"));
    assertThat(MONTH_END.nextBegin(at("2026-03-31T09:00"), ZONE)).contains(at("2026-04-28T08:00"));
  }

  private static Accepted passed(Incident incident, String time) {
    return (Accepted) IncidentDecider.decide(incident, new IncidentCommand.PassTime(at(time)));
  }

  private static Incident opened(String time) {
    return opened(time, Degree.MAIN_FUNCTION_DOWN);
  }

  private static Incident opened(String time, Degree degree) {
    Report report = new Report("r-1", unit("yunxi"), unit("yunxi"), "慢", degree, false, at(time));
    return ((Accepted)
            IncidentDecider.decide(
                null,
                new IncidentCommand.OpenIncident(
                    "i-1",
                    "2026-0001",
                    false,
                    Scope.REGIONAL,
                    report,
                    payment(),
                    null,
                    Because.rule(Text.same("首报"), at(time)))))
        .incident();
  }

  private static Instant at(String time) {
    return LocalDateTime.parse(time).atZone(ZONE).toInstant();
  }
}
