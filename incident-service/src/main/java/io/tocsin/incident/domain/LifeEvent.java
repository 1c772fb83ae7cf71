package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.IssuedNotice;
import io.tocsin.incident.domain.Response.SuperiorReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people did about an incident, and what time brought. */
public sealed interface LifeEvent extends IncidentEvent {

  /** Cause and degree as found; at the first time the incident is ASSESSED with it. */
  record IncidentAssessed(Cause cause, Degree degree, ServiceState serviceState, Because because)
      implements LifeEvent {}

  /** A person found that it reaches less far than was reported. Nothing narrows by itself. */
  record ScopeNarrowed(Because because) implements LifeEvent {}

  record ResponseActivated(@Nullable String plan, @Nullable String words, Because because)
      implements LifeEvent {}

  record ServiceSuspended(Because because) implements LifeEvent {}

  record RepairReported(String summary, Because because) implements LifeEvent {}

  record TestRecorded(RecoveryTest test, Because because) implements LifeEvent {}

  /** Both tests passed since the last repair: what is missing is the approval. */
  record TestsPassed(Because because) implements LifeEvent {}

  record RestorationApproved(@Nullable String words, Because because) implements LifeEvent {}

  /** A test failed or the approval was refused: the work goes on, what was tested is void. */
  record SentBack(Because because) implements LifeEvent {}

  record ServiceRestored(Because because) implements LifeEvent {}

  record UnitsConfirmed(List<String> units, @Nullable String how, Because because)
      implements LifeEvent {

    public UnitsConfirmed {
      units = List.copyOf(units);
    }
  }

  /**
   * @param reportDue the day on which the final report is due; null where the rules set none
   */
  record ResponseEnded(@Nullable LocalDate reportDue, Because because) implements LifeEvent {}

  record IncidentClosed(Because because) implements LifeEvent {}

  /** A restored service failed again. */
  record IncidentReopened(ServiceState serviceState, Because because) implements LifeEvent {}

  record MergeUndone(String from, Because because) implements LifeEvent {}

  /**
   * The other side of {@link MergeUndone}: what the sibling had counts there again.
   *
   * @param left what counts of it here even so; less than before where a merge into the sibling was
   *     undone, nothing where its own was
   */
  record ReportsGivenBack(
      String sibling, List<AffectedUnit> units, List<AffectedUnit> left, Because because)
      implements LifeEvent {}

  /** Goes on from what a merged sibling had told its units. */
  record NoticesAdopted(String sibling, List<IssuedNotice> notices, Because because)
      implements LifeEvent {

    public NoticesAdopted {
      notices = List.copyOf(notices);
    }
  }

  record CommandHandedOver(Actor to, Because because) implements LifeEvent {}

  /** A limit is about to pass without what is due by then. */
  record LimitNear(Limit limit, Instant dueAt, Because because) implements LifeEvent {}

  /** A limit passed without what was due by then. */
  record LimitMissed(Limit limit, Instant dueAt, Because because) implements LifeEvent {}

  /** The promised notice did not come; the next reminder comes at {@code next}. */
  record ProgressOverdue(Instant promised, Instant next, Because because) implements LifeEvent {}

  /** Units expect the next notice by then. */
  record NextUpdatePromised(Instant at, Because because) implements LifeEvent {}

  /** A notice is written and waits for the leader's approval. */
  record NoticeDrafted(Notice notice, Because because) implements LifeEvent {}

  record SuperiorTold(SuperiorReport report, Because because) implements LifeEvent {}

  record DrillEvaluated(String words, Because because) implements LifeEvent {}

  record ReportWithdrawn(String reportId, Because because) implements LifeEvent {}
}
