package io.tocsin.incident.domain.plan;

import static io.tocsin.incident.domain.plan.Plans.step;
import static io.tocsin.incident.domain.plan.Response.finish;
import static io.tocsin.incident.domain.plan.Response.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.DecisionPoint.Alert;
import io.tocsin.incident.domain.plan.DecisionPoint.Option;
import io.tocsin.incident.domain.plan.PlanRunCommand.StartStep;
import io.tocsin.incident.domain.plan.PlanRunEvent.DecisionDue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Decisions that cannot wait: when what remains is twice what is needed. */
class PlanTimerTest {

  private static final Instant T0 = Instant.parse("2026-03-08T18:10:00Z");

  private static final ContingencyPlan PLAN =
      Plans.of(
          step("A"),
          Plans.deciding(
              step("D"),
              new DecisionPoint(
                  new Alert("ups", 2, "off", "stable"),
                  List.of(
                      new Option("go-on", Text.same("go on"), List.of("stable"), List.of("E")),
                      new Option("stop", Text.same("stop"), List.of(), List.of())))),
          step("E", "D"));

  static @Nullable Instant planDueAt(Incident incident) {
    return new PlanTimer().dueAt(incident);
  }

  private static Instant after(int minutes) {
    return T0.plus(Duration.ofMinutes(minutes));
  }

  private static long alerts(Response response) {
    return response.events.stream().filter(DecisionDue.class::isInstance).count();
  }

  @Test
  void the_alert_comes_when_the_rest_is_twice_the_need_and_once() {
    var response = new Response(PLAN, T0);
    response.take(finish("A", after(4), value("ups", "PT90M", T0)));

    assertThat(planDueAt(response.incident())).isEqualTo(after(40));
    response.passTime(after(39));
    assertThat(alerts(response)).isZero();
    response.passTime(after(40));
    response.passTime(after(41));

    assertThat(alerts(response)).isEqualTo(1);
    DecisionDue due =
        (DecisionDue)
            response.events.stream()
                .filter(DecisionDue.class::isInstance)
                .findFirst()
                .orElseThrow();
    assertThat(due.tooLateAt()).isEqualTo(after(65));
    assertThat(due.because().reason().en())
        .isEqualTo(
            "Decide now on \"step D\" (D): UPS is down to 50 min, off is 25 min,"
                + " \"stable\" is not confirmed.");
  }

  @Test
  void a_shutdown_that_takes_longer_than_thought_brings_the_alert_forward() {
    var response = new Response(PLAN, T0);
    response.take(
        finish("A", after(4), value("ups", "PT90M", T0), value("off", "PT40M", after(4))));

    assertThat(planDueAt(response.incident())).isEqualTo(after(10));
  }

  @Test
  void a_stable_generator_and_a_decision_each_call_it_off() {
    var stable = new Response(PLAN, T0);
    stable.take(
        finish("A", after(4), value("ups", "PT90M", T0), value("stable", "true", after(4))));
    assertThat(planDueAt(stable.incident())).isNull();

    var decided = new Response(PLAN, T0);
    decided.take(finish("A", after(4), value("ups", "PT90M", T0)));
    decided.take(Response.decide("D", "stop", Standing.LEADER, after(5)));
    assertThat(planDueAt(decided.incident())).isEqualTo(after(15)).as("when E is overdue");
  }

  @Test
  void a_generator_that_fails_again_makes_it_urgent_at_once() {
    var response = new Response(PLAN, T0);
    response.take(
        finish("A", after(4), value("ups", "PT90M", T0), value("stable", "true", after(4))));
    response.take(
        new StartStep(
            "D",
            List.of(value("stable", "false", after(50))),
            Standing.LEADER,
            Response.by("周建国", after(50))));

    response.passTime(after(50));

    assertThat(alerts(response)).isEqualTo(1);
  }

  @Test
  void going_on_needs_the_generator_and_the_leader_and_skips_what_is_needless_then() {
    var response = new Response(PLAN, T0);

    assertThat(
            response.refusal(Response.decide("D", "go-on", Standing.DUTY_LEAD, after(1))).missing())
        .containsExactly("role LEADER");
    assertThat(response.refusal(Response.decide("D", "go-on", Standing.LEADER, after(1))).missing())
        .containsExactly("value stable");
    assertThat(response.refusal(Response.decide("D", "wait", Standing.LEADER, after(1))).missing())
        .containsExactly("option");
    response.take(finish("A", after(2), value("stable", "true", after(2))));
    response.take(Response.decide("D", "go-on", Standing.LEADER, after(3)));

    assertThat(response.state("E")).isEqualTo(StepState.SKIPPED);
    assertThat(response.run().run("D").option()).isEqualTo("go-on");
    assertThat(response.run().missingBeforeRepair()).isEmpty();
  }
}
