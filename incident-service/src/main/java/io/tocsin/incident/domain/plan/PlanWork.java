package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentEvent;
import io.tocsin.incident.domain.LifeStage;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.PlanRunCommand.ChangePlan;
import io.tocsin.incident.domain.plan.PlanRunCommand.FinishStep;
import io.tocsin.incident.domain.plan.PlanRunCommand.OnStep;
import io.tocsin.incident.domain.plan.PlanRunCommand.SkipStep;
import io.tocsin.incident.domain.plan.PlanRunCommand.StartStep;
import io.tocsin.incident.domain.plan.PlanRunCommand.WorkByPlan;
import io.tocsin.incident.domain.plan.PlanRunEvent.PlanActivated;
import io.tocsin.incident.domain.plan.PlanRunEvent.PlanChanged;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepDone;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepSkipped;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepStarted;
import io.tocsin.incident.domain.plan.PlanRunEvent.ValuesRecorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decides what people ask of a plan being worked. */
final class PlanWork {

  private PlanWork() {}

  static Decision decide(Incident incident, PlanRunCommand command) {
    return switch (command) {
      case WorkByPlan work -> activate(incident, work);
      case ChangePlan change -> change(incident, change);
      case OnStep on -> onStep(incident, on);
    };
  }

  private static Decision activate(Incident incident, WorkByPlan command) {
    PlanRun run = incident.plan();
    if (run != null) {
      return run.version().equals(command.version())
          ? Decision.accepted(incident, List.of())
          : StepRefusals.otherPlan(run.version(), command.version());
    }
    if (!incident.underResponse() || !StepFacts.holding(incident).contains(StepFact.ACTIVATED)) {
      return StepRefusals.over(incident);
    }
    return Decision.accepted(
        incident, List.of(new PlanActivated(command.version(), command.because())));
  }

  /** For the leader, while the fault lasts: after the repair there is nothing left to plan anew. */
  private static Decision change(Incident incident, ChangePlan command) {
    if (command.standing() != Standing.LEADER) {
      return StepRefusals.planForTheLeader();
    }
    PlanVersion version = command.version();
    PlanRun run = incident.plan();
    if (run != null && run.version().equals(version)) {
      return Decision.accepted(incident, List.of());
    }
    if (!(incident.stage() instanceof LifeStage.Active)) {
      return StepRefusals.notActive(incident);
    }
    Because because = said(command.because(), PlanWording.changed(run, command));
    if (run == null) {
      return Decision.accepted(incident, List.of(new PlanActivated(version, because)));
    }
    List<IncidentEvent> events = new ArrayList<>();
    for (PlanStep step : run.endingWith(version)) {
      events.add(
          new StepSkipped(step.id(), said(command.because(), PlanWording.ended(step, version))));
    }
    events.add(new PlanChanged(version, because));
    return Decision.accepted(incident, events);
  }

  private static Decision onStep(Incident incident, OnStep command) {
    PlanRun run = incident.plan();
    if (run == null) {
      return StepRefusals.noPlan(command.step());
    }
    PlanStep step = run.plan().find(command.step()).orElse(null);
    if (step == null) {
      return StepRefusals.noStep(run, command.step());
    }
    if (!incident.underResponse()) {
      return StepRefusals.over(incident);
    }
    return switch (command) {
      case StartStep start -> start(incident, run, step, start);
      case FinishStep finish -> finish(incident, run, step, finish);
      case SkipStep skip -> skip(incident, run, step, skip);
    };
  }

  private static Decision start(Incident incident, PlanRun run, PlanStep step, StartStep command) {
    StepState state = run.run(step.id()).state();
    return switch (state) {
      case WAITING -> StepRefusals.tooEarly(run, step);
      case DONE, SKIPPED -> StepRefusals.over(run, step);
      case OPEN, STARTED -> {
        List<IncidentEvent> events = new ArrayList<>();
        if (state == StepState.OPEN) {
          Text text =
              new Text(
                  "%s开始步骤%s。".formatted(command.because().actor().name(), step.label().zh()),
                  "%s started step %s."
                      .formatted(command.because().actor().name(), step.label().en()));
          events.add(new StepStarted(step.id(), said(command.because(), text)));
        }
        addValues(events, run, step, command.values(), command.because());
        yield Decision.accepted(incident, events);
      }
    };
  }

  private static Decision finish(
      Incident incident, PlanRun run, PlanStep step, FinishStep command) {
    StepState state = run.run(step.id()).state();
    if (state == StepState.WAITING) {
      return StepRefusals.tooEarly(run, step);
    }
    if (state == StepState.DONE) {
      return Decision.accepted(incident, List.of());
    }
    if (state == StepState.SKIPPED) {
      return StepRefusals.over(run, step);
    }
    if (step.fact() != null) {
      return StepRefusals.completesItself(step, step.fact());
    }
    PlanRun known = run.with(command.values());
    List<String> missing =
        step.records().stream().filter(name -> known.known().recorded(name) == null).toList();
    if (!missing.isEmpty()) {
      return StepRefusals.notRecorded(run, step, missing);
    }
    List<IncidentEvent> events = new ArrayList<>();
    addValues(events, run, step, command.values(), command.because());
    Because because = said(command.because(), StepRefusals.done(step, command));
    if (step.decision() == null) {
      events.add(new StepDone(step.id(), null, because));
      return Decision.accepted(incident, events);
    }
    return decided(incident, known, step, command, events);
  }

  private static Decision decided(
      Incident incident,
      PlanRun known,
      PlanStep step,
      FinishStep command,
      List<IncidentEvent> events) {
    if (command.standing() != Standing.LEADER) {
      return StepRefusals.forTheLeader(step);
    }
    DecisionPoint.Option option = step.option(command.option()).orElse(null);
    if (option == null) {
      return StepRefusals.noOption(step, command.option());
    }
    List<String> unmet =
        option.requires().stream().filter(name -> !known.known().yes(name)).toList();
    if (!unmet.isEmpty()) {
      return StepRefusals.notYet(known, step, option, unmet);
    }
    Actor leader = command.because().actor();
    Instant at = command.because().at();
    Text decision =
        new Text(
            "%s决定：%s。%s".formatted(leader.name(), option.label().zh(), command.evidence()),
            "%s decided: %s. %s".formatted(leader.name(), option.label().en(), command.evidence()));
    events.add(new StepDone(step.id(), option.id(), new Because(decision, leader, at)));
    for (String needless : option.skips()) {
      if (!known.run(needless).state().behind()) {
        PlanStep skipped = known.plan().step(needless);
        Text why =
            new Text(
                "因决定“%s”跳过步骤%s。".formatted(option.label().zh(), skipped.label().zh()),
                "Skipped step %s, as it was decided: %s."
                    .formatted(skipped.label().en(), option.label().en()));
        events.add(new StepSkipped(needless, new Because(why, leader, at)));
      }
    }
    return Decision.accepted(incident, events);
  }

  private static Decision skip(Incident incident, PlanRun run, PlanStep step, SkipStep command) {
    StepState state = run.run(step.id()).state();
    if (state == StepState.SKIPPED) {
      return Decision.accepted(incident, List.of());
    }
    if (state == StepState.DONE) {
      return StepRefusals.over(run, step);
    }
    if (state == StepState.WAITING) {
      return StepRefusals.tooEarly(run, step);
    }
    List<PlanStep> guarded = run.guardedBy(step.id());
    if (!guarded.isEmpty() && command.holds() == null) {
      return StepRefusals.guards(run, step, guarded.getFirst());
    }
    List<PlanStep> leftOut = Boolean.FALSE.equals(command.holds()) ? guarded : List.of();
    if (!command.standing().leads()
        && (step.mandatory() || leftOut.stream().anyMatch(PlanStep::mandatory))) {
      return StepRefusals.mandatory(step);
    }
    Text text =
        new Text(
            "%s跳过步骤%s：%s"
                .formatted(command.because().actor().name(), step.label().zh(), command.reason()),
            "%s skipped step %s: %s"
                .formatted(command.because().actor().name(), step.label().en(), command.reason()));
    List<IncidentEvent> events = new ArrayList<>();
    boolean stated = !guarded.isEmpty() && leftOut.isEmpty();
    events.add(
        new StepSkipped(
            step.id(),
            said(command.because(), stated ? text.then(PlanWording.holds(step)) : text)));
    for (PlanStep after : leftOut) {
      Text with = PlanWording.leftOut(step, after);
      events.add(new StepSkipped(after.id(), said(command.because(), with)));
    }
    return Decision.accepted(incident, events);
  }

  private static void addValues(
      List<IncidentEvent> events,
      PlanRun run,
      PlanStep step,
      List<RecordedValue> values,
      Because because) {
    List<RecordedValue> fresh = values.stream().filter(v -> !run.values().contains(v)).toList();
    if (!fresh.isEmpty()) {
      events.add(
          new ValuesRecorded(
              step.id(), fresh, said(because, PlanWording.recorded(run, step, fresh))));
    }
  }

  private static Because said(Because because, Text text) {
    return new Because(text, because.actor(), because.at());
  }
}
