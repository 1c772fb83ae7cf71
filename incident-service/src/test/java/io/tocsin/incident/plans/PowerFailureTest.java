package io.tocsin.incident.plans;

import static io.tocsin.incident.domain.plan.Response.decide;
import static io.tocsin.incident.domain.plan.Response.finish;
import static io.tocsin.incident.domain.plan.Response.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.plan.PlanRunEvent.DecisionDue;
import io.tocsin.incident.domain.plan.PlanStep;
import io.tocsin.incident.domain.plan.Response;
import io.tocsin.incident.domain.plan.Standing;
import io.tocsin.incident.domain.plan.StepState;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Scenario 7: outage at 02:10, the UPS holds 90 minutes, the shutdown takes 25. */
class PowerFailureTest {

  private static Instant at(String time) {
    return LocalDateTime.parse("2026-03-09T" + time).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
  }

  private static Response begun() {
    return new Response(new ShippedPlans().find("P1").orElseThrow().plan(), at("02:10"));
  }

  private static Response outage() {
    Response response = begun();
    response.take(
        finish(
            "P1.1",
            at("02:14"),
            value("upsTime", "PT90M", at("02:10")),
            value("shutdownTime", "PT25M", at("02:14"))));
    return response;
  }

  private static Response outageWithGenerator(String fuelTime, String fuelLasts) {
    Response response = outage();
    response.take(
        finish(
            "P1.3",
            at("02:22"),
            value("generatorStable", "true", at("02:22")),
            value("fuelTime", fuelTime, at("02:22")),
            value("fuelLasts", fuelLasts, at("02:22"))));
    return response;
  }

  @Test
  void the_extent_opens_the_calls_the_generator_and_the_preparations_together() {
    assertThat(outage().steps(StepState.OPEN))
        .contains("P1.2", "P1.3", "P1.4.AP", "P1.4.DB", "P1.4.ST", "P1.4.HO", "P1.5")
        .doesNotContain("P1.6.AP", "P1.7");
  }

  @Test
  void at_02_50_without_a_stable_generator_the_decision_alerts_and_not_before() {
    Response response = outage();

    response.passTime(at("02:49"));
    assertThat(response.events).noneMatch(DecisionDue.class::isInstance);
    response.passTime(at("02:50"));

    assertThat(response.events)
        .filteredOn(DecisionDue.class::isInstance)
        .singleElement()
        .satisfies(e -> {
          assertThat(((DecisionDue) e).step()).isEqualTo("P1.5");
          assertThat(((DecisionDue) e).tooLateAt()).isEqualTo(at("03:15"));
          assertThat(e.because().reason().zh())
              .isEqualTo("请立即决定“决定继续运行或关机”（P1.5）：UPS可维持时间还有50分钟，关机所需时间需25分钟，“发电机稳定供电”尚未确认。");
        });
  }

  @Test
  void storage_off_cannot_precede_host_off_nor_anything_its_turn() {
    Response response = outage();
    response.take(decide("P1.5", "shut-down", Standing.LEADER, at("02:51")));

    var refused = response.refusal(finish("P1.6.ST", at("02:52")));
    assertThat(refused.detail().en())
        .startsWith(
            "Expected \"Host off\" (P1.6.HO) before \"Storage off\" (P1.6.ST), but it is WAITING.");
    assertThat(refused.missing()).containsExactly("step P1.6.HO");

    for (String post : List.of("AP", "DB", "HO", "ST", "NW")) {
      assertThat(response.steps(StepState.OPEN))
          .filteredOn(s -> s.startsWith("P1.6"))
          .containsExactly("P1.6." + post);
      response.take(finish("P1.6." + post, at("02:55")));
    }
    assertThat(response.state("P1.7")).isEqualTo(StepState.WAITING);
    response.take(finish("P1.2", at("02:56"), value("powerCause", "不明", at("02:56"))));
    assertThat(response.state("P1.7")).isEqualTo(StepState.OPEN);
  }

  @Test
  void with_a_stable_generator_the_leader_goes_on_and_nothing_is_switched_off() {
    Response response = outageWithGenerator("PT8H", "true");
    response.take(decide("P1.5", "continue", Standing.LEADER, at("02:25")));
    response.passTime(at("03:30"));

    assertThat(response.events).noneMatch(DecisionDue.class::isInstance);
    assertThat(response.steps(StepState.SKIPPED))
        .hasSize(10)
        .allMatch(s -> s.matches("P1\\.[68].*"));
    response.take(finish("P1.2", at("03:31"), value("powerCause", "线路检修", at("03:31"))));
    Stream.of("P1.4.AP", "P1.4.DB", "P1.4.ST", "P1.4.HO", "P1.7", "H4", "H5")
        .forEach(step -> response.take(finish(step, at("03:40"))));
    assertThat(response.run().missingBeforeRepair()).extracting(PlanStep::id).containsExactly("H1");
  }

  @Test
  void nobody_goes_on_with_a_generator_whose_fuel_does_not_last() {
    Response response = outageWithGenerator("PT40M", "false");

    var refused = response.refusal(decide("P1.5", "continue", Standing.LEADER, at("02:25")));

    assertThat(refused.missing()).containsExactly("value fuelLasts");
  }

  @Test
  void the_extent_is_not_done_before_the_ups_time_is_recorded() {
    var refused = begun().refusal(finish("P1.1", at("02:14")));

    assertThat(refused.missing()).containsExactly("value upsTime");
    assertThat(refused.detail().en()).contains("Expected UPS time to be recorded");
  }
}
