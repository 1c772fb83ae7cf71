package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Decision;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.ContingencyPlan.FixedOrder;
import io.tocsin.incident.domain.plan.PlanRunCommand.FinishStep;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why an act on a step is refused, and what it would take. */
final class StepRefusals {

  private StepRefusals() {}

  static Text done(PlanStep step, FinishStep command) {
    String who = command.because().actor().name();
    return new Text(
        "%s完成步骤%s。依据：%s".formatted(who, step.label().zh(), command.evidence()),
        "%s finished step %s. Evidence: %s".formatted(who, step.label().en(), command.evidence()));
  }

  static Decision otherPlan(PlanVersion worked, PlanVersion asked) {
    return refused(
        new Text(
            "应沿用已启动的预案%s，但收到%s；改用其他预案须由组长更换预案。".formatted(worked.label().zh(), asked.label().zh()),
            "Expected the plan being worked, %s, but got %s; for another one the leader changes the plan."
                .formatted(worked.label().en(), asked.label().en())),
        "plan " + worked.plan().id());
  }

  static Decision planForTheLeader() {
    return new Refused(
        new Text(
            "应由组长更换预案，但收到他人的请求。",
            "Expected the leader to change the plan, but somebody else asked."),
        List.of("role LEADER"),
        true);
  }

  static Decision notActive(Incident incident) {
    return refused(
        new Text(
            "更换预案应在响应中进行，但%s的状态为：%s。".formatted(incident.label().zh(), incident.stageLabel().zh()),
            "Expected an ACTIVE response for a change of plan, but %s is %s."
                .formatted(incident.label().en(), incident.stageLabel().en())),
        "ACTIVE");
  }

  static Decision noPlan(String step) {
    return refused(
        new Text(
            "步骤 %s 应属于已启动的预案，但本事件没有预案。".formatted(step),
            "Expected a plan being worked for step %s, but the incident has none.".formatted(step)),
        "plan");
  }

  static Decision noStep(PlanRun run, String step) {
    String known = run.plan().steps().stream().map(PlanStep::id).collect(Collectors.joining(", "));
    return refused(
        new Text(
            "应为预案步骤 %s 之一，但收到 %s。".formatted(known, step),
            "Expected one of the plan's steps %s, but got %s.".formatted(known, step)),
        "step");
  }

  static Decision over(Incident incident) {
    return refused(
        new Text(
            "应有响应中的事件，但%s的状态为：%s。".formatted(incident.label().zh(), incident.stageLabel().zh()),
            "Expected an incident under response, but %s is %s."
                .formatted(incident.label().en(), incident.stageLabel().en())),
        "response");
  }

  static Decision over(PlanRun run, PlanStep step) {
    StepState state = run.run(step.id()).state();
    return refused(
        new Text(
            "步骤%s应尚未结束，但已%s。".formatted(step.label().zh(), state.label().zh()),
            "Expected step %s to be open, but it is %s."
                .formatted(step.label().en(), state.label().en())),
        "step " + step.id() + " OPEN");
  }

  /** Its turn has not come: names what must be behind it, and the order that it would break. */
  static Decision tooEarly(PlanRun run, PlanStep step) {
    List<PlanStep> waitsFor = run.waitsFor(step.id());
    if (waitsFor.isEmpty()) {
      StepFact fact = Objects.requireNonNull(step.opensOn(), "a step waits for a step or a fact");
      return refused(
          new Text(
              "步骤%s应在%s之后，但尚未%s。"
                  .formatted(step.label().zh(), fact.label().zh(), fact.label().zh()),
              "Expected %s before step %s, but there is none yet."
                  .formatted(fact.label().en(), step.label().en())),
          fact.name());
    }
    PlanStep first =
        waitsFor.stream()
            .filter(before -> order(run, before, step).isPresent())
            .findFirst()
            .orElse(waitsFor.getFirst());
    Text state = run.run(first.id()).state().label();
    Text refusal =
        new Text(
            "应先完成%s，再进行%s，但前者的状态为：%s。".formatted(first.label().zh(), step.label().zh(), state.zh()),
            "Expected %s before %s, but it is %s."
                .formatted(first.label().en(), step.label().en(), state.en()));
    Text why =
        order(run, first, step)
            .map(o ->
                new Text(
                    "该顺序不可打乱：" + o.why().zh(), "This order must not be broken: " + o.why().en()))
            .map(refusal::then)
            .orElse(refusal);
    return new Refused(why, waitsFor.stream().map(s -> "step " + s.id()).toList());
  }

  /** To skip a step must not open what it guards by itself. */
  static Decision guards(PlanRun run, PlanStep step, PlanStep next) {
    Text why =
        run.plan().orders().stream()
            .filter(o -> o.steps().contains(step.id()) && o.steps().contains(next.id()))
            .map(FixedOrder::why)
            .findFirst()
            .orElseThrow();
    return refused(
        new Text(
            "步骤%s之后按顺序还有%s，跳过时应说明“%s”是否属实，但没有说明。该顺序不可打乱：%s"
                .formatted(step.label().zh(), next.label().zh(), step.done().zh(), why.zh()),
            "Expected it to be said whether this holds, \"%s\", before step %s is skipped, because %s comes after it; but it was not. This order must not be broken: %s"
                .formatted(step.done().en(), step.label().en(), next.label().en(), why.en())),
        "holds");
  }

  private static Optional<FixedOrder> order(PlanRun run, PlanStep before, PlanStep step) {
    return run.plan().orders().stream()
        .filter(o -> {
          int at = o.steps().indexOf(step.id());
          return at > 0 && o.steps().get(at - 1).equals(before.id());
        })
        .findFirst();
  }

  static Decision completesItself(PlanStep step, StepFact fact) {
    return refused(
        new Text(
            "步骤%s应由%s自动完成，但收到手工完成。".formatted(step.label().zh(), fact.label().zh()),
            "Expected step %s to be completed by %s, but it was to be done by hand."
                .formatted(step.label().en(), fact.label().en())),
        fact.name());
  }

  static Decision notRecorded(PlanRun run, PlanStep step, List<String> missing) {
    return new Refused(
        new Text(
            "步骤%s应记录：%s，但尚缺。"
                .formatted(
                    step.label().zh(),
                    missing.stream()
                        .map(m -> PlanWording.label(run, m).zh())
                        .collect(Collectors.joining("、"))),
            "Expected %s to be recorded on step %s, but it is missing."
                .formatted(
                    missing.stream()
                        .map(m -> PlanWording.label(run, m).en())
                        .collect(Collectors.joining(", ")),
                    step.label().en())),
        missing.stream().map(m -> "value " + m).toList());
  }

  static Decision forTheLeader(PlanStep step) {
    return refused(
        new Text(
            "步骤%s应由组长决定，但收到他人的决定。".formatted(step.label().zh()),
            "Expected the leader to decide on step %s, but somebody else did."
                .formatted(step.label().en())),
        "role LEADER");
  }

  static Decision noOption(PlanStep step, @Nullable String asked) {
    String options =
        Objects.requireNonNull(step.decision()).options().stream()
            .map(DecisionPoint.Option::id)
            .collect(Collectors.joining(", "));
    return refused(
        new Text(
            "步骤%s应选择 %s 之一，但收到 %s。".formatted(step.label().zh(), options, asked),
            "Expected one of the options %s on step %s, but got %s."
                .formatted(options, step.label().en(), asked)),
        "option");
  }

  static Decision notYet(
      PlanRun run, PlanStep step, DecisionPoint.Option option, List<String> unmet) {
    String zh =
        unmet.stream().map(m -> PlanWording.label(run, m).zh()).collect(Collectors.joining("、"));
    String en =
        unmet.stream().map(m -> PlanWording.label(run, m).en()).collect(Collectors.joining(", "));
    return new Refused(
        new Text(
            "选择“%s”应已确认：%s，但记录并非如此。".formatted(option.label().zh(), zh),
            "Expected %s for \"%s\" on step %s, but it is not recorded so."
                .formatted(en, option.label().en(), step.label().en())),
        unmet.stream().map(m -> "value " + m).toList());
  }

  static Decision mandatory(PlanStep step) {
    return refused(
        new Text(
            "必做步骤%s应由值班负责人或组长跳过，但收到他人的请求。".formatted(step.label().zh()),
            "Expected the duty lead or the leader to skip the mandatory step %s, but somebody else asked."
                .formatted(step.label().en())),
        "role DUTY_LEAD");
  }

  private static Decision refused(Text text, String missing) {
    return new Refused(text, List.of(missing));
  }
}
