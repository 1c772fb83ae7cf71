package io.tocsin.escalation.domain;

import static io.tocsin.escalation.domain.Course.level;
import static io.tocsin.escalation.domain.Course.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.Effect.Page;
import io.tocsin.escalation.domain.Simulation.Answer;
import io.tocsin.escalation.domain.Simulation.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is foretold is what the engine then does. */
class SimulationTest {

  private static final Decider DECIDER =
      new Decider(
          (incident, run, level, round, target) -> run + "/" + level + "/" + round + "/" + target,
          Duration.ofHours(1));
  private static final Incident INCIDENT = Course.incident(Scope.GLOBAL, Severity.SEV1);

  private record Asked(String pageId, Instant at) {}

  /** As the gateway does it: asks about what is open, and plays again with the answers. */
  private static List<Step> simulate(Policy policy, Predicate<Page> staffed) {
    Map<Asked, Answer> known = new HashMap<>();
    while (true) {
      List<Step> steps =
          Simulation.play(
              DECIDER,
              policy,
              INCIDENT,
              Course.START,
              page -> known.get(new Asked(page.pageId(), page.at())));
      int before = known.size();
      for (Step step : steps) {
        if (step.effect() instanceof Page page && step.answer() == null) {
          known.put(
              new Asked(page.pageId(), page.at()),
              staffed.test(page) ? Answer.STAFFED : Answer.NOBODY);
        }
      }
      if (known.size() == before) {
        return steps;
      }
    }
  }

  /** The engine with its deadlines and the roster's answers, as the service runs it. */
  private static List<String> engine(Policy policy, Predicate<Page> staffed) {
    Course course = new Course();
    course.opened(policy);
    int answered = 0;
    while (true) {
      while (answered < course.pages().size()) {
        Page page = course.pages().get(answered++);
        if (staffed.test(page)) {
          course.assigned(page.pageId(), "somebody");
        } else {
          course.unstaffed(page.pageId());
        }
      }
      if (course.state.phase() != Phase.PAGING) {
        return lines(course.effects);
      }
      Instant due = Objects.requireNonNull(course.state.dueAt());
      course.stalledUntil(Duration.between(Course.START, due).toString());
    }
  }

  private static List<String> lines(List<Effect> effects) {
    return effects.stream()
        .map(e ->
            e instanceof Page p
                ? p.at() + " " + p.pageId() + " " + p.channels() + " " + p.reason()
                : e.toString())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void on_random_policies_with_random_gaps_in_the_roster_both_are_the_same(long seed) {
    for (int i = 0; i < 200; i++) {
      long s = seed * 7919 + i;
      Policy policy = random(new Random(s));
      Predicate<Page> staffed =
          page ->
              (page.target().key().hashCode() * 31L + page.at().getEpochSecond() / 600 + s) % 3
                  != 0;

      List<Effect> foretold = simulate(policy, staffed).stream().map(Step::effect).toList();

      assertThat(lines(foretold)).as("seed " + s).isEqualTo(engine(policy, staffed));
    }
  }

  private static Policy random(Random random) {
    List<Level> levels = new ArrayList<>();
    Duration after = Duration.ofSeconds(random.nextInt(2) * 30L);
    for (int i = 0; i <= random.nextInt(4); i++) {
      List<Target> targets = new ArrayList<>();
      for (int t = 0; t <= random.nextInt(3); t++) {
        targets.add(
            random.nextInt(6) == 0
                ? Target.causePosts(Role.PRIMARY)
                : Target.post("P" + random.nextInt(5), Role.values()[random.nextInt(2)]));
      }
      Duration every = random.nextBoolean() ? null : Duration.ofSeconds(20 + random.nextInt(200));
      levels.add(
          new Level(after, targets, List.of("SMS"), every, 1, null, random.nextInt(4) == 0, null));
      after = after.plusSeconds(30 + random.nextInt(900));
    }
    return Policy.of("p", null, random.nextInt(3), levels, Duration.ofMinutes(5));
  }

  @Test
  void it_ends_with_the_page_to_all_leaders_and_says_what_is_still_to_be_asked() {
    List<Step> steps =
        Simulation.play(
            DECIDER,
            policy("p", 0, level("PT0S", null, Target.post("DB", Role.PRIMARY))),
            INCIDENT,
            Course.START,
            page -> null);

    assertThat(steps)
        .extracting(s -> s.effect().getClass().getSimpleName())
        .containsExactly("Started", "Page", "Exhausted", "Page", "Page");
    assertThat(steps).allMatch(s -> s.answer() == null);
  }
}
