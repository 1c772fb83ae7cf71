package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Scope;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.ContingencyPlan.FixedOrder;
import io.tocsin.incident.domain.plan.ContingencyPlan.Matching;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small plans for tests. */
final class Plans {

  private Plans() {}

  static ContingencyPlan of(PlanStep... steps) {
    return of(List.of(), List.of(steps));
  }

  static ContingencyPlan of(List<FixedOrder> orders, List<PlanStep> steps) {
    return new ContingencyPlan(
        "P9",
        Text.same("plan"),
        new Matching(List.of("POWER"), List.of(Scope.GLOBAL)),
        List.of(
            new ValueField("ups", Text.same("UPS"), ValueField.Type.DURATION, null),
            new ValueField("off", Text.same("off"), ValueField.Type.DURATION, "PT25M"),
            new ValueField("stable", Text.same("stable"), ValueField.Type.YES_NO, null)),
        steps,
        orders);
  }

  static PlanStep step(String id, String... after) {
    return step(id, true, null, null, after);
  }

  static PlanStep optional(String id, String... after) {
    return step(id, false, null, null, after);
  }

  static PlanStep onFact(String id, StepFact fact, @Nullable StepFact opensOn, String... after) {
    return step(id, true, fact, opensOn, after);
  }

  static PlanStep step(
      String id,
      boolean mandatory,
      @Nullable StepFact fact,
      @Nullable StepFact opensOn,
      String... after) {
    return new PlanStep(
        id,
        Text.same("step " + id),
        null,
        List.of("AP"),
        Duration.ofMinutes(10),
        Text.same("proof"),
        List.of(after),
        mandatory,
        List.of(),
        fact,
        opensOn,
        null);
  }

  static PlanStep deciding(PlanStep step, DecisionPoint decision) {
    return new PlanStep(
        step.id(),
        step.title(),
        null,
        List.of("LD"),
        null,
        step.done(),
        step.after(),
        true,
        List.of(),
        null,
        null,
        decision);
  }

  static FixedOrder order(String... steps) {
    return new FixedOrder(List.of(steps), Text.same("or data is lost."));
  }
}
