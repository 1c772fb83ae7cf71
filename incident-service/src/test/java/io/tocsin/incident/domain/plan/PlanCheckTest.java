package io.tocsin.incident.domain.plan;

import static io.tocsin.incident.domain.plan.Plans.onFact;
import static io.tocsin.incident.domain.plan.Plans.optional;
import static io.tocsin.incident.domain.plan.Plans.order;
import static io.tocsin.incident.domain.plan.Plans.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Scope;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.DecisionPoint.Alert;
import io.tocsin.incident.domain.plan.DecisionPoint.Option;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanCheckTest {

  private static List<PlanFault> faults(ContingencyPlan plan) {
    return PlanCheck.faults(plan, Set.of("AP", "DB", "LD"), Set.of("POWER"));
  }

  private static void assertFault(ContingencyPlan plan, String path, String... words) {
    assertThat(faults(plan))
        .as("faults of %s", plan)
        .anySatisfy(fault -> {
          assertThat(fault.path()).isEqualTo(path);
          assertThat(fault.expected().en())
              .startsWith("Expected ")
              .contains(", but ")
              .contains(words);
          assertThat(fault.expected().zh()).startsWith("应为");
        });
  }

  private static PlanStep with(List<String> posts, Text done, Duration within) {
    return new PlanStep(
        "A",
        Text.same("a"),
        null,
        posts,
        within,
        done,
        List.of(),
        true,
        List.of(),
        null,
        null,
        null);
  }

  @Test
  void a_good_plan_has_no_faults() {
    assertThat(
            faults(
                Plans.of(
                    List.of(order("A", "C")),
                    List.of(step("A"), optional("B", "A"), step("C", "B")))))
        .isEmpty();
  }

  @Test
  void a_post_that_nobody_knows_is_named() {
    assertFault(
        Plans.of(with(List.of("AP", "XX"), Text.same("p"), Duration.ofMinutes(1))),
        "steps[0].posts[1]",
        "XX");
  }

  @Test
  void a_step_without_a_post_a_proof_or_a_sensible_time_is_refused() {
    ContingencyPlan plan = Plans.of(with(List.of(), new Text("有", " "), Duration.ofMinutes(-1)));
    assertFault(plan, "steps[0].posts", "at least one post");
    assertFault(plan, "steps[0].done.en", "words in English");
    assertFault(plan, "steps[0].within", "above zero");
  }

  @Test
  void a_step_after_one_that_is_not_there_is_refused() {
    assertFault(Plans.of(step("A", "Z")), "steps[0].after[0]", "got Z");
  }

  @Test
  void two_steps_of_one_id_are_refused() {
    assertFault(Plans.of(step("A"), step("A")), "steps[1].id", "A comes again");
  }

  @Test
  void steps_that_wait_for_each_other_are_refused_with_their_circle() {
    ContingencyPlan plan = Plans.of(step("A", "C"), step("B", "A"), step("C", "B"), step("D", "C"));
    assertFault(plan, "steps", "no cycle", "A → B → C → A");
    assertFault(plan, "steps[3]", "reachable", "D");
  }

  @Test
  void an_order_against_the_steps_is_a_cycle_too() {
    assertFault(
        Plans.of(List.of(order("B", "A")), List.of(step("A"), step("B", "A"))),
        "steps",
        "no cycle");
  }

  @Test
  void a_step_that_every_option_skips_can_never_be_reached() {
    DecisionPoint decision =
        new DecisionPoint(
            null,
            List.of(
                new Option("x", Text.same("x"), List.of(), List.of("B", "C")),
                new Option("y", Text.same("y"), List.of(), List.of("B"))));
    ContingencyPlan plan =
        Plans.of(Plans.deciding(step("A"), decision), step("B", "A"), step("C", "A"));

    assertFault(plan, "steps[0].decision.options", "reachable", "B is not");
    assertThat(faults(plan)).hasSize(1);
  }

  @Test
  void an_option_may_not_skip_what_comes_before_it() {
    DecisionPoint decision =
        new DecisionPoint(
            null,
            List.of(
                new Option("x", Text.same("x"), List.of(), List.of("A")),
                new Option("y", Text.same("y"), List.of(), List.of())));
    assertFault(
        Plans.of(step("A"), Plans.deciding(step("B", "A"), decision)),
        "steps[1].decision.options[0].skips",
        "come after B");
  }

  @Test
  void an_alert_speaks_of_values_that_the_plan_records_and_of_their_types() {
    DecisionPoint decision =
        new DecisionPoint(
            new Alert("ups", 0, "stable", "off"),
            List.of(new Option("x", Text.same("x"), List.of("fuel"), List.of())));
    ContingencyPlan plan = Plans.of(Plans.deciding(step("A"), decision));

    assertFault(plan, "steps[0].decision.alert.needed", "DURATION", "stable is YES_NO");
    assertFault(plan, "steps[0].decision.alert.unless", "YES_NO", "off is DURATION");
    assertFault(plan, "steps[0].decision.alert.times", "at least 1");
    assertFault(plan, "steps[0].decision.options[0].requires[0]", "got fuel");
  }

  @Test
  void an_order_needs_two_steps_and_words() {
    ContingencyPlan plan =
        Plans.of(
            List.of(new ContingencyPlan.FixedOrder(List.of("A"), Text.same(""))),
            List.of(step("A")));
    assertFault(plan, "orders[0].steps", "at least two");
    assertFault(plan, "orders[0].why.zh", "Chinese");
  }

  @Test
  void a_step_that_completes_itself_records_and_decides_nothing() {
    PlanStep fact = onFact("A", StepFact.RESTORED, null);
    PlanStep both =
        new PlanStep(
            "A",
            fact.title(),
            null,
            fact.posts(),
            null,
            fact.done(),
            List.of(),
            true,
            List.of("ups"),
            StepFact.RESTORED,
            null,
            null);
    assertFault(Plans.of(both), "steps[0].fact", "completes itself");
  }

  @Test
  void an_unknown_cause_and_a_plan_for_no_scope_are_refused() {
    ContingencyPlan good = Plans.of(step("A"));
    ContingencyPlan plan =
        new ContingencyPlan(
            "bad id",
            good.name(),
            new ContingencyPlan.Matching(List.of("FLOOD"), List.<Scope>of()),
            good.values(),
            good.steps(),
            List.of());
    assertFault(plan, "id", "bad id");
    assertFault(plan, "matches.causes[0]", "got FLOOD");
    assertFault(plan, "matches.scopes", "at least one scope");
  }
}
