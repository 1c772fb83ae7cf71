package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Scope;
import io.tocsin.incident.domain.Text;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What is to be done in a fault of some kind, by whom, in which order and by when. Any content can
 * be held; {@link PlanCheck} says whether it may be worked on.
 *
 * @param values what is recorded while the plan is worked, such as how long the UPS lasts
 * @param orders sequences that must not be broken, whatever the haste
 */
public record ContingencyPlan(
    String id,
    Text name,
    Matching matches,
    List<ValueField> values,
    List<PlanStep> steps,
    List<FixedOrder> orders) {

  public ContingencyPlan {
    values = List.copyOf(values);
    steps = List.copyOf(steps);
    orders = List.copyOf(orders);
  }

  /**
   * Which faults it is for.
   *
   * @param causes cause codes; empty for any
   */
  public record Matching(List<String> causes, List<Scope> scopes) {
    public Matching {
      causes = List.copyOf(causes);
      scopes = List.copyOf(scopes);
    }

    boolean covers(String cause, Scope scope) {
      return scopes.contains(scope) && (causes.isEmpty() || causes.contains(cause));
    }
  }

  /** Steps of which none may be done before the one ahead of it, as power-off goes host first. */
  public record FixedOrder(List<String> steps, Text why) {
    public FixedOrder {
      steps = List.copyOf(steps);
    }
  }

  public Optional<PlanStep> find(String stepId) {
    return steps.stream().filter(s -> s.id().equals(stepId)).findFirst();
  }

  /**
   * @throws NoSuchElementException where the plan has no such step
   */
  public PlanStep step(String stepId) {
    return find(stepId)
        .orElseThrow(() ->
            new NoSuchElementException(
                "Expected a step of plan " + id + ", but it has no " + stepId));
  }

  public Optional<ValueField> value(String valueName) {
    return values.stream().filter(v -> v.name().equals(valueName)).findFirst();
  }

  /** The one of these that fits best. */
  public static Optional<PlanVersion> bestOf(List<PlanVersion> plans, String cause, Scope scope) {
    return fitting(plans, cause, scope).stream().findFirst();
  }

  /** Those that fit a fault: one that names the cause before one that takes any. */
  public static List<PlanVersion> fitting(List<PlanVersion> plans, String cause, Scope scope) {
    return plans.stream()
        .filter(v -> v.plan().matches().covers(cause, scope))
        .sorted(
            Comparator.comparing((PlanVersion v) -> v.plan().matches().causes().isEmpty())
                .thenComparing(v -> v.plan().id()))
        .toList();
  }
}
