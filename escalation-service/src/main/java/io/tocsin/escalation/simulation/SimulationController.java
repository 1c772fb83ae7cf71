package io.tocsin.escalation.simulation;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentFacts.AffectedUnit;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.escalation.domain.Decider;
import io.tocsin.escalation.domain.Effect;
import io.tocsin.escalation.domain.Incident;
import io.tocsin.escalation.domain.Policy;
import io.tocsin.escalation.domain.Reason;
import io.tocsin.escalation.domain.Simulation;
import io.tocsin.escalation.domain.Simulation.Answer;
import io.tocsin.escalation.domain.Simulation.Step;
import io.tocsin.escalation.paging.Facts;
import io.tocsin.escalation.paging.LeaderProperties;
import io.tocsin.escalation.paging.Tellings;
import io.tocsin.escalation.paging.TurnStore;
import io.tocsin.escalation.policies.Policies;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * {@code POST /api/v1/escalations/simulate}. Only the roster knows who holds a post, and this
 * service does not call it: what has to be asked stands in {@code open}, and whoever asks (the
 * gateway) comes again with the answers, until nothing is open.
 */
@RestController
class SimulationController {

  /** A body that every service takes; the rest is asked about in the next turn. */
  private static final int ASKED_AT_ONCE = 100;

  /** The roster answers for the years from here to before {@code END}. */
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private final Policies policies;
  private final TurnStore turns;
  private final Clock clock;
  private final Decider decider;

  SimulationController(Policies policies, TurnStore turns, LeaderProperties leaders, Clock clock) {
    this.turns = turns;
    this.policies = policies;
    this.clock = clock;
    this.decider =
        new Decider(
            (incident, run, level, round, target) -> run + "/" + level + "/" + round + "/" + target,
            leaders.repeatAtMost());
  }

  /**
   * What is asked.
   *
   * @param at null for now
   * @param cause a code; null for not known yet
   * @param answers what the roster said to what stood in {@code open} before
   */
  record Question(
      String system,
      Scope scope,
      Severity severity,
      @Nullable Instant at,
      @Nullable String unit,
      @Nullable Boolean exercise,
      @Nullable String cause,
      @Nullable List<RosterAnswer> answers) {}

  /** The roster's answer to one page at one time. */
  record RosterAnswer(
      String pageId, Instant at, Answer result, List<Person> people, @Nullable String reason) {}

  /** Somebody who would be told. */
  record Person(
      String personId,
      String name,
      @Nullable String post,
      @Nullable String role,
      List<String> channels,
      @Nullable String reason) {}

  /**
   * What would happen.
   *
   * @param steps in the order of time, until all leaders are paged
   * @param open the first pages of which it is not known yet who holds their targets
   */
  record Course(String policyId, Instant at, List<StepView> steps, List<PageRequestedV1> open) {}

  /**
   * One thing that would be told.
   *
   * @param event {@code started}, {@code paged} or {@code exhausted}
   * @param level counts from 1, null where none is meant
   * @param result null for what is no page and for what is still open
   * @param people who would be paged; none where {@code nobody} says why
   */
  record StepView(
      Instant at,
      String event,
      @Nullable Integer level,
      @Nullable Integer round,
      @Nullable PageTarget target,
      List<String> channels,
      String reason,
      @Nullable Answer result,
      List<Person> people,
      @Nullable String nobody) {}

  private record Asked(String pageId, Instant at) {}

  @PostMapping("/api/v1/escalations/simulate")
  Mono<Course> simulate(@RequestBody Question question, ServerHttpRequest request) {
    requireKnown(question);
    Instant at = question.at() == null ? clock.instant() : reckonable(question.at());
    IncidentFacts facts = facts(question, at);
    Incident incident = Facts.incident(facts, policies);
    Policy policy = policies.fitting(incident, at);
    Map<Asked, RosterAnswer> answers = answers(question);
    Locale locale = Languages.of(request);
    return turns
        .upcoming(policy)
        .map(upcoming ->
            Simulation.play(decider, policy, incident, at, upcoming, page -> result(page, answers)))
        .map(steps -> course(policy, at, steps, facts, answers, locale));
  }

  /** A mistyped system would be foretold the course of the policy that always fits. */
  private void requireKnown(Question question) {
    if (!policies.knowsSystem(question.system())) {
      throw unknown("system", "系统", question.system());
    }
    if (question.unit() != null && !policies.knowsUnit(question.unit())) {
      throw unknown("unit", "单位", question.unit());
    }
  }

  /** At the ends of what an {@link Instant} can be, adding the time of a level overflows. */
  private static Instant reckonable(Instant at) {
    if (at.isBefore(EARLIEST) || !at.isBefore(END)) {
      LocalText message =
          new LocalText(
              "应不早于 %s 且早于 %s，但为 %s".formatted(EARLIEST, END, at),
              "Expected a time from %s to before %s, but got %s".formatted(EARLIEST, END, at));
      throw Problems.badRequest(message, List.of(new FieldError("at", message)));
    }
    return at;
  }

  private static RuntimeException unknown(String field, String zh, String code) {
    LocalText message =
        new LocalText(
            "应为已定义的%s，但没有 %s".formatted(zh, code),
            "Expected a defined %s, but there is no %s".formatted(field, code));
    return Problems.badRequest(message, List.of(new FieldError(field, message)));
  }

  private static Map<Asked, RosterAnswer> answers(Question question) {
    Map<Asked, RosterAnswer> answers = new HashMap<>();
    Objects.requireNonNullElse(question.answers(), List.<RosterAnswer>of())
        .forEach(a -> answers.put(new Asked(a.pageId(), a.at()), a));
    return answers;
  }

  private static @Nullable Answer result(Effect.Page page, Map<Asked, RosterAnswer> answers) {
    RosterAnswer answer = answers.get(new Asked(page.pageId(), page.at()));
    return answer == null ? null : answer.result();
  }

  private static Course course(
      Policy policy,
      Instant at,
      List<Step> steps,
      IncidentFacts facts,
      Map<Asked, RosterAnswer> answers,
      Locale locale) {
    List<PageRequestedV1> open = new ArrayList<>();
    List<StepView> views = new ArrayList<>();
    for (Step step : steps) {
      if (open.size() < ASKED_AT_ONCE
          && step.effect() instanceof Effect.Page page
          && step.answer() == null) {
        open.add(Tellings.page(page, facts));
      }
      views.add(view(step, answers, locale));
    }
    return new Course(policy.id(), at, views, open);
  }

  private static StepView view(Step step, Map<Asked, RosterAnswer> answers, Locale locale) {
    return switch (step.effect()) {
      case Effect.Page page -> {
        RosterAnswer answer = answers.get(new Asked(page.pageId(), page.at()));
        yield new StepView(
            step.at(),
            "paged",
            page.level(),
            page.round(),
            Tellings.target(page.target()),
            page.channels(),
            text(page.reason(), locale),
            step.answer(),
            answer == null ? List.of() : answer.people(),
            answer == null ? null : answer.reason());
      }
      case Effect.Started e -> said(step, "started", e.reason(), locale);
      case Effect.Continued e -> said(step, "continued", e.reason(), locale);
      case Effect.Withdraw e -> said(step, "withdrawn", e.reason(), locale);
      case Effect.Exhausted e -> said(step, "exhausted", e.reason(), locale);
    };
  }

  private static StepView said(Step step, String event, Reason reason, Locale locale) {
    return new StepView(
        step.at(), event, null, null, null, List.of(), text(reason, locale), null, List.of(), null);
  }

  private static String text(Reason reason, Locale locale) {
    return new LocalText(reason.zh(), reason.en()).in(locale);
  }

  /** A real incident bears the bureau of whichever unit reports, and policies are held to that. */
  private IncidentFacts facts(Question question, Instant at) {
    String unit = question.unit();
    List<AffectedUnit> units =
        unit == null ? List.of() : List.of(new AffectedUnit(policies.bureauOf(unit), 1, at));
    return new IncidentFacts(
        "simulation",
        "0",
        question.system(),
        question.scope(),
        question.severity(),
        Degree.FULL_STOP,
        IncidentState.NEW,
        ServiceState.DEGRADED,
        question.cause() == null ? "UNKNOWN" : question.cause(),
        Boolean.TRUE.equals(question.exercise()),
        units,
        1,
        at,
        null);
  }
}
