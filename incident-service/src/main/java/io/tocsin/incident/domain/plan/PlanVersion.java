package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it was saved. Never changes.
 *
 * @param number from 1
 * @param savedAt null for the one that the product ships with
 */
public record PlanVersion(
    ContingencyPlan plan, int number, @Nullable Instant savedAt, Actor savedBy) {

  /** How a sentence names it. */
  public Text label() {
    return new Text(
        "%s %s（第%d版）".formatted(plan.id(), plan.name().zh(), number),
        "%s %s (version %d)".formatted(plan.id(), plan.name().en(), number));
  }
}
