package io.tocsin.incident.incidents;

import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.DecisionDueV1;
import io.tocsin.contracts.IncidentEvent.PlanActivatedV1;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.IncidentEvent.StepChangedV1;
import io.tocsin.contracts.IncidentEvent.StepOpenedV1;
import io.tocsin.contracts.IncidentEvent.StepOverdueV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.StepState;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.PlanEvent;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.PlanRun;
import io.tocsin.incident.domain.plan.PlanRunEvent;
import io.tocsin.incident.domain.plan.PlanStep;
import io.tocsin.incident.domain.plan.PlanVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to the plan being worked and to the papers, in the words of the contract. */
final class PlanRecords {

  /** The liaison of a unit, which no shift staffs. */
  private static final String UNIT_LIAISON = "UL";

  private final long seq;
  private final IncidentFacts facts;
  private final LocalText reason;
  private final Actor actor;

  PlanRecords(long seq, IncidentFacts facts, LocalText reason, Actor actor) {
    this.seq = seq;
    this.facts = facts;
    this.reason = reason;
    this.actor = actor;
  }

  IncidentEvent contract(PlanEvent event, Incident after) {
    PlanRun run = after.plan();
    if (run == null || !(event instanceof PlanRunEvent plan)) {
      return noted(event);
    }
    return switch (plan) {
      case PlanRunEvent.PlanActivated e -> activated(e.version());
      case PlanRunEvent.PlanChanged e -> activated(e.version());
      case PlanRunEvent.StepOpened e -> opened(run.plan().step(e.step()), e.dueAt());
      case PlanRunEvent.StepOverdue e -> overdue(run.plan().step(e.step()), e.dueAt());
      case PlanRunEvent.DecisionDue e -> decisionDue(run.plan().step(e.step()), e.tooLateAt());
      case PlanRunEvent.StepStarted e -> changed(run.plan().step(e.step()), StepState.STARTED);
      case PlanRunEvent.StepDone e -> changed(run.plan().step(e.step()), StepState.DONE);
      case PlanRunEvent.StepSkipped e -> changed(run.plan().step(e.step()), StepState.SKIPPED);
      case PlanRunEvent.StepReturned e -> changed(run.plan().step(e.step()), StepState.WAITING);
      case PlanRunEvent.ValuesRecorded _ -> noted(event);
    };
  }

  private IncidentEvent noted(PlanEvent event) {
    return new ResponseNotedV1(seq, facts, reason, actor, event.about(), event.reference());
  }

  private IncidentEvent activated(PlanVersion version) {
    return new PlanActivatedV1(
        seq,
        facts,
        reason,
        actor,
        version.plan().id(),
        version.number(),
        local(version.plan().name()));
  }

  private IncidentEvent opened(PlanStep step, @Nullable Instant dueAt) {
    return new StepOpenedV1(
        seq,
        facts,
        reason,
        actor,
        step.id(),
        local(step.title()),
        step.posts(),
        role(step, DutyRole.PRIMARY),
        dueAt);
  }

  /** Who should have done it was told at the opening; now it is the substitute's turn. */
  private IncidentEvent overdue(PlanStep step, Instant dueAt) {
    return new StepOverdueV1(
        seq,
        facts,
        reason,
        actor,
        step.id(),
        local(step.title()),
        step.posts(),
        role(step, DutyRole.SUBSTITUTE),
        dueAt);
  }

  private IncidentEvent decisionDue(PlanStep step, Instant tooLateAt) {
    return new DecisionDueV1(
        seq,
        facts,
        reason,
        actor,
        step.id(),
        local(step.title()),
        step.posts(),
        role(step, DutyRole.PRIMARY),
        tooLateAt);
  }

  private IncidentEvent changed(PlanStep step, StepState state) {
    return new StepChangedV1(
        seq, facts, reason, actor, step.id(), local(step.title()), step.posts(), state);
  }

  private static @Nullable DutyRole role(PlanStep step, DutyRole role) {
    return step.posts().equals(List.of(UNIT_LIAISON)) ? null : role;
  }

  private static LocalText local(Text text) {
    return new LocalText(text.zh(), text.en());
  }
}
