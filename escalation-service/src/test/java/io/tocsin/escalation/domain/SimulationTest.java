package io.tocsin.escalation.domain;

import static io.tocsin.escalation.domain.Course.level;
import static io.tocsin.escalation.domain.Course.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.Command.FollowIncident;
import io.tocsin.escalation.domain.Effect.Page;
import io.tocsin.escalation.domain.Simulation.Answer;
import io.tocsin.escalation.domain.Simulation.Step;
import io.tocsin.escalation.domain.Turns.Turn;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is foretold is what the engine then does. */
class SimulationTest {

  private static final Decider DECIDER =
      new Decider(
          (incident, run, level, round, target) -> run + "/" + level + "/" + round + "/" + target,
          Duration.ofHours(1));
  private static final Incident INCIDENT =
      new Incident(
          "i-1",
          "payment",
          Scope.GLOBAL,
          Severity.SEV1,
          false,
          true,
          List.of("yunxi", "linjiang"),
          List.of("DB", "AP"),
          "person-0");

  private record Asked(String pageId, Instant at) {}

  /** As the gateway does it: asks about what is open, and plays again with the answers. */
  private static List<Step> simulate(
      Policy policy, Map<Turn, Long> turns, Predicate<Page> staffed) {
    Map<Asked, Answer> known = new HashMap<>();
    while (true) {
      List<Step> steps =
          Simulation.play(
              DECIDER,
              policy,
              INCIDENT,
              Course.START,
              new Turns(turns),
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
  private static List<String> engine(
      Policy policy, Map<Turn, Long> turns, Predicate<Page> staffed) {
    Course course = new Course(new HashMap<>(turns));
    course.happens(new FollowIncident(INCIDENT, policy));
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
    return effects.stream().map(Effect::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void on_random_policies_with_random_gaps_in_the_roster_both_are_the_same(long seed) {
    for (int i = 0; i < 200; i++) {
      long s = seed * 7919 + i;
      Random random = new Random(s);
      List<Policy> policies =
          List.of(
              random("p0", times(random), random),
              random("p1", times(random), random),
              random("rest", null, random));
      LocalDateTime local =
          LocalDateTime.of(2026, 9, 24, 0, 0).plusMinutes(random.nextInt(20 * 24 * 60));
      Policy chosen = first(policies, local);
      Policy policy = slowFirst(policies, local);
      assertThat(chosen.id()).as("seed %d at %s", s, local).isEqualTo(policy.id());
      Map<Turn, Long> turns = new HashMap<>();
      Turns.of(policy).forEach(t -> turns.put(t, (long) random.nextInt(50)));
      Predicate<Page> staffed =
          page ->
              (page.target().key().hashCode() * 31L + page.at().getEpochSecond() / 600 + s) % 3
                  != 0;

      List<Effect> foretold = simulate(chosen, turns, staffed).stream().map(Step::effect).toList();

      assertThat(lines(foretold)).as("seed " + s).isEqualTo(engine(policy, turns, staffed));
    }
  }

  /** As the service chooses, for the simulation and for the engine. */
  private static Policy first(List<Policy> policies, LocalDateTime local) {
    return policies.stream()
        .filter(p -> p.when() == null || p.when().fits(INCIDENT, local, TimeWindowTest.OCTOBER))
        .findFirst()
        .orElseThrow();
  }

  /**
   * By opening the windows of the last days one after the other, without a word of the engine's.
   */
  private static Policy slowFirst(List<Policy> policies, LocalDateTime local) {
    return policies.stream()
        .filter(p ->
            p.when() == null
                || p.when().times().stream()
                    .anyMatch(t ->
                        Stream.of(local.toLocalDate().minusDays(1), local.toLocalDate())
                            .anyMatch(day -> slowOpen(t, day, local))))
        .findFirst()
        .orElseThrow();
  }

  private static boolean slowOpen(TimeWindow t, LocalDate day, LocalDateTime local) {
    boolean national = day.getMonthValue() == 10 && day.getDayOfMonth() <= 7;
    boolean worked = day.equals(LocalDate.of(2026, 10, 10));
    boolean weekend = day.getDayOfWeek().getValue() > 5;
    DayKind kind =
        national ? DayKind.HOLIDAY : weekend && !worked ? DayKind.WEEKEND : DayKind.WORKDAY;
    LocalDateTime opens = day.atTime(t.from());
    LocalDateTime closes = (t.from().isBefore(t.to()) ? day : day.plusDays(1)).atTime(t.to());
    return (t.weekDays().isEmpty() || t.weekDays().contains(day.getDayOfWeek()))
        && (t.on().isEmpty() || t.on().contains(kind))
        && !local.isBefore(opens)
        && local.isBefore(closes);
  }

  private static Condition times(Random random) {
    List<TimeWindow> windows = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      List<DayKind> on = new ArrayList<>(List.of(DayKind.values()));
      on.removeIf(kind -> random.nextBoolean());
      windows.add(
          new TimeWindow(
              List.of(),
              random.nextInt(3) > 0 ? List.of() : List.of(DayOfWeek.of(1 + random.nextInt(7))),
              LocalTime.of(random.nextInt(24), 0),
              LocalTime.of(random.nextInt(24), 0),
              on));
    }
    return new Condition(List.of(), List.of(), List.of(), null, List.of(), windows);
  }

  private static Policy random(String id, @Nullable Condition when, Random random) {
    List<Level> levels = new ArrayList<>();
    Duration after = Duration.ofSeconds(random.nextInt(2) * 30L);
    for (int i = 0; i <= random.nextInt(4); i++) {
      List<Target> targets = new ArrayList<>();
      for (int t = 0; t <= random.nextInt(3); t++) {
        targets.add(target(random));
      }
      Duration every = random.nextBoolean() ? null : Duration.ofSeconds(20 + random.nextInt(200));
      levels.add(
          new Level(
              after,
              targets,
              List.of("SMS"),
              every,
              1 + random.nextInt(3),
              random.nextBoolean() ? null : Duration.ofMinutes(30),
              random.nextInt(4) == 0,
              random.nextBoolean() ? null : List.of(bySeverity(random))));
      after = after.plusSeconds(30 + random.nextInt(900));
    }
    return Policy.of(id, when, random.nextInt(3), levels, Duration.ofMinutes(5));
  }

  private static Target target(Random random) {
    String post = "P" + random.nextInt(5);
    Role role = random.nextBoolean() ? Role.PRIMARY : Role.SUBSTITUTE;
    return switch (random.nextInt(9)) {
      case 0 -> Target.causePosts(role);
      case 1 -> Target.liaisonsOfUnits();
      case 2 -> Target.everyone(post);
      case 3 -> Target.person("person-" + random.nextInt(4));
      case 8 -> Target.ownerOfSystem();
      case 4 -> Target.bySchedule(post, "s-" + random.nextInt(2), role);
      default -> Target.post(post, random.nextInt(4) == 0 ? null : role);
    };
  }

  private static Level.SeverityChannels bySeverity(Random random) {
    return new Level.SeverityChannels(
        List.of(Severity.values()[random.nextInt(4)], Severity.SEV1), List.of("VOICE"));
  }

  @Test
  void it_ends_with_the_page_to_all_leaders_and_says_what_is_still_to_be_asked() {
    List<Step> steps =
        Simulation.play(
            DECIDER,
            policy("p", 0, level("PT0S", null, Target.post("DB", Role.PRIMARY))),
            INCIDENT,
            Course.START,
            Turns.NONE,
            page -> null);

    assertThat(steps)
        .extracting(s -> s.effect().getClass().getSimpleName())
        .containsExactly("Started", "Page", "Exhausted", "Page", "Page");
    assertThat(steps).allMatch(s -> s.answer() == null);
  }
}
