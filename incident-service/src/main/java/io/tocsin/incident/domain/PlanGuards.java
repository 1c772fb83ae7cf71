package io.tocsin.incident.domain;

import io.tocsin.incident.domain.plan.PlanRun;
import io.tocsin.incident.domain.plan.PlanStep;
import java.util.List;
import java.util.Set;

/**
 * What the plan and the reports of an incident have to say before it may go on. Each answer names
 * what is missing; without a plan nothing is.
 */
final class PlanGuards {

  private PlanGuards() {}

  /** Mandatory steps that are neither done nor skipped: they keep it from being repaired. */
  static List<Missing> beforeRepaired(Incident incident) {
    PlanRun run = incident.plan();
    return run == null
        ? List.of()
        : run.missingBeforeRepair().stream().map(step -> missing(run, step)).toList();
  }

  private static Missing missing(PlanRun run, PlanStep step) {
    Text state = run.run(step.id()).state().label();
    return new Missing(
        "step " + step.id(),
        new Text(
            "必做步骤%s应已完成或说明理由跳过，但状态为：%s。".formatted(step.label().zh(), state.zh()),
            "Expected the mandatory step %s done, or skipped with a reason, but it is %s."
                .formatted(step.label().en(), state.en())));
  }

  /**
   * Ids of people who may not test because of a step they worked: none, as a plan does not say
   * which of its steps repair. Who repaired is known from the report of the repair.
   */
  static Set<String> workers(Incident incident) {
    return Set.of();
  }

  /** What keeps an ended incident from the archive. */
  static List<Missing> beforeClosed(Incident incident) {
    return incident.file().missingForClosure();
  }
}
