package io.tocsin.incident.domain.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A plan being worked: a snapshot of its version and how far each step is. A later version of the
 * plan changes nothing here.
 *
 * @param steps in the plan's order
 * @param values the latest of each name
 */
public record PlanRun(PlanVersion version, List<StepRun> steps, List<RecordedValue> values) {

  public PlanRun {
    steps = List.copyOf(steps);
    values = List.copyOf(values);
  }

  static PlanRun of(PlanVersion version) {
    return new PlanRun(
        version,
        version.plan().steps().stream().map(s -> StepRun.waiting(s.id())).toList(),
        List.of());
  }

  /**
   * The same work by another plan: what both plans know goes on as it is, and what only the former
   * one knows is left behind.
   */
  PlanRun changedTo(PlanVersion other) {
    List<StepRun> kept =
        other.plan().steps().stream()
            .map(step -> goesOn(step) ? run(step.id()) : StepRun.waiting(step.id()))
            .toList();
    return new PlanRun(
        other,
        kept,
        values.stream().filter(v -> field(v).equals(other.plan().value(v.name()))).toList());
  }

  /** Whether a step of another plan is one of this plan too, and was done here or is at work. */
  private boolean goesOn(PlanStep step) {
    StepState state =
        plan()
            .find(step.id())
            .filter(own -> own.title().equals(step.title()))
            .map(own -> run(own.id()).state())
            .orElse(StepState.WAITING);
    return state == StepState.DONE || state.atWork();
  }

  private Optional<ValueField> field(RecordedValue value) {
    return plan().value(value.name());
  }

  /** The steps at work that another plan does not know. */
  List<PlanStep> endingWith(PlanVersion other) {
    PlanRun next = changedTo(other);
    return plan().steps().stream()
        .filter(step -> run(step.id()).state().atWork())
        .filter(step -> next.plan().find(step.id()).filter(this::goesOn).isEmpty())
        .toList();
  }

  public ContingencyPlan plan() {
    return version.plan();
  }

  public StepRun run(String stepId) {
    return steps.stream().filter(s -> s.step().equals(stepId)).findFirst().orElseThrow();
  }

  /** The steps that must be done or skipped before the repair can be declared, in their order. */
  public List<PlanStep> missingBeforeRepair() {
    List<String> recovery =
        plan().steps().stream().filter(PlanStep::recovery).map(PlanStep::id).toList();
    Set<String> later = new PlanGraph(plan()).allAfter(recovery);
    return plan().steps().stream()
        .filter(PlanStep::mandatory)
        .filter(s -> !s.recovery() && !later.contains(s.id()))
        .filter(s -> !run(s.id()).state().behind())
        .toList();
  }

  /** The steps directly before it that are not behind yet. */
  public List<PlanStep> waitsFor(String stepId) {
    return new PlanGraph(plan())
        .before(stepId).stream()
            .filter(before -> !run(before).state().behind())
            .map(plan()::step)
            .toList();
  }

  /** The steps that come after it in an order that must not be broken, and are still to be done. */
  public List<PlanStep> guardedBy(String stepId) {
    Set<String> guarded = new LinkedHashSet<>();
    for (ContingencyPlan.FixedOrder order : plan().orders()) {
      int at = order.steps().indexOf(stepId);
      if (at >= 0) {
        guarded.addAll(order.steps().subList(at + 1, order.steps().size()));
      }
    }
    return guarded.stream()
        .filter(after -> !run(after).state().behind())
        .map(plan()::step)
        .toList();
  }

  /**
   * When the decision of a step is to be called for; null where it was, where it is taken, and
   * where nothing is known that would make it urgent.
   */
  DecisionPoint.Alert.@Nullable Standing alert(PlanStep step) {
    StepRun run = run(step.id());
    DecisionPoint decision = step.decision();
    return decision == null || decision.alert() == null || run.alerted() || run.state().behind()
        ? null
        : decision.alert().standing(new Values(plan(), values));
  }

  Values known() {
    return new Values(plan(), values);
  }

  PlanRun with(String stepId, UnaryOperator<StepRun> change) {
    return new PlanRun(
        version,
        steps.stream().map(s -> s.step().equals(stepId) ? change.apply(s) : s).toList(),
        values);
  }

  PlanRun with(List<RecordedValue> more) {
    List<RecordedValue> all = new ArrayList<>(values);
    for (RecordedValue value : more) {
      all.removeIf(v -> v.name().equals(value.name()));
      all.add(value);
    }
    return new PlanRun(version, steps, all);
  }
}
