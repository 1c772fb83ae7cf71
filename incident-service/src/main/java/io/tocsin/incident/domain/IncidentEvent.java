package io.tocsin.incident.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to an incident. Each event makes its {@link Incident#seq} one higher. */
public sealed interface IncidentEvent
    permits IncidentEvent.IncidentOpened,
        IncidentEvent.ReportsJoined,
        IncidentEvent.IncidentPromoted,
        IncidentEvent.IncidentGraded,
        IncidentEvent.IncidentMerged,
        IncidentEvent.MergeSuggested,
        IncidentEvent.FalseAlarmDeclared,
        IncidentEvent.IncidentAcknowledged,
        IncidentEvent.PeoplePaged,
        IncidentEvent.ResponseNoted,
        IncidentEvent.NoticeIssued,
        IncidentEvent.NoticeWithdrawn,
        LifeEvent,
        PlanEvent {

  Because because();

  /** The first report opened it, graded already. */
  record IncidentOpened(
      String id,
      String number,
      String system,
      boolean exercise,
      Scope scope,
      Severity severity,
      ServiceState serviceState,
      Report report,
      ResponseRules rules,
      @Nullable String refersTo,
      Because because)
      implements IncidentEvent {}

  /**
   * Reports joined: one event for all that were decided together.
   *
   * @param units how many reports of which unit are new, not the sums
   * @param degree the gravest among these reports
   * @param absorbed the incident that they were taken over from, null where they came in themselves
   * @param share all that counts of that one from now on
   */
  record ReportsJoined(
      List<AffectedUnit> units,
      List<String> newUnits,
      Degree degree,
      boolean centralComponent,
      ServiceState serviceState,
      @Nullable String absorbed,
      List<AffectedUnit> share,
      Because because)
      implements IncidentEvent {

    public long reports() {
      return units.stream().mapToLong(AffectedUnit::reports).sum();
    }
  }

  /** REGIONAL became GLOBAL, and graded again with it. */
  record IncidentPromoted(List<String> merged, Severity severity, Because because)
      implements IncidentEvent {}

  /** The severity was set, or looked at again; {@code from} is null at the first grading. */
  record IncidentGraded(@Nullable Severity from, Severity to, Because because)
      implements IncidentEvent {}

  /** The incident went into another one. */
  record IncidentMerged(String into, Because because) implements IncidentEvent {}

  /** Another regional incident of the same system stands open; a person may merge them. */
  record MergeSuggested(String with, Because because) implements IncidentEvent {}

  /** It was no fault. */
  record FalseAlarmDeclared(Because because) implements IncidentEvent {}

  /** A person took the incident up. */
  record IncidentAcknowledged(
      Actor person, @Nullable String pageId, @Nullable String channel, Because because)
      implements IncidentEvent {}

  /** People were told. */
  record PeoplePaged(Paging paging, Because because) implements IncidentEvent {}

  /**
   * Something that people must be able to read on the timeline and that changes nothing.
   *
   * @param about what it is about, such as {@code escalation.exhausted} or {@code comment}
   */
  record ResponseNoted(String about, @Nullable String reference, Because because)
      implements IncidentEvent {}

  /** A notice goes out. */
  record NoticeIssued(Notice notice, Because because) implements IncidentEvent {}

  /** A notice holds no longer. */
  record NoticeWithdrawn(String noticeId, Because because) implements IncidentEvent {}
}
