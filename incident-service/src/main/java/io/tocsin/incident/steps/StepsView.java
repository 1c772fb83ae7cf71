package io.tocsin.incident.steps;

import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.StepState;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.DecisionPoint;
import io.tocsin.incident.domain.plan.PlanRun;
import io.tocsin.incident.domain.plan.PlanStep;
import io.tocsin.incident.domain.plan.RecordedValue;
import io.tocsin.incident.domain.plan.StepRun;
import io.tocsin.incident.domain.plan.ValueField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A plan being worked as clients read it, in the reader's language.
 *
 * @param plan null where the response works without one
 * @param items the steps in the plan's order
 * @param next always null: a plan comes whole
 */
record StepsView(
    @Nullable PlanRef plan, List<Step> items, List<Value> values, @Nullable String next) {

  /** The snapshot. */
  record PlanRef(String id, int version, String name) {}

  /**
   * One step.
   *
   * @param criterion what proves it done
   * @param waitsFor the steps that must be behind it first, while it waits
   * @param guards the steps after it in an order that must not be broken, as long as they are to be
   *     done: whoever skips it says whether what proves it done is so
   * @param completesBy the act on the incident that completes it; null where people do
   * @param words the evidence, or why it was skipped
   */
  record Step(
      String id,
      String title,
      @Nullable String instruction,
      List<String> posts,
      StepState state,
      boolean mandatory,
      String criterion,
      @Nullable Duration within,
      List<String> after,
      List<String> waitsFor,
      List<String> guards,
      List<String> records,
      @Nullable String completesBy,
      List<Option> options,
      @Nullable Instant openedAt,
      @Nullable Instant dueAt,
      boolean overdue,
      boolean decisionDue,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Person by,
      @Nullable String words,
      @Nullable String option) {}

  /** A way to decide. */
  record Option(String id, String label, List<String> requires) {}

  record Person(String id, String name) {}

  /**
   * A value that the plan records.
   *
   * @param value null while it is not recorded and has no default
   * @param asOf null while it is not recorded
   */
  record Value(
      String name,
      String label,
      String type,
      @Nullable String value,
      @Nullable Instant asOf,
      @Nullable Person by) {}

  static StepsView of(Incident incident, Locale language) {
    PlanRun run = incident.plan();
    if (run == null) {
      return new StepsView(null, List.of(), List.of(), null);
    }
    return new StepsView(
        new PlanRef(run.plan().id(), run.version().number(), in(run.plan().name(), language)),
        run.plan().steps().stream().map(s -> step(run, s, language)).toList(),
        run.plan().values().stream().map(v -> value(run, v, language)).toList(),
        null);
  }

  private static Step step(PlanRun run, PlanStep step, Locale language) {
    StepRun at = run.run(step.id());
    DecisionPoint decision = step.decision();
    return new Step(
        step.id(),
        in(step.title(), language),
        step.instruction() == null ? null : in(step.instruction(), language),
        step.posts(),
        StepState.valueOf(at.state().name()),
        step.mandatory(),
        in(step.done(), language),
        step.within(),
        step.after(),
        run.waitsFor(step.id()).stream().map(PlanStep::id).toList(),
        run.guardedBy(step.id()).stream().map(PlanStep::id).toList(),
        step.records(),
        step.fact() == null ? null : step.fact().name(),
        decision == null
            ? List.of()
            : decision.options().stream()
                .map(o -> new Option(o.id(), in(o.label(), language), o.requires()))
                .toList(),
        at.openedAt(),
        at.dueAt(),
        at.overdue(),
        at.alerted(),
        at.startedAt(),
        at.endedAt(),
        at.by() == null ? null : new Person(at.by().id(), at.by().name()),
        at.words() == null ? null : in(at.words(), language),
        at.option());
  }

  private static Value value(PlanRun run, ValueField field, Locale language) {
    RecordedValue recorded =
        run.values().stream().filter(v -> v.name().equals(field.name())).findFirst().orElse(null);
    String label = in(field.label(), language);
    return recorded == null
        ? new Value(field.name(), label, field.type().name(), field.fallback(), null, null)
        : new Value(
            field.name(),
            label,
            field.type().name(),
            recorded.value(),
            recorded.asOf(),
            new Person(recorded.by().id(), recorded.by().name()));
  }

  private static String in(Text text, Locale language) {
    return new LocalText(text.zh(), text.en()).in(language);
  }
}
