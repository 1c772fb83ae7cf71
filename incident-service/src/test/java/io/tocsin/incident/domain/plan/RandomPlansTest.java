package io.tocsin.incident.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.ContingencyPlan.FixedOrder;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepDone;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepOpened;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepReturned;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepSkipped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any plan that may be saved can be worked to its end, whichever way it goes. */
class RandomPlansTest {

  private static final Instant T0 = Instant.parse("2026-03-09T01:00:00Z");

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  /** Steps in a random sequence, each after some of those before it; some wait for the life. */
  private static ContingencyPlan plan(Random random) {
    int size = 1 + random.nextInt(25);
    List<String> ids = new ArrayList<>(IntStream.range(0, size).mapToObj(i -> "S" + i).toList());
    Collections.shuffle(ids, random);
    List<PlanStep> steps = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<String> after = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (random.nextInt(4) == 0) {
          after.add(ids.get(j));
        }
      }
      StepFact fact = random.nextInt(5) == 0 ? any(random) : null;
      StepFact opensOn = random.nextInt(8) == 0 ? any(random) : null;
      steps.add(
          Plans.step(
              ids.get(i), random.nextBoolean(), fact, opensOn, after.toArray(String[]::new)));
    }
    List<FixedOrder> orders = new ArrayList<>();
    if (size > 3) {
      orders.add(Plans.order(ids.get(0), ids.get(size / 2), ids.get(size - 1)));
    }
    Collections.shuffle(steps, random);
    return Plans.of(orders, steps);
  }

  private static StepFact any(Random random) {
    return StepFact.values()[random.nextInt(StepFact.values().length)];
  }

  private static Because at(int minute) {
    return Because.rule(Text.same("test"), T0.plusSeconds(60L * minute));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_step_opens_once_never_before_its_predecessors_and_the_run_ends(int seed) {
    var random = new Random(seed);
    ContingencyPlan plan = plan(random);
    assertThat(PlanCheck.faults(plan, Set.of("AP"), Set.of("POWER"))).isEmpty();
    PlanGraph graph = new PlanGraph(plan);
    Map<String, Integer> turns = new HashMap<>();
    Set<StepFact> holding = EnumSet.noneOf(StepFact.class);
    List<StepFact> coming = new ArrayList<>(List.of(StepFact.values()));
    PlanRun run =
        PlanRun.of(new PlanVersion(plan, 1, null, Because.rule(Text.same(""), T0).actor()));

    for (int minute = 0; minute < 500 && !ended(run); minute++) {
      for (PlanRunEvent event : PlanProgress.settle(run, holding, at(minute))) {
        if (event instanceof StepOpened || event instanceof StepDone) {
          String step = String.valueOf(event.step());
          for (String before : graph.before(step)) {
            assertThat(run.run(before).state().behind())
                .as("%s is behind %s when it opens", before, step)
                .isTrue();
          }
          if (run.run(step).state() == StepState.WAITING) {
            turns.merge(step, 1, Integer::sum);
          }
        }
        assertThat(event).isNotInstanceOf(StepReturned.class);
        run = event.applyTo(run);
      }
      assertThat(PlanProgress.settle(run, holding, at(minute))).as("settled").isEmpty();
      List<String> workable = new ArrayList<>();
      for (StepRun step : run.steps()) {
        if (step.state().atWork() && plan.step(step.step()).fact() == null) {
          workable.add(step.step());
        }
      }
      if (!coming.isEmpty() && (workable.isEmpty() || random.nextInt(4) == 0)) {
        holding.add(coming.removeFirst());
      } else if (!workable.isEmpty()) {
        String step = workable.get(random.nextInt(workable.size()));
        PlanRunEvent event =
            random.nextBoolean()
                ? new StepDone(step, null, at(minute))
                : new StepSkipped(step, at(minute));
        run = event.applyTo(run);
      }
    }

    assertThat(run.steps()).allSatisfy(s -> assertThat(s.state().behind()).as(s.step()).isTrue());
    assertThat(turns).hasSize(plan.steps().size());
    assertThat(turns.values()).containsOnly(1);
    assertThat(run.missingBeforeRepair()).isEmpty();
  }

  private static boolean ended(PlanRun run) {
    return run.steps().stream().allMatch(step -> step.state().behind());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void facts_that_come_and_go_leave_no_step_open_before_its_predecessors(int seed) {
    var random = new Random(seed);
    ContingencyPlan plan = plan(random);
    Set<StepFact> holding = EnumSet.noneOf(StepFact.class);
    PlanRun run =
        PlanRun.of(new PlanVersion(plan, 1, null, Because.rule(Text.same(""), T0).actor()));

    for (int minute = 0; minute < 60; minute++) {
      StepFact fact = any(random);
      if (!holding.remove(fact)) {
        holding.add(fact);
      }
      for (PlanRunEvent event : PlanProgress.settle(run, holding, at(minute))) {
        run = event.applyTo(run);
      }
      for (StepRun step : run.steps()) {
        if (step.state() == StepState.OPEN) {
          assertThat(run.waitsFor(step.step())).as("before %s", step).isEmpty();
        }
        StepFact own = plan.step(step.step()).fact();
        if (step.state() == StepState.DONE && own != null) {
          assertThat(holding).contains(own);
        }
      }
    }
  }

  @Test
  void a_test_that_is_void_is_to_be_done_anew_and_what_was_worked_stays() {
    ContingencyPlan plan =
        Plans.of(
            Plans.step("A"),
            Plans.onFact("T1", StepFact.TECHNICAL_TEST, StepFact.REPAIRED, "A"),
            Plans.onFact("T2", StepFact.BUSINESS_TEST, null, "T1"),
            Plans.onFact("T3", StepFact.APPROVED, null, "T2"));
    PlanRun run =
        PlanRun.of(new PlanVersion(plan, 1, null, Because.rule(Text.same(""), T0).actor()));
    run = settled(run, Set.of(), 0);
    run = new StepDone("A", null, at(1)).applyTo(run);
    run =
        settled(run, Set.of(StepFact.REPAIRED, StepFact.TECHNICAL_TEST, StepFact.BUSINESS_TEST), 2);
    assertThat(run.run("T3").state()).isEqualTo(StepState.OPEN);

    run = settled(run, Set.of(), 3);
    assertThat(run.run("A").state()).isEqualTo(StepState.DONE);
    assertThat(List.of(run.run("T1").state(), run.run("T2").state(), run.run("T3").state()))
        .containsOnly(StepState.WAITING);

    run = settled(run, Set.of(StepFact.REPAIRED), 4);
    assertThat(run.run("T1").state()).isEqualTo(StepState.OPEN);
    assertThat(run.run("T1").openedAt()).isEqualTo(at(4).at());
  }

  private static PlanRun settled(PlanRun run, Set<StepFact> holding, int minute) {
    PlanRun after = run;
    for (PlanRunEvent event : PlanProgress.settle(run, holding, at(minute))) {
      after = event.applyTo(after);
    }
    return after;
  }
}
