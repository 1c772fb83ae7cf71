package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.AdoptedNotice;
import io.tocsin.incident.domain.Recovery.Approval;
import io.tocsin.incident.domain.Recovery.Repair;
import io.tocsin.incident.domain.Response.Activation;
import io.tocsin.incident.domain.Response.Assessment;
import io.tocsin.incident.domain.Response.Evaluation;
import io.tocsin.incident.domain.Response.MissedLimit;
import io.tocsin.incident.domain.Response.Restoration;
import io.tocsin.incident.domain.Response.UnitConfirmation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What each event of the life makes of an incident. */
final class LifeEvolution {

  private LifeEvolution() {}

  static void apply(IncidentDraft draft, LifeEvent event) {
    ResponseDraft response = draft.response;
    Actor actor = event.because().actor();
    Instant at = event.because().at();
    switch (event) {
      case LifeEvent.IncidentAssessed e -> {
        draft.cause = e.cause().name();
        draft.extent = draft.extent.assessed(e.degree());
        draft.serviceState = e.serviceState();
        response.assessment = new Assessment(e.cause().name(), e.degree(), actor, at);
        if (draft.stage instanceof LifeStage.New fresh) {
          draft.stage = fresh.assess(at);
        }
      }
      case LifeEvent.ScopeNarrowed _ -> draft.extent = draft.extent.regional();
      case LifeEvent.ResponseActivated e -> {
        draft.stage = stage(draft, LifeStage.Assessed.class).activate(at);
        draft.commander = actor.id();
        response.activation = new Activation(e.plan(), e.words(), actor, at);
      }
      case LifeEvent.ServiceSuspended _ -> draft.serviceState = ServiceState.SUSPENDED;
      case LifeEvent.RepairReported e -> {
        draft.stage = repaired(draft.stage, at);
        response.recovery = response.recovery.plus(new Repair(actor, at, e.summary()));
      }
      case LifeEvent.TestRecorded e -> response.recovery = response.recovery.plus(e.test());
      case LifeEvent.TestsPassed _ ->
          draft.stage = stage(draft, LifeStage.Repaired.class).passed(at);
      case LifeEvent.RestorationApproved e ->
          response.recovery = response.recovery.with(new Approval(actor, at, e.words()));
      case LifeEvent.SentBack _ -> {
        draft.stage = sentBack(draft.stage, at);
        response.recovery = response.recovery.with(null);
      }
      case LifeEvent.ServiceRestored _ -> {
        draft.stage = stage(draft, LifeStage.Tested.class).restore(at);
        draft.serviceState = ServiceState.NORMAL;
        response.confirmations = List.of();
        response.nextUpdateAt = null;
        response.drafts = List.of();
      }
      case LifeEvent.UnitsConfirmed e ->
          response.confirmations =
              Stream.concat(
                      response.confirmations.stream(),
                      e.units().stream().map(u -> new UnitConfirmation(u, actor, at, e.how())))
                  .toList();
      case LifeEvent.ResponseEnded e -> {
        draft.stage = stage(draft, LifeStage.Restored.class).end(at);
        response.reportDue = e.reportDue();
      }
      case LifeEvent.IncidentClosed _ ->
          draft.stage = stage(draft, LifeStage.Ended.class).close(at);
      case LifeEvent.IncidentReopened e -> {
        LifeStage.Restored restored = stage(draft, LifeStage.Restored.class);
        draft.stage = restored.reopen(at);
        draft.serviceState = e.serviceState();
        response.recovery = response.recovery.with(null);
        response.confirmations = List.of();
        response.restorations = plus(response.restorations, new Restoration(restored.at(), at));
      }
      case LifeEvent.MergeUndone _ -> draft.stage = stage(draft, LifeStage.Merged.class).unmerge();
      case LifeEvent.ReportsGivenBack e -> {
        draft.extent = draft.extent.minus(e.units());
        draft.share(e.sibling(), e.left());
        response.adopted =
            response.adopted.stream().filter(a -> !a.sibling().equals(e.sibling())).toList();
      }
      case LifeEvent.NoticesAdopted e ->
          response.adopted =
              Stream.concat(
                      response.adopted.stream(),
                      e.notices().stream().map(n -> new AdoptedNotice(e.sibling(), n)))
                  .toList();
      case LifeEvent.CommandHandedOver e -> draft.commander = e.to().id();
      case LifeEvent.LimitNear e -> response.reminded = plus(response.reminded, e.limit());
      case LifeEvent.LimitMissed e ->
          response.missed = plus(response.missed, new MissedLimit(e.limit(), e.dueAt()));
      case LifeEvent.ProgressOverdue e -> response.nextUpdateAt = e.next();
      case LifeEvent.NextUpdatePromised e -> response.nextUpdateAt = e.at();
      case LifeEvent.NoticeDrafted e -> response.drafted(e.notice());
      case LifeEvent.SuperiorTold e -> response.superior = plus(response.superior, e.report());
      case LifeEvent.DrillEvaluated e -> response.evaluation = new Evaluation(e.words(), actor, at);
      case LifeEvent.ReportWithdrawn _ -> response.withdrawn++;
    }
  }

  private static LifeStage repaired(LifeStage from, Instant at) {
    return switch (from) {
      case LifeStage.Active active -> active.repair(at);
      case LifeStage.Repaired repaired -> repaired.repair(at);
      case LifeStage.Tested tested -> tested.repair(at);
      default -> throw illegal(from);
    };
  }

  private static LifeStage sentBack(LifeStage from, Instant at) {
    return switch (from) {
      case LifeStage.Repaired repaired -> repaired.sendBack(at);
      case LifeStage.Tested tested -> tested.sendBack(at);
      default -> throw illegal(from);
    };
  }

  private static <S extends LifeStage> S stage(IncidentDraft draft, Class<S> expected) {
    if (expected.isInstance(draft.stage)) {
      return expected.cast(draft.stage);
    }
    throw illegal(draft.stage);
  }

  private static IllegalStateException illegal(LifeStage from) {
    return new IllegalStateException("Expected an event that fits the stage, but it is " + from);
  }

  private static <T> List<T> plus(List<T> list, T more) {
    return Stream.concat(list.stream(), Stream.of(more)).toList();
  }
}
