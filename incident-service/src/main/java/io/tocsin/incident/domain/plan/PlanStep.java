package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step.
 *
 * @param id within the plan, such as {@code P1.3}
 * @param instruction what to do in more words; null where the title says it all
 * @param posts who works it, each of them
 * @param within how long it may take from its opening; null for as long as it takes
 * @param done what proves it done
 * @param after the steps that must be behind it before it opens; steps with the same ones are
 *     worked in parallel
 * @param mandatory whether only the duty lead or the leader may skip it
 * @param records names of values without which it is not done
 * @param fact what of the incident's life completes it; nobody completes it by hand then
 * @param opensOn what must hold besides {@code after} for it to open
 * @param decision what the leader decides here
 */
public record PlanStep(
    String id,
    Text title,
    @Nullable Text instruction,
    List<String> posts,
    @Nullable Duration within,
    Text done,
    List<String> after,
    boolean mandatory,
    List<String> records,
    @Nullable StepFact fact,
    @Nullable StepFact opensOn,
    @Nullable DecisionPoint decision) {

  public PlanStep {
    posts = List.copyOf(posts);
    after = List.copyOf(after);
    records = List.copyOf(records);
  }

  /** The same step after others. */
  public PlanStep following(List<String> steps) {
    return new PlanStep(
        id,
        title,
        instruction,
        posts,
        within,
        done,
        steps,
        mandatory,
        records,
        fact,
        opensOn,
        decision);
  }

  /** The same step for other posts. */
  public PlanStep workedBy(List<String> others) {
    return new PlanStep(
        id,
        title,
        instruction,
        others,
        within,
        done,
        after,
        mandatory,
        records,
        fact,
        opensOn,
        decision);
  }

  /** How a sentence names it. */
  public Text label() {
    return new Text("“" + title.zh() + "”（" + id + "）", "\"" + title.en() + "\" (" + id + ")");
  }

  /** Whether it has its place after the repair only. */
  boolean recovery() {
    return (fact != null && fact.recovery()) || (opensOn != null && opensOn.recovery());
  }

  Optional<DecisionPoint.Option> option(@Nullable String optionId) {
    return decision == null
        ? Optional.empty()
        : decision.options().stream().filter(o -> o.id().equals(optionId)).findFirst();
  }
}
