package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Degree.FULL_STOP;
import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.central;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Example.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.incident.domain.CorrelationPlan.PlannedIncident;
import io.tocsin.incident.domain.CorrelationPlan.Verdict;
import io.tocsin.incident.domain.Decision.Accepted;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurrenceTest {

  @Test
  void a_report_on_a_restored_incident_joins_it_and_opens_it_again() {
    Incident restored = Life.in("RESTORED").state();

    PlannedIncident planned = only(correlate(List.of(restored), report("yunxi", "10:20")));

    assertThat(planned.opening()).isNull();
    Incident again = decided(restored, planned);
    assertThat(again.stage()).isInstanceOf(LifeStage.Active.class);
    assertThat(again.extent().reports()).isEqualTo(2);
  }

  @Test
  void the_timeline_says_that_it_is_a_recurrence() {
    CorrelationPlan plan =
        correlate(List.of(Life.in("RESTORED").state()), report("yunxi", "10:20"));

    assertThat(plan.verdicts().getFirst().rule()).isEqualTo(CorrelationRule.RECURRENCE);
    assertThat(plan.verdicts().getFirst().explanation().zh()).contains("恢复后再次发生");
  }

  @Test
  void several_reports_of_one_batch_open_it_again_once() {
    Incident restored = Life.in("RESTORED").state();

    PlannedIncident planned =
        only(correlate(List.of(restored), report("yunxi", "10:20"), report("yunxi", "10:21")));

    assertThat(decided(restored, planned).extent().reports()).isEqualTo(3);
  }

  @Test
  void a_second_unit_on_a_restored_incident_within_the_window_makes_it_global_again_at_work() {
    Life life = Life.opened(false).assessed().activated().joined("yunxi", "09:50");
    life.repaired("09:51").tested("09:52");
    life.go(new LifeCommand.ApproveRestoration(Life.leader("09:53"))).go(life.restore("09:55"));

    PlannedIncident planned = only(correlate(List.of(life.state()), report("linjiang", "10:10")));

    Incident again = decided(life.state(), planned);
    assertThat(again.extent().scope()).isEqualTo(Scope.GLOBAL);
    assertThat(again.stage()).isInstanceOf(LifeStage.Active.class);
  }

  @Test
  void an_open_incident_comes_before_a_restored_one() {
    Incident restored = Life.in("RESTORED").state();
    Incident open = another();

    PlannedIncident planned = only(correlate(List.of(restored, open), report("yunxi", "10:20")));

    assertThat(planned.id()).isEqualTo(open.id());
  }

  @Test
  void an_open_incident_comes_before_a_restored_global_one() {
    Incident restored = global().restored().state();
    Incident open = another();

    PlannedIncident planned = only(correlate(List.of(restored, open), report("yunxi", "10:20")));

    assertThat(planned.id()).isEqualTo(open.id());
  }

  @Test
  void a_restored_global_incident_takes_what_belongs_to_no_open_one() {
    Incident restored = global().restored().state();

    CorrelationPlan plan =
        correlate(List.of(restored, another()), report("yunxi", "10:20"), report("baita", "11:40"));

    assertThat(plan.verdicts())
        .extracting(Verdict::incidentId, Verdict::rule)
        .containsExactly(
            tuple("i-2", CorrelationRule.SAME_UNIT),
            tuple(restored.id(), CorrelationRule.RECURRENCE));
  }

  @Test
  void a_report_from_before_the_restoration_that_is_read_after_it_is_only_counted() {
    Incident restored = Life.in("RESTORED").state();

    CorrelationPlan plan = correlate(List.of(restored), report("yunxi", "09:59", FULL_STOP));

    assertThat(plan.verdicts().getFirst().rule()).isEqualTo(CorrelationRule.BEFORE_RESTORATION);
    Incident counted = decided(restored, only(plan));
    assertThat(counted.extent().reports()).isEqualTo(2);
    assertThat(counted.stage()).isEqualTo(restored.stage());
    assertThat(counted.serviceState()).isEqualTo(ServiceState.NORMAL);
    assertThat(counted.severity()).isEqualTo(restored.severity());
    assertThat(counted.response().recovery()).isEqualTo(restored.response().recovery());
  }

  @Test
  void a_second_unit_from_before_the_restoration_does_not_make_global_what_is_over() {
    Incident restored = Life.in("RESTORED").state();

    Incident counted =
        decided(restored, only(correlate(List.of(restored), report("linjiang", "09:25"))));

    assertThat(counted.extent().units()).hasSize(2);
    assertThat(counted.extent().scope()).isEqualTo(Scope.REGIONAL);
    assertThat(counted.stage()).isEqualTo(restored.stage());
  }

  @Test
  void a_central_report_from_before_the_restoration_makes_nothing_worse_either() {
    Incident restored = Life.in("RESTORED").state();

    Incident counted =
        decided(restored, only(correlate(List.of(restored), central("baita", "09:25", FULL_STOP))));

    assertThat(counted.extent().scope()).isEqualTo(Scope.REGIONAL);
    assertThat(counted.stage()).isEqualTo(restored.stage());
  }

  @Test
  void a_report_of_the_moment_of_the_restoration_or_later_opens_it_again_whatever_came_before() {
    Incident restored = Life.in("RESTORED").state();

    CorrelationPlan plan =
        correlate(List.of(restored), report("yunxi", "09:59"), report("yunxi", "10:00"));

    assertThat(plan.verdicts())
        .extracting(Verdict::rule)
        .containsExactly(CorrelationRule.BEFORE_RESTORATION, CorrelationRule.RECURRENCE);
    assertThat(decided(restored, only(plan)).stage()).isInstanceOf(LifeStage.Active.class);
  }

  @Test
  void a_report_after_the_end_opens_a_new_incident_that_refers_to_the_ended_one() {
    Incident ended = Life.in("ENDED").state();

    PlannedIncident planned = only(correlate(List.of(ended), report("yunxi", "12:00")));

    assertThat(planned.opening()).isNotNull();
    IncidentCommand.OpenIncident open =
        (IncidentCommand.OpenIncident) planned.commands("2026-0002").getFirst();
    assertThat(open.refersTo()).isEqualTo(ended.id());
    assertThat(open.because().reason().zh()).contains("此前的事件2026-0001已结束");
  }

  @Test
  void a_regional_fault_of_another_unit_does_not_follow_from_it() {
    PlannedIncident planned =
        only(correlate(List.of(Life.in("ENDED").state()), report("baita", "12:00")));

    IncidentCommand.OpenIncident open =
        (IncidentCommand.OpenIncident) planned.commands("2026-0002").getFirst();
    assertThat(open.refersTo()).isNull();
  }

  private static CorrelationPlan correlate(List<Incident> incidents, Report... reports) {
    return Correlation.correlate(
        incidents, List.of(reports), payment(), false, id -> "incident of " + id);
  }

  private static PlannedIncident only(CorrelationPlan plan) {
    assertThat(plan.incidents()).hasSize(1);
    return plan.incidents().getFirst();
  }

  private static Incident decided(Incident incident, PlannedIncident planned) {
    return ((Accepted) IncidentDecider.decideAll(incident, planned.commands(null))).incident();
  }

  /** Of two units, and therefore of all. */
  private static Life global() {
    Because because = Because.rule(Text.same("两个单位"), at("09:05"));
    return Life.opened(false)
        .go(
            new IncidentCommand.PromoteIncident(
                new IncidentCommand.JoinReports(
                    List.of(report("linjiang", "09:05")), payment(), because),
                List.of(),
                because));
  }

  private static Incident another() {
    return ((Accepted)
            IncidentDecider.decide(
                null,
                new IncidentCommand.OpenIncident(
                    "i-2",
                    "2026-0002",
                    false,
                    Scope.REGIONAL,
                    report("yunxi", "10:10"),
                    payment(),
                    null,
                    Because.rule(Text.same("首报"), at("10:10")))))
        .incident();
  }
}
