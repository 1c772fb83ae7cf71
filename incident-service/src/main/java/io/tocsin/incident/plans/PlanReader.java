package io.tocsin.incident.plans;

import io.tocsin.incident.domain.Scope;
import io.tocsin.incident.domain.plan.ContingencyPlan;
import io.tocsin.incident.domain.plan.ContingencyPlan.FixedOrder;
import io.tocsin.incident.domain.plan.ContingencyPlan.Matching;
import io.tocsin.incident.domain.plan.DecisionPoint;
import io.tocsin.incident.domain.plan.PlanFault;
import io.tocsin.incident.domain.plan.PlanStep;
import io.tocsin.incident.domain.plan.StepFact;
import io.tocsin.incident.domain.plan.ValueField;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plan from its document. Whether the plan makes sense is another question. */
final class PlanReader {

  private PlanReader() {}

  /**
   * @param document as {@link PlanText} gives it
   * @throws PlanRefusal with every field that is not as expected
   */
  static ContingencyPlan read(Object document) {
    List<PlanFault> faults = new ArrayList<>();
    PlanField root = PlanField.root(document, faults);
    // What the API adds when it gives a plan out may come back with it.
    root.only(
        "id", "name", "matches", "values", "steps", "orders", "version", "savedAt", "savedBy");
    ContingencyPlan plan =
        new ContingencyPlan(
            root.get("id").text(),
            root.get("name").words(),
            matching(root.get("matches").only("causes", "scopes")),
            root.get("values").items().stream().map(PlanReader::value).toList(),
            steps(root.get("steps")),
            root.get("orders").items().stream().map(PlanReader::order).toList());
    if (!faults.isEmpty()) {
      throw new PlanRefusal(faults);
    }
    return plan;
  }

  static List<PlanStep> steps(PlanField list) {
    return list.items().stream().map(PlanReader::step).toList();
  }

  private static Matching matching(PlanField field) {
    return new Matching(
        field.get("causes").texts(),
        field.get("scopes").items().stream()
            .map(s -> s.oneOf(Scope.class))
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList());
  }

  private static ValueField value(PlanField field) {
    field.only("name", "type", "label", "default");
    ValueField.Type type = field.get("type").oneOf(ValueField.Type.class);
    return new ValueField(
        field.get("name").text(),
        field.get("label").words(),
        type == null ? ValueField.Type.TEXT : type,
        field.get("default").optionalText());
  }

  private static PlanStep step(PlanField field) {
    field.only(
        "id",
        "title",
        "instruction",
        "posts",
        "within",
        "done",
        "after",
        "mandatory",
        "records",
        "fact",
        "opensOn",
        "decision");
    return new PlanStep(
        field.get("id").text(),
        field.get("title").words(),
        field.get("instruction").optionalWords(),
        field.get("posts").texts(),
        field.get("within").optionalDuration(),
        field.get("done").words(),
        field.get("after").texts(),
        field.get("mandatory").yes(true),
        field.get("records").texts(),
        field.get("fact").optionalOneOf(StepFact.class),
        field.get("opensOn").optionalOneOf(StepFact.class),
        field.get("decision").isGiven() ? decision(field.get("decision")) : null);
  }

  private static DecisionPoint decision(PlanField field) {
    field.only("alert", "options");
    return new DecisionPoint(
        alert(field.get("alert")),
        field.get("options").items().stream().map(PlanReader::option).toList());
  }

  private static DecisionPoint.@Nullable Alert alert(PlanField field) {
    if (!field.isGiven()) {
      return null;
    }
    field.only("remaining", "times", "needed", "unless");
    return new DecisionPoint.Alert(
        field.get("remaining").text(),
        field.get("times").whole(1),
        field.get("needed").text(),
        field.get("unless").optionalText());
  }

  private static DecisionPoint.Option option(PlanField field) {
    field.only("id", "label", "requires", "skips");
    return new DecisionPoint.Option(
        field.get("id").text(),
        field.get("label").words(),
        field.get("requires").texts(),
        field.get("skips").texts());
  }

  private static FixedOrder order(PlanField field) {
    field.only("steps", "why");
    return new FixedOrder(field.get("steps").texts(), field.get("why").words());
  }
}
