package io.tocsin.incident.incidents;

import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentEvent.IncidentUnmergedV1;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.incident.domain.LifeEvent;
import io.tocsin.incident.domain.Limit;
import org.jspecify.annotations.Nullable;

/** What people did about an incident, in the words of the contract. */
final class LifeRecords {

  private LifeRecords() {}

  /**
   * @param from the state before the event
   */
  static io.tocsin.contracts.IncidentEvent contract(
      IncidentState from,
      LifeEvent event,
      long seq,
      IncidentFacts facts,
      LocalText reason,
      Actor actor) {
    if (event instanceof LifeEvent.MergeUndone undone) {
      return new IncidentUnmergedV1(seq, facts, reason, actor, undone.from());
    }
    if (from != facts.state() || event instanceof LifeEvent.ServiceSuspended) {
      return new IncidentTransitionedV1(seq, facts, reason, actor, from, facts.state());
    }
    return new ResponseNotedV1(seq, facts, reason, actor, about(event), reference(event));
  }

  private static String about(LifeEvent event) {
    return switch (event) {
      case LifeEvent.IncidentAssessed _ -> "assessed";
      case LifeEvent.ScopeNarrowed _ -> "scope.narrowed";
      case LifeEvent.ResponseActivated _ -> "activated";
      case LifeEvent.ServiceSuspended _ -> "service.suspended";
      case LifeEvent.RepairReported _ -> "repaired";
      case LifeEvent.TestRecorded _ -> "recovery-test";
      case LifeEvent.TestsPassed _ -> "recovery-tests.passed";
      case LifeEvent.RestorationApproved _ -> "restoration.approved";
      case LifeEvent.SentBack _ -> "sent-back";
      case LifeEvent.ServiceRestored _ -> "service.restored";
      case LifeEvent.UnitsConfirmed _ -> "units.confirmed";
      case LifeEvent.ResponseEnded _ -> "response.ended";
      case LifeEvent.IncidentClosed _ -> "closed";
      case LifeEvent.IncidentReopened _ -> "reopened";
      case LifeEvent.MergeUndone _ -> "unmerged";
      case LifeEvent.ReportsGivenBack _ -> "reports.given-back";
      case LifeEvent.NoticesAdopted _ -> "notices.adopted";
      case LifeEvent.CommandHandedOver _ -> "command.handed-over";
      case LifeEvent.LimitNear _ -> "limit.near";
      case LifeEvent.LimitMissed e -> missed(e.limit());
      case LifeEvent.ProgressOverdue _ -> "progress.overdue";
      case LifeEvent.NextUpdatePromised _ -> "progress.promised";
      case LifeEvent.NoticeDrafted _ -> "notice.drafted";
      case LifeEvent.SuperiorTold _ -> "superior.told";
      case LifeEvent.DrillEvaluated _ -> "drill.evaluated";
      case LifeEvent.ReportWithdrawn _ -> "report.withdrawn";
    };
  }

  /** For {@code limit.missed} the escalation pages people. */
  private static String missed(Limit limit) {
    return switch (limit) {
      // Its own levels page on until somebody takes it up.
      case ACKNOWLEDGEMENT -> "acknowledgement.missed";
      // A day that is over at midnight is no reason to wake anybody.
      case FINAL_REPORT -> "report.overdue";
      default -> "limit.missed";
    };
  }

  private static @Nullable String reference(LifeEvent event) {
    return switch (event) {
      case LifeEvent.TestRecorded e ->
          e.test().kind() + (e.test().passed() ? " passed" : " failed");
      case LifeEvent.UnitsConfirmed e -> String.join(",", e.units());
      case LifeEvent.ReportsGivenBack e -> e.sibling();
      case LifeEvent.NoticesAdopted e -> e.sibling();
      case LifeEvent.CommandHandedOver e -> e.to().id();
      case LifeEvent.LimitNear e -> e.limit().name();
      case LifeEvent.LimitMissed e -> e.limit().name();
      case LifeEvent.ProgressOverdue e -> e.promised().toString();
      case LifeEvent.NextUpdatePromised e -> e.at().toString();
      case LifeEvent.NoticeDrafted e -> e.notice().noticeId();
      case LifeEvent.SuperiorTold e -> e.report().means().name();
      case LifeEvent.ReportWithdrawn e -> e.reportId();
      default -> null;
    };
  }
}
