package io.tocsin.incident.domain.plan;

import static io.tocsin.incident.domain.plan.Plans.onFact;
import static io.tocsin.incident.domain.plan.Plans.step;
import static io.tocsin.incident.domain.plan.Response.by;
import static io.tocsin.incident.domain.plan.Response.finish;
import static io.tocsin.incident.domain.plan.Response.start;
import static io.tocsin.incident.domain.plan.Response.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Faults;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.LifeCommand;
import io.tocsin.incident.domain.LifeStage;
import io.tocsin.incident.domain.plan.PlanRunCommand.ChangePlan;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepOpened;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepSkipped;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlanChangeTest {

  private static final Instant T0 = Instant.parse("2026-03-08T18:10:00Z");
  private static final PlanVersion OTHER =
      new PlanVersion(
          Plans.of(onFact("H", StepFact.ASSESSED, null), step("A"), step("C", "A"), step("B", "C")),
          2,
          null,
          Actor.SYSTEM);

  private static Instant after(int minutes) {
    return T0.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void the_leader_changes_the_plan_and_what_is_done_or_recorded_stays() {
    var response = new Response(Plans.of(step("A"), step("X", "A"), step("Y", "X")), T0);
    response.take(finish("A", after(1), value("ups", "PT90M", T0)));
    int before = response.events.size();

    response.take(change(Standing.LEADER));

    assertThat(response.run().version()).isEqualTo(OTHER);
    assertThat(response.steps(StepState.DONE)).containsExactly("H", "A");
    assertThat(response.steps(StepState.OPEN)).containsExactly("C");
    assertThat(response.run().values()).extracting(RecordedValue::name).containsExactly("ups");
    assertThat(response.events.subList(before, response.events.size()))
        .as("X was at work and is closed; Y waited, and nobody knows of it")
        .filteredOn(StepSkipped.class::isInstance)
        .singleElement()
        .satisfies(e -> {
          assertThat(((StepSkipped) e).step()).isEqualTo("X");
          assertThat(e.because().reason().en()).contains("\"step X\" (X) ends with the change");
        });
    assertThat(response.events)
        .filteredOn(PlanRunEvent.PlanChanged.class::isInstance)
        .singleElement()
        .satisfies(e -> assertThat(e.because().reason().zh()).contains("周建国改用预案P9", "已成为全局"));
  }

  @Test
  void a_step_of_both_plans_that_somebody_works_is_not_begun_again() {
    var response = new Response(Plans.of(step("A")), T0);
    response.take(start("A", after(1)));
    int before = response.events.size();

    response.take(change(Standing.LEADER));

    assertThat(response.state("A")).isEqualTo(StepState.STARTED);
    assertThat(response.events.subList(before, response.events.size()))
        .noneMatch(StepOpened.class::isInstance)
        .noneMatch(StepSkipped.class::isInstance);
  }

  @Test
  void the_former_plan_holds_up_the_repair_no_longer() {
    var response = new Response(Plans.of(step("X")), T0);
    response.take(change(Standing.LEADER));
    response.take(finish("A", after(6)));
    response.take(finish("C", after(7)));
    response.take(finish("B", after(8)));

    response.take(new LifeCommand.ReportRepair("已更换", Faults.act("duty", after(9))));

    assertThat(response.incident().stage()).isInstanceOf(LifeStage.Repaired.class);
  }

  @Test
  void asked_again_it_changes_nothing() {
    var response = new Response(Plans.of(step("X")), T0);
    response.take(change(Standing.LEADER));
    int before = response.events.size();

    response.take(change(Standing.LEADER));

    assertThat(response.events).hasSize(before);
  }

  @Test
  void a_response_that_was_activated_without_a_plan_gets_one() {
    var changed = (Accepted) IncidentDecider.decide(Faults.active(T0), change(Standing.LEADER));

    assertThat(Objects.requireNonNull(changed.incident().plan()).version()).isEqualTo(OTHER);
  }

  @Test
  void it_is_for_the_leader_and_only_before_the_repair() {
    var response = new Response(Plans.of(step("A")), T0);
    var refused = response.refusal(change(Standing.DUTY_LEAD));
    assertThat(refused.missing()).containsExactly("role LEADER");
    assertThat(refused.forbidden()).isTrue();

    response.take(finish("A", after(1)));
    response.take(new LifeCommand.ReportRepair("已更换", Faults.act("duty", after(2))));

    assertThat(response.refusal(change(Standing.LEADER)).missing()).containsExactly("ACTIVE");
  }

  private static ChangePlan change(Standing standing) {
    return new ChangePlan(OTHER, "已成为全局", standing, by("周建国", after(5)));
  }
}
