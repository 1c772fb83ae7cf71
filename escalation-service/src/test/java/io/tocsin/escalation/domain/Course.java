package io.tocsin.escalation.domain;

import io.tocsin.escalation.domain.Command.Acknowledge;
import io.tocsin.escalation.domain.Command.FollowIncident;
import io.tocsin.escalation.domain.Command.NoteAssigned;
import io.tocsin.escalation.domain.Command.NoteLost;
import io.tocsin.escalation.domain.Command.NoteUnstaffed;
import io.tocsin.escalation.domain.Command.Reach;
import io.tocsin.escalation.domain.Command.ReachDeadline;
import io.tocsin.escalation.domain.Effect.Page;
import io.tocsin.escalation.domain.Turns.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays an escalation as a script: what happens, when, and what came of it. */
final class Course {

  static final Instant START = Instant.parse("2026-03-09T01:10:00Z");

  static final Target DB = Target.post("DB", Role.PRIMARY);
  static final Target DB_SUBSTITUTE = Target.post("DB", Role.SUBSTITUTE);
  static final Target LD = Target.post("LD", Role.PRIMARY);
  static final Target DEPUTY = Target.post("LD", Role.SUBSTITUTE);

  /** The first level at once, the substitute at 5 minutes, the deputy leader at 10. */
  static final Policy SEVERE =
      policy(
          "severe",
          3,
          level("PT0S", null, DB),
          level("PT5M", null, DB_SUBSTITUTE),
          level("PT10M", null, DEPUTY));

  private static final Decider DECIDER =
      new Decider(
          (incident, run, level, round, target) -> run + "/" + level + "/" + round + "/" + target,
          Duration.ofHours(1));

  Escalation state = Escalation.of("i-1", START);
  Instant now = START;
  final List<Effect> effects = new ArrayList<>();
  private final Map<Turn, Long> counters;
  private int seen;

  static Incident incident(Scope scope, Severity severity) {
    return new Incident("i-1", "payment", scope, severity, false, true);
  }

  static Level level(String after, @Nullable String repeatEvery, Target... targets) {
    return new Level(
        Duration.parse(after),
        List.of(targets),
        List.of("SMS", "EMAIL"),
        repeatEvery == null ? null : Duration.parse(repeatEvery),
        1);
  }

  static Policy policy(String id, int repeat, Level... levels) {
    return Policy.of(id, null, repeat, List.of(levels), Duration.ofMinutes(5));
  }

  Course() {
    this(new HashMap<>());
  }

  /**
   * One of several that take turns.
   *
   * @param counters the next number of each turn; drawn from where nothing stands yet
   */
  Course(Map<Turn, Long> counters) {
    this.counters = counters;
  }

  Course happens(Command... commands) {
    Decision decision = decision(List.of(commands), Turns.NONE);
    state = decision.state();
    effects.addAll(decision.effects());
    return this;
  }

  private Decision decision(List<Command> commands, Turns turns) {
    Decision decision = DECIDER.decideAll(state, commands, now, turns);
    Map<Turn, Long> drawn = new HashMap<>();
    decision.missing().forEach(t -> drawn.put(t, counters.merge(t, 1L, Long::sum) - 1));
    return drawn.isEmpty() ? decision : decision(commands, turns.and(new Turns(drawn)));
  }

  Course opened(Policy policy) {
    return opened(policy, Scope.GLOBAL, Severity.SEV1);
  }

  Course opened(Policy policy, Scope scope, Severity severity) {
    return happens(new FollowIncident(incident(scope, severity), policy));
  }

  Course acknowledgedBy(String person) {
    return happens(new Acknowledge(person, person, null, now));
  }

  Course assigned(String pageId, String... people) {
    List<Reach> reaches = List.of(people).stream().map(p -> new Reach(p, "SMS")).toList();
    return happens(new NoteAssigned(pageId, reaches));
  }

  Course unstaffed(String pageId) {
    return happens(new NoteUnstaffed(pageId));
  }

  Course lost(String pageId, String person) {
    return happens(new NoteLost(pageId, new Reach(person, "SMS")));
  }

  /** Runs the clock to a time, with every deadline on the way met exactly. */
  Course until(String minutes) {
    Instant end = START.plus(Duration.parse(minutes));
    while (state.dueAt() != null && !Objects.requireNonNull(state.dueAt()).isAfter(end)) {
      now = Objects.requireNonNull(state.dueAt());
      happens(new ReachDeadline());
    }
    now = end;
    return this;
  }

  /** Nobody looks at deadlines until then. */
  Course stalledUntil(String minutes) {
    now = START.plus(Duration.parse(minutes));
    return happens(new ReachDeadline());
  }

  /** Everything told since the last look: {@code "PT5M 2/0 post:DB:SUBSTITUTE"} for a page. */
  List<String> told() {
    List<String> lines = effects.subList(seen, effects.size()).stream().map(Course::line).toList();
    seen = effects.size();
    return lines;
  }

  /** When each policy that began or went on was to page first: {@code "severe PT10M"}. */
  List<String> firstPages() {
    return effects.stream()
        .flatMap(effect ->
            switch (effect) {
              case Effect.Started s -> Stream.of(s.policyId() + " " + s.firstPageWithin());
              case Effect.Continued c -> Stream.of(c.policyId() + " " + c.firstPageWithin());
              default -> Stream.empty();
            })
        .toList();
  }

  List<Page> pages() {
    return effects.stream().filter(Page.class::isInstance).map(Page.class::cast).toList();
  }

  private static String line(Effect effect) {
    return switch (effect) {
      case Effect.Started s -> "started " + s.policyId();
      case Effect.Continued c -> "continued " + c.policyId();
      case Page p ->
          Duration.between(START, p.at())
              + " "
              + p.level()
              + "/"
              + p.round()
              + " "
              + p.target().key();
      case Effect.Withdraw w -> "withdrawn " + w.pageIds().size();
      case Effect.Exhausted e -> "exhausted " + e.policyId();
    };
  }
}
