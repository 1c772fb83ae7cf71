package io.tocsin.incident.domain.plan;

import static io.tocsin.incident.domain.plan.Plans.onFact;
import static io.tocsin.incident.domain.plan.Plans.optional;
import static io.tocsin.incident.domain.plan.Plans.order;
import static io.tocsin.incident.domain.plan.Plans.step;
import static io.tocsin.incident.domain.plan.Response.finish;
import static io.tocsin.incident.domain.plan.Response.skip;
import static io.tocsin.incident.domain.plan.Response.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Faults;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand.AcknowledgeIncident;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.LifeCommand;
import io.tocsin.incident.domain.LifeStage;
import io.tocsin.incident.domain.TestKind;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.PlanRunCommand.WorkByPlan;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepOpened;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepOverdue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanWorkTest {

  private static final Instant T0 = Instant.parse("2026-03-08T18:10:00Z");

  private static Instant after(int minutes) {
    return T0.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void steps_without_predecessors_open_together_at_the_activation_with_their_time() {
    var response = new Response(Plans.of(step("A"), step("B"), step("C", "A", "B")), T0);

    assertThat(response.steps(StepState.OPEN)).containsExactly("A", "B");
    assertThat(response.run().run("A").dueAt()).isEqualTo(after(10));
    assertThat(PlanTimerTest.planDueAt(response.incident())).isEqualTo(after(10));
  }

  @Test
  void a_step_opens_when_the_last_of_its_predecessors_is_behind_whether_done_or_skipped() {
    var response = new Response(Plans.of(step("A"), optional("B"), step("C", "A", "B")), T0);

    response.take(finish("A", after(1)));
    assertThat(response.state("C")).isEqualTo(StepState.WAITING);
    response.take(skip("B", Standing.RESPONDER, after(2)));

    assertThat(response.state("C")).isEqualTo(StepState.OPEN);
    assertThat(response.run().run("C").dueAt()).isEqualTo(after(12));
  }

  @Test
  void an_order_that_would_be_broken_is_refused_by_the_names_of_both_steps_and_its_reason() {
    var response =
        new Response(Plans.of(List.of(order("HO", "ST")), List.of(step("HO"), step("ST"))), T0);

    var refused = response.refusal(finish("ST", after(1)));

    assertThat(refused.detail().en())
        .isEqualTo(
            "Expected \"step HO\" (HO) before \"step ST\" (ST), but it is OPEN."
                + " This order must not be broken: or data is lost.");
    assertThat(refused.missing()).containsExactly("step HO");
    assertThat(response.refusal(start("ST", after(1))).missing()).containsExactly("step HO");
    assertThat(response.refusal(skip("ST", Standing.LEADER, after(1))).missing())
        .containsExactly("step HO");
  }

  @Test
  void who_skips_a_step_that_guards_others_says_whether_what_proves_it_is_so() {
    var response = ordered();

    var refused = response.refusal(skip("HO", Standing.DUTY_LEAD, after(1)));

    assertThat(refused.missing()).containsExactly("holds");
    assertThat(refused.detail().en()).contains("\"proof\"", "(HO)", "(ST)", "or data is lost.");
    response.take(finish("HO", after(2)));
    response.take(finish("ST", after(3)));
    response.take(skip("NW", Standing.DUTY_LEAD, after(4)));
  }

  @Test
  void where_it_is_so_the_order_goes_on() {
    var response = ordered();

    response.take(skip("HO", true, Standing.DUTY_LEAD, after(1)));

    assertThat(response.steps(StepState.SKIPPED)).containsExactly("HO");
    assertThat(response.steps(StepState.OPEN)).containsExactly("ST");
    assertThat(response.run().run("HO").words())
        .extracting(Text::en)
        .asString()
        .contains("It is so: proof.");
  }

  @Test
  void where_it_is_not_so_nothing_that_it_guards_is_done_either() {
    var response = ordered();

    response.take(skip("HO", false, Standing.DUTY_LEAD, after(1)));

    assertThat(response.steps(StepState.SKIPPED)).containsExactly("HO", "ST", "NW");
    assertThat(response.refusal(finish("ST", after(2))).detail().en()).contains("it is SKIPPED");
  }

  private static Response ordered() {
    return new Response(
        Plans.of(List.of(order("HO", "ST", "NW")), List.of(step("HO"), step("ST"), step("NW"))),
        T0);
  }

  @Test
  void only_the_duty_lead_or_the_leader_skips_what_is_mandatory() {
    var response = new Response(Plans.of(step("A"), optional("B")), T0);

    assertThat(response.refusal(skip("A", Standing.RESPONDER, after(1))).missing())
        .containsExactly("role DUTY_LEAD");
    response.take(skip("A", Standing.DUTY_LEAD, after(1)));
    response.take(skip("B", Standing.RESPONDER, after(1)));

    assertThat(response.steps(StepState.SKIPPED)).containsExactly("A", "B");
    assertThat(response.run().missingBeforeRepair()).isEmpty();
  }

  @Test
  void what_was_done_once_is_not_done_twice() {
    var response = new Response(Plans.of(step("A")), T0);
    response.take(start("A", after(1)));
    response.take(finish("A", after(2)));

    for (var again : List.of(finish("A", after(3)), finish("A", after(2)))) {
      assertThat(response.ask(again))
          .isInstanceOfSatisfying(Accepted.class, a -> assertThat(a.events()).isEmpty());
    }
    assertThat(response.refusal(start("A", after(3))).detail().en()).contains("it is DONE");
    assertThat(response.refusal(skip("A", Standing.LEADER, after(3))).detail().en())
        .contains("it is DONE");
    assertThat(response.run().run("A").endedAt()).isEqualTo(after(2));
  }

  @Test
  void a_step_that_ran_over_its_time_is_told_once_and_can_still_be_done() {
    var response = new Response(Plans.of(step("A"), step("B")), T0);
    response.take(finish("B", after(9)));

    response.passTime(after(9));
    assertThat(response.events).noneMatch(StepOverdue.class::isInstance);
    response.passTime(after(10));
    response.passTime(after(60));

    assertThat(response.events.stream().filter(StepOverdue.class::isInstance))
        .singleElement()
        .satisfies(e -> assertThat(((StepOverdue) e).step()).isEqualTo("A"));
    response.take(finish("A", after(61)));
    assertThat(response.state("A")).isEqualTo(StepState.DONE);
    assertThat(PlanTimerTest.planDueAt(response.incident())).isNull();
  }

  @Test
  void a_step_of_the_life_completes_itself_and_by_hand_never() {
    var response =
        new Response(
            Plans.of(onFact("H1", StepFact.ACKNOWLEDGED, null), step("A", "H1"), step("B")), T0);
    assertThat(response.refusal(finish("H1", after(1))).detail().en())
        .isEqualTo(
            "Expected step \"step H1\" (H1) to be completed by an acknowledgement,"
                + " but it was to be done by hand.");

    response.take(new AcknowledgeIncident(null, null, Response.by("王明", after(2))));

    assertThat(response.state("H1")).isEqualTo(StepState.DONE);
    assertThat(response.run().run("H1").by()).isEqualTo(new Actor("王明", "王明"));
    assertThat(response.steps(StepState.OPEN)).containsExactly("A", "B");
  }

  @Test
  void what_holds_at_the_activation_is_done_at_once_and_nobody_is_told_to_do_it() {
    var response =
        new Response(Plans.of(onFact("H3", StepFact.ACTIVATED, null), step("A", "H3")), T0);

    assertThat(response.state("H3")).isEqualTo(StepState.DONE);
    assertThat(response.events.stream().filter(StepOpened.class::isInstance))
        .singleElement()
        .satisfies(e -> assertThat(((StepOpened) e).step()).isEqualTo("A"));
  }

  @Test
  void steps_after_the_repair_do_not_hold_it_up() {
    var response =
        new Response(
            Plans.of(
                step("A"),
                optional("B"),
                onFact("T1", StepFact.TECHNICAL_TEST, StepFact.REPAIRED, "A"),
                step("T2", "T1")),
            T0);

    assertThat(response.run().missingBeforeRepair()).extracting(PlanStep::id).containsExactly("A");
    response.take(finish("A", after(1)));
    assertThat(response.run().missingBeforeRepair()).isEmpty();
    assertThat(response.state("T1")).isEqualTo(StepState.WAITING);
    assertThat(response.refusal(start("T1", after(2))).detail().en())
        .isEqualTo("Expected the repair before step \"step T1\" (T1), but there is none yet.");
  }

  @Test
  void a_later_version_changes_nothing_in_a_response_that_runs() {
    var response = new Response(Plans.of(step("A")), T0);
    PlanVersion later =
        new PlanVersion(Plans.of(step("A"), step("B")), 2, T0, new Actor("admin", "admin"));

    assertThat(response.refusal(new WorkByPlan(later, Response.by("周建国", after(1)))).missing())
        .containsExactly("plan P9");
    assertThat(response.run().steps()).hasSize(1);
  }

  @Test
  void without_a_plan_there_is_no_step_to_work() {
    Incident none = Faults.active(T0);

    assertThat(IncidentDecider.decide(none, start("A", after(1))))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.missing()).containsExactly("plan"));
  }

  @Test
  void a_plan_is_worked_only_once_the_response_is_activated() {
    PlanVersion version = new PlanVersion(Plans.of(step("A")), 1, null, Actor.SYSTEM);

    assertThat(
            IncidentDecider.decide(
                Faults.power(T0), new WorkByPlan(version, Response.by("周建国", T0))))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.missing()).containsExactly("response"));
  }

  @Test
  void the_repair_waits_for_the_mandatory_steps_by_name() {
    var response = new Response(Plans.of(step("A"), optional("B")), T0);
    var repair = new LifeCommand.ReportRepair("已更换", Faults.act("duty", after(5)));

    Refused refused = response.refusal(repair);
    assertThat(refused.missing()).containsExactly("step A");
    assertThat(refused.detail().en())
        .isEqualTo(
            "Expected the mandatory step \"step A\" (A) done, or skipped with a reason,"
                + " but it is OPEN.");

    response.take(skip("A", Standing.DUTY_LEAD, after(6)));
    response.take(repair);
    assertThat(response.incident().stage()).isInstanceOf(LifeStage.Repaired.class);
  }

  @Test
  void the_tail_follows_the_life_and_goes_back_with_a_failed_test() {
    var response =
        new Response(
            Plans.of(
                step("A"),
                onFact("T1", StepFact.TECHNICAL_TEST, StepFact.REPAIRED, "A"),
                onFact("T2", StepFact.BUSINESS_TEST, null, "T1"),
                onFact("T3", StepFact.APPROVED, null, "T2")),
            T0);
    response.take(finish("A", after(1)));
    response.take(new LifeCommand.ReportRepair("已更换", Faults.act("duty", after(2))));
    assertThat(response.steps(StepState.OPEN)).containsExactly("T1");

    response.take(test(TestKind.TECHNICAL, true, 3));
    assertThat(response.state("T1")).isEqualTo(StepState.DONE);
    response.take(test(TestKind.BUSINESS, false, 4));
    assertThat(response.steps(StepState.WAITING)).containsExactly("T1", "T2", "T3");

    response.take(new LifeCommand.ReportRepair("再次更换", Faults.act("duty", after(5))));
    response.take(test(TestKind.TECHNICAL, true, 6));
    response.take(test(TestKind.BUSINESS, true, 7));
    assertThat(response.steps(StepState.OPEN)).containsExactly("T3");
  }

  private static LifeCommand.RecordTest test(TestKind kind, boolean passed, int minute) {
    return new LifeCommand.RecordTest(
        kind, passed, List.of("支付"), Faults.act("tester", after(minute)));
  }
}
