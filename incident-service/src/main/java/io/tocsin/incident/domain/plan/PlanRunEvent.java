package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.PlanEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a plan while it is worked. */
public sealed interface PlanRunEvent extends PlanEvent {

  /** The step it is about; null for the plan as a whole. */
  @Nullable String step();

  /** The run with it. */
  PlanRun applyTo(PlanRun run);

  @Override
  default Incident applyTo(Incident incident) {
    PlanRun run = incident.plan();
    if (run == null) {
      throw new IllegalStateException(
          "Expected incident %s to work by a plan, but it does not: %s"
              .formatted(incident.id(), this));
    }
    return incident.workedBy(applyTo(run));
  }

  @Override
  default @Nullable String reference() {
    return step();
  }

  @Override
  default String about() {
    return switch (this) {
      case PlanActivated _ -> "plan.activated";
      case PlanChanged _ -> "plan.changed";
      case StepOpened _ -> "step.opened";
      case StepReturned _ -> "step.returned";
      case StepStarted _ -> "step.started";
      case StepDone _ -> "step.done";
      case StepSkipped _ -> "step.skipped";
      case StepOverdue _ -> "step.overdue";
      case DecisionDue _ -> "decision.due";
      case ValuesRecorded _ -> "step.values-recorded";
    };
  }

  /** The response works on a snapshot of this version from now on. */
  record PlanActivated(PlanVersion version, Because because) implements PlanRunEvent {
    @Override
    public @Nullable String step() {
      return null;
    }

    @Override
    public PlanRun applyTo(PlanRun run) {
      return PlanRun.of(version);
    }

    @Override
    public Incident applyTo(Incident incident) {
      return incident.workedBy(PlanRun.of(version));
    }
  }

  /** The response goes on by another plan, with what was done and recorded by the one before. */
  record PlanChanged(PlanVersion version, Because because) implements PlanRunEvent {
    @Override
    public @Nullable String step() {
      return null;
    }

    @Override
    public PlanRun applyTo(PlanRun run) {
      return run.changedTo(version);
    }
  }

  /** Its turn has come. */
  record StepOpened(String step, @Nullable Instant dueAt, Because because) implements PlanRunEvent {
    @Override
    public PlanRun applyTo(PlanRun run) {
      return run.with(step, s -> s.opened(because.at(), dueAt));
    }
  }

  /** What it rested on holds no longer, as a test before a new repair: it waits again. */
  record StepReturned(String step, Because because) implements PlanRunEvent {
    @Override
    public PlanRun applyTo(PlanRun run) {
      return run.with(step, s -> StepRun.waiting(step));
    }
  }

  /** Somebody works it. */
  record StepStarted(String step, Because because) implements PlanRunEvent {
    @Override
    public PlanRun applyTo(PlanRun run) {
      return run.with(step, s -> s.started(because.actor(), because.at()));
    }
  }

  /**
   * It is done; {@code because} bears the evidence.
   *
   * @param option what was decided, where it is a decision
   */
  record StepDone(String step, @Nullable String option, Because because) implements PlanRunEvent {
    @Override
    public PlanRun applyTo(PlanRun run) {
      return run.with(
          step,
          s -> s.ended(StepState.DONE, because.actor(), because.at(), because.reason(), option));
    }
  }

  /** It is not done and need not be; {@code because} says why. */
  record StepSkipped(String step, Because because) implements PlanRunEvent {
    @Override
    public PlanRun applyTo(PlanRun run) {
      return run.with(
          step,
          s -> s.ended(StepState.SKIPPED, because.actor(), because.at(), because.reason(), null));
    }
  }

  /** Its time passed. */
  record StepOverdue(String step, Instant dueAt, Because because) implements PlanRunEvent {
    @Override
    public PlanRun applyTo(PlanRun run) {
      return run.with(step, StepRun::late);
    }
  }

  /**
   * The decision cannot wait.
   *
   * @param tooLateAt when none will be left to take
   */
  record DecisionDue(String step, Instant tooLateAt, Because because) implements PlanRunEvent {
    @Override
    public PlanRun applyTo(PlanRun run) {
      return run.with(step, StepRun::calledFor);
    }
  }

  /** What was found out on a step. */
  record ValuesRecorded(String step, List<RecordedValue> values, Because because)
      implements PlanRunEvent {

    public ValuesRecorded {
      values = List.copyOf(values);
    }

    @Override
    public PlanRun applyTo(PlanRun run) {
      return run.with(values);
    }
  }
}
