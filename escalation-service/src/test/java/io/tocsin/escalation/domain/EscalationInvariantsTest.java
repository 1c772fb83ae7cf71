package io.tocsin.escalation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.Command.Acknowledge;
import io.tocsin.escalation.domain.Command.FollowIncident;
import io.tocsin.escalation.domain.Command.NoteAssigned;
import io.tocsin.escalation.domain.Command.NoteLost;
import io.tocsin.escalation.domain.Command.NoteProgress;
import io.tocsin.escalation.domain.Command.NoteUnstaffed;
import io.tocsin.escalation.domain.Command.Reach;
import io.tocsin.escalation.domain.Command.ReachDeadline;
import io.tocsin.escalation.domain.Effect.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, these hold. A failure names the seed to run again. */
class EscalationInvariantsTest {

  private static final List<String> PEOPLE = List.of("wang-ming", "li-fang", "zhou-leader");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void hold_for_random_courses(long seed) {
    for (int i = 0; i < 600; i++) {
      long s = seed * 1_000_003 + i;
      play(new Random(s), "seed " + s);
    }
  }

  private static void play(Random random, String message) {
    Course course = new Course();
    List<Command> past = new ArrayList<>();
    Set<String> paged = new HashSet<>();
    int seen = 0;
    for (int step = 0; step < 60; step++) {
      Escalation before = course.state;
      course.now = advanced(random, course);
      Command command =
          !past.isEmpty() && random.nextInt(6) == 0
              ? past.get(random.nextInt(past.size()))
              : command(random, course);
      past.add(command);
      course.happens(command);
      List<Effect> told = course.effects.subList(seen, course.effects.size());
      seen = course.effects.size();
      check(before, course, command, told, paged, message + ", step " + step + ": " + command);
    }
  }

  private static void check(
      Escalation before,
      Course course,
      Command command,
      List<Effect> told,
      Set<String> paged,
      String message) {
    Escalation after = course.state;
    assertThat(after.at()).as(message).isAfterOrEqualTo(before.at());
    List<Page> pages = told.stream().filter(Page.class::isInstance).map(Page.class::cast).toList();
    for (Page page : pages) {
      assertThat(paged.add(page.pageId())).as(message + " pages twice: " + page).isTrue();
      assertThat(page.at()).as(message).isAfterOrEqualTo(before.at());
      assertThat(page.acknowledgeWithin()).as(message + " " + page).isPositive();
      assertThat(page.excluding())
          .as(message)
          .containsAll(after.acknowledgedBy())
          .doesNotContain(Objects.toString(page.target().person()));
    }
    assertThat(pages.stream().map(p -> p.level() + "/" + p.round()).distinct().count())
        .as(message + " pages one level at a time")
        .isLessThanOrEqualTo(1);
    boolean quiet = before.phase() == Phase.ACKNOWLEDGED || before.phase() == Phase.ENDED;
    boolean expired =
        command instanceof ReachDeadline
            && before.dueAt() != null
            && !(course.now.isBefore(before.at()) ? before.at() : course.now)
                .isBefore(before.dueAt());
    if (quiet && !(command instanceof FollowIncident) && !expired) {
      assertThat(told).as(message + " is quiet").isEmpty();
    }
    if (after.phase() == Phase.ACKNOWLEDGED || after.phase() == Phase.ENDED) {
      assertThat(after.outstanding()).as(message).isEmpty();
    }
    if (after.phase() == Phase.ENDED) {
      assertThat(after.dueAt()).as(message).isNull();
    }
    if (after.phase() == Phase.ACKNOWLEDGED) {
      Duration lasts = Objects.requireNonNull(after.run()).acknowledgementLasts();
      assertThat(after.dueAt() == null).as(message + " may expire").isEqualTo(lasts == null);
    }
    if (after.phase() == Phase.PAGING) {
      // Somebody is waited for until a time that will come.
      assertThat(after.dueAt()).as(message).isNotNull();
      assertThat(Objects.requireNonNull(after.run()).hopeless()).as(message).isFalse();
    }
    if (after.phase() == Phase.EXHAUSTED && before.phase() != Phase.EXHAUSTED) {
      assertThat(told).as(message).hasAtLeastOneElementOfType(Effect.Exhausted.class);
      assertThat(pages).as(message).isNotEmpty();
    }
    if (after.phase() == Phase.EXHAUSTED) {
      assertThat(after.dueAt()).as(message + " calls the leaders again").isNotNull();
    }
  }

  private static Instant advanced(Random random, Course course) {
    Instant due = course.state.dueAt();
    return switch (random.nextInt(4)) {
      case 0 -> due != null && due.isAfter(course.now) ? due : course.now;
      case 1 -> course.now.plusSeconds(random.nextInt(600));
      // Another instance's clock may be behind.
      case 2 -> course.now.minusMillis(random.nextInt(3000));
      default -> course.now;
    };
  }

  private static Command command(Random random, Course course) {
    String person = PEOPLE.get(random.nextInt(PEOPLE.size()));
    return switch (random.nextInt(13)) {
      case 12 -> new NoteProgress();
      case 0, 1 -> new FollowIncident(incident(random), policy(random));
      case 2 ->
          new Acknowledge(
              person, person, random.nextBoolean() ? null : page(random, course), course.now);
      case 3, 4 -> new NoteUnstaffed(page(random, course));
      case 5 -> new NoteAssigned(page(random, course), List.of(new Reach(person, "SMS")));
      case 6 -> new NoteLost(page(random, course), new Reach(person, "SMS"));
      default -> new ReachDeadline();
    };
  }

  private static String page(Random random, Course course) {
    List<Page> pages = course.pages();
    return pages.isEmpty()
        ? "none"
        : pages.get(Math.max(0, pages.size() - 1 - random.nextInt(4))).pageId();
  }

  private static Incident incident(Random random) {
    return new Incident(
        "i-1",
        "payment",
        Scope.values()[random.nextInt(2)],
        Severity.values()[random.nextInt(4)],
        false,
        random.nextInt(5) > 0,
        random.nextBoolean() ? List.of() : List.of("yunxi", "linjiang"),
        random.nextBoolean() ? List.of() : List.of("DB"));
  }

  private static Policy policy(Random random) {
    List<Level> levels = new ArrayList<>();
    Duration after = Duration.ofSeconds(random.nextInt(3) * 30L);
    for (int i = 0; i <= random.nextInt(4); i++) {
      List<Target> targets = new ArrayList<>();
      switch (random.nextInt(4)) {
        case 0 -> targets.add(Target.causePosts(Role.PRIMARY));
        case 1 -> targets.add(Target.liaisonsOfUnits());
        default -> targets.add(Target.post("P" + i, random.nextBoolean() ? Role.PRIMARY : null));
      }
      if (random.nextBoolean()) {
        targets.add(Target.person(PEOPLE.get(random.nextInt(PEOPLE.size()))));
      }
      Duration every = random.nextBoolean() ? null : Duration.ofSeconds(20 + random.nextInt(200));
      levels.add(
          new Level(
              after,
              targets,
              List.of("SMS"),
              every,
              1 + random.nextInt(2),
              random.nextBoolean() ? null : Duration.ofSeconds(60 + random.nextInt(600)),
              random.nextInt(4) == 0,
              null));
      after = after.plusSeconds(30 + random.nextInt(400));
    }
    return Policy.of(
        "p" + random.nextInt(3), null, random.nextInt(3), levels, Duration.ofMinutes(5));
  }
}
