package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Grading.Grade;
import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import io.tocsin.incident.domain.IncidentEvent.IncidentPromoted;
import io.tocsin.incident.domain.LifeCommand.AssessIncident;
import io.tocsin.incident.domain.LifeCommand.SetSeverity;
import io.tocsin.incident.domain.plan.PlanProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cause, scope, degree and severity as people find them. */
final class Assessing {

  private Assessing() {}

  static Decision decide(Incident incident, AssessIncident command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.RESPONDER);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!incident.open()) {
      return Guard.stage(incident, new Text("研判", "an assessment"), "open incident");
    }
    if (command.cause() == Cause.UNKNOWN) {
      return new Refused(
          new Text("应填写原因，但原因仍为未知。", "Expected a cause, but it is still UNKNOWN."),
          List.of("cause"));
    }
    if (narrows(incident, command)) {
      Optional<Refused> narrowing =
          leaderWithReason(
              act,
              new Text(
                  "缩小范围应说明理由，但没有理由。",
                  "Expected a reason for a narrower scope, but there is none."));
      if (narrowing.isPresent()) {
        return narrowing.get();
      }
    }
    Severity asked = command.severity();
    if (asked != null) {
      Optional<Refused> lowering = lowering(incident, asked, act);
      if (lowering.isPresent()) {
        return lowering.get();
      }
    }
    return Decision.accepted(incident, assessed(incident, command));
  }

  private static List<IncidentEvent> assessed(Incident incident, AssessIncident command) {
    Act act = command.act();
    List<IncidentEvent> events = new ArrayList<>();
    Incident state = incident;
    if (isNew(incident, command)) {
      Extent extent = incident.extent().assessed(command.degree());
      events.add(
          new LifeEvent.IncidentAssessed(
              command.cause(),
              command.degree(),
              incident.suspension().isPresent()
                  ? ServiceState.SUSPENDED
                  : ServiceState.under(
                      extent.reach(command.profile().units().bureaux()), command.degree()),
              act.because(sentence(command))));
      state = IncidentEvolution.evolveAll(state, events);
    }
    if (command.scope() == Scope.GLOBAL && incident.extent().scope() == Scope.REGIONAL) {
      List<IncidentEvent> widened = widened(state, command);
      events.addAll(widened);
      state = IncidentEvolution.evolveAll(state, widened);
    }
    if (narrows(incident, command)) {
      LifeEvent.ScopeNarrowed narrowed = narrowed(act);
      events.add(narrowed);
      state = IncidentEvolution.evolve(state, narrowed);
    }
    graded(state, command).ifPresent(events::add);
    return events;
  }

  private static boolean narrows(Incident incident, AssessIncident command) {
    return command.scope() == Scope.REGIONAL && incident.extent().scope() == Scope.GLOBAL;
  }

  /** The severity stays: to lower it is an act of its own. */
  private static LifeEvent.ScopeNarrowed narrowed(Act act) {
    String who = act.actor().name();
    return new LifeEvent.ScopeNarrowed(
        act.because(
            new Text(
                who + "研判为区域故障，缩小范围。",
                who + " found that it is REGIONAL, and narrowed the scope.")));
  }

  private static boolean isNew(Incident incident, AssessIncident command) {
    Response.Assessment known = incident.response().assessment();
    return known == null
        || !known.cause().equals(command.cause().name())
        || known.degree() != command.degree()
        || incident.extent().degree() != command.degree();
  }

  private static List<IncidentEvent> widened(Incident incident, AssessIncident command) {
    Because because =
        command
            .act()
            .because(
                new Text(
                    command.act().actor().name() + "研判为全局故障。",
                    command.act().actor().name() + " found that it is GLOBAL."));
    IncidentPromoted promoted = new IncidentPromoted(List.of(), incident.severity(), because);
    List<IncidentEvent> events = new ArrayList<>();
    events.add(promoted);
    Incident global = IncidentEvolution.evolve(incident, promoted);
    FaultNotices.widened(global, command.profile())
        .map(notice -> notice.issued(because))
        .ifPresent(events::add);
    events.addAll(PlanProgress.promoted(global, because));
    return events;
  }

  /** What the person asked for; else what the matrix gives, where it is graver than before. */
  private static Optional<IncidentEvent> graded(Incident incident, AssessIncident command) {
    Act act = command.act();
    Severity asked = command.severity();
    if (asked != null) {
      return asked == incident.severity()
          ? Optional.empty()
          : Optional.of(new IncidentGraded(incident.severity(), asked, by(act, asked)));
    }
    SystemProfile profile = command.profile();
    Reach reach = incident.extent().reach(profile.units().bureaux());
    if (reach == Reach.ONE_UNIT && incident.extent().scope() == Scope.GLOBAL) {
      // Somebody found that it reaches further than it was reported.
      reach = Reach.SEVERAL_UNITS;
    }
    Grade grade =
        profile
            .grading()
            .grade(reach, incident.extent().degree(), profile.criticalWindowAt(act.at()));
    return grade.severity().graverThan(Correlated.lightest(incident))
        ? Optional.of(
            new IncidentGraded(
                incident.severity(),
                grade.severity(),
                new Because(grade.reason(), act.actor(), act.at())))
        : Optional.empty();
  }

  static Decision setSeverity(Incident incident, SetSeverity command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.RESPONDER);
    if (refused.isEmpty()) {
      refused = lowering(incident, command.to(), act);
    }
    if (refused.isPresent()) {
      return refused.get();
    }
    if (command.to() == incident.severity()) {
      return Decision.accepted(incident, List.of());
    }
    if (!incident.open()) {
      return Guard.stage(incident, new Text("定级", "another severity"), "open incident");
    }
    return Decision.accepted(
        incident,
        List.of(new IncidentGraded(incident.severity(), command.to(), by(act, command.to()))));
  }

  private static Optional<Refused> lowering(Incident incident, Severity to, Act act) {
    if (!incident.severity().graverThan(to)) {
      return Optional.empty();
    }
    return leaderWithReason(
        act,
        new Text("降低级别应说明理由，但没有理由。", "Expected a reason for a lower severity, but there is none."));
  }

  private static Optional<Refused> leaderWithReason(Act act, Text noReason) {
    Optional<Refused> refused = Guard.power(act, Power.LEADER);
    return refused.isPresent() || act.words() != null
        ? refused
        : Optional.of(new Refused(noReason, List.of("reason")));
  }

  private static Because by(Act act, @Nullable Severity to) {
    String numeral = to == null ? "" : to.numeral();
    return act.because(
        new Text(
            "%s定为%s级。".formatted(act.actor().name(), numeral),
            "%s set the level to %s.".formatted(act.actor().name(), numeral)));
  }

  private static Text sentence(AssessIncident command) {
    String name = command.act().actor().name();
    Text cause = command.cause().label();
    Text degree = command.degree().label();
    return new Text(
        "%s研判：%s，%s。".formatted(name, cause.zh(), degree.zh()),
        "%s assessed: %s, %s.".formatted(name, cause.en(), degree.en()));
  }
}
