package io.tocsin.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * On {@code tocsin.incidents.v1}, keyed by the incident's id. {@code seq} counts an incident's
 * events from 1 without a gap; it is the order of its timeline. Every event says why in {@code
 * reason}.
 */
public sealed interface IncidentEvent extends Event {

  long seq();

  IncidentFacts incident();

  LocalText reason();

  /** A person's id and name, or {@code system}. */
  Actor actor();

  /**
   * The first report of a fault opened the incident. {@code refersTo} is the ended incident that it
   * follows, if any.
   */
  record IncidentOpenedV1(
      long seq,
      IncidentFacts incident,
      LocalText reason,
      Actor actor,
      String reportId,
      @Nullable String refersTo)
      implements IncidentEvent {}

  /**
   * Reports joined an incident that was open already: one event for all that were handled together.
   *
   * @param reports how many joined with this event
   * @param newUnits the units that had not reported before
   */
  record ReportsJoinedV1(
      long seq,
      IncidentFacts incident,
      LocalText reason,
      Actor actor,
      long reports,
      List<String> newUnits)
      implements IncidentEvent {}

  /** REGIONAL became GLOBAL; {@code merged} are the sibling incidents that go into it. */
  record IncidentPromotedV1(
      long seq, IncidentFacts incident, LocalText reason, Actor actor, List<String> merged)
      implements IncidentEvent {}

  /** The severity was set or set again. {@code from} is null at the first grading. */
  record IncidentGradedV1(
      long seq,
      IncidentFacts incident,
      LocalText reason,
      Actor actor,
      @Nullable Severity from,
      Severity to)
      implements IncidentEvent {}

  /** The incident went into another one; its reports and units count there from now on. */
  record IncidentMergedV1(
      long seq, IncidentFacts incident, LocalText reason, Actor actor, String into)
      implements IncidentEvent {}

  /**
   * A person undid a merge: the incident stands on its own again, with the reports and units that
   * it had when it was merged.
   *
   * @param from the incident that it had gone into
   */
  record IncidentUnmergedV1(
      long seq, IncidentFacts incident, LocalText reason, Actor actor, String from)
      implements IncidentEvent {}

  /** A second regional incident of the same system stands open; a person may merge them. */
  record MergeSuggestedV1(
      long seq, IncidentFacts incident, LocalText reason, Actor actor, String with)
      implements IncidentEvent {}

  /** The incident's state or its service's state changed by an act of a person or a rule. */
  record IncidentTransitionedV1(
      long seq,
      IncidentFacts incident,
      LocalText reason,
      Actor actor,
      IncidentState from,
      IncidentState to)
      implements IncidentEvent {}

  /** A person took the incident up: by a reply to a page or through the API. */
  record IncidentAcknowledgedV1(
      long seq,
      IncidentFacts incident,
      LocalText reason,
      Actor actor,
      @Nullable String pageId,
      @Nullable Channel channel)
      implements IncidentEvent {}

  /** People were paged; on the timeline because it must show who was told, when and why. */
  record PeoplePagedV1(
      long seq,
      IncidentFacts incident,
      LocalText reason,
      Actor actor,
      String pageId,
      int level,
      int round,
      @Nullable String post,
      @Nullable DutyRole role,
      List<Actor> people,
      List<Channel> channels)
      implements IncidentEvent {}

  /**
   * What escalation, roster or notification had to say of this incident and people must be able to
   * read there.
   */
  record ResponseNotedV1(
      long seq,
      IncidentFacts incident,
      LocalText reason,
      Actor actor,
      String about,
      @Nullable String reference)
      implements IncidentEvent {}

  /** The response works by a contingency plan from now on, on a snapshot of this version. */
  record PlanActivatedV1(
      long seq,
      IncidentFacts incident,
      LocalText reason,
      Actor actor,
      String planId,
      int planVersion,
      LocalText planName)
      implements IncidentEvent {}

  /**
   * A step of the plan may be worked: all its predecessors are behind it. Each of its posts is to
   * be told.
   *
   * @param stepId within the incident's plan; a step opens once
   * @param posts codes of those that work it, at least one
   * @param role who of the shift is meant; null where the post has no shift, as a unit's liaison
   * @param dueAt when it is overdue; null for a step without a time
   */
  record StepOpenedV1(
      long seq,
      IncidentFacts incident,
      LocalText reason,
      Actor actor,
      String stepId,
      LocalText title,
      List<String> posts,
      @Nullable DutyRole role,
      @Nullable Instant dueAt)
      implements IncidentEvent {}

  /**
   * The time of a step passed and it is neither done nor skipped: told once for each step.
   *
   * @param role whom to tell now, as in {@link StepOpenedV1}
   * @param dueAt the time that passed
   */
  record StepOverdueV1(
      long seq,
      IncidentFacts incident,
      LocalText reason,
      Actor actor,
      String stepId,
      LocalText title,
      List<String> posts,
      @Nullable DutyRole role,
      Instant dueAt)
      implements IncidentEvent {}

  /**
   * A decision that the plan foresees cannot wait: {@code reason} gives the figures. Told once for
   * each decision point.
   *
   * @param posts who decides
   * @param dueAt when it will be too late
   */
  record DecisionDueV1(
      long seq,
      IncidentFacts incident,
      LocalText reason,
      Actor actor,
      String stepId,
      LocalText title,
      List<String> posts,
      @Nullable DutyRole role,
      Instant dueAt)
      implements IncidentEvent {}

  /** Work on a step began or ended; at DONE and SKIPPED nobody needs to be told of it any more. */
  record StepChangedV1(
      long seq,
      IncidentFacts incident,
      LocalText reason,
      Actor actor,
      String stepId,
      LocalText title,
      List<String> posts,
      StepState state)
      implements IncidentEvent {}

  /** A notice of this incident goes out. */
  record NoticeIssuedV1(
      long seq, IncidentFacts incident, LocalText reason, Actor actor, Notice notice)
      implements IncidentEvent {}

  /** A notice of this incident holds no longer. */
  record NoticeWithdrawnV1(
      long seq, IncidentFacts incident, LocalText reason, Actor actor, String noticeId)
      implements IncidentEvent {}

  /** Who did it. {@code id} is a person's id, or {@code system} for a rule of the platform. */
  record Actor(String id, String name) {
    public static final Actor SYSTEM = new Actor("system", "system");
  }

  /**
   * A formal message to units.
   *
   * @param refersTo the notice that this one follows, as a restoration does its suspension
   * @param units the audience, by unit code, as it was when the notice was issued
   * @param channels the ways it goes; INTRANET is a post on the notice board
   * @param facts what the notice says, for those who write it in words of their own; null where
   *     title and body say it all
   */
  record Notice(
      String noticeId,
      String number,
      NoticeType type,
      @Nullable String refersTo,
      LocalText title,
      LocalText body,
      Audience audience,
      List<String> units,
      List<Channel> channels,
      Instant issuedAt,
      @Nullable Instant expiresAt,
      @Nullable NoticeFacts facts) {

    /** A notice that title and body say all of. */
    public Notice(
        String noticeId,
        String number,
        NoticeType type,
        @Nullable String refersTo,
        LocalText title,
        LocalText body,
        Audience audience,
        List<String> units,
        List<Channel> channels,
        Instant issuedAt,
        @Nullable Instant expiresAt) {
      this(
          noticeId, number, type, refersTo, title, body, audience, units, channels, issuedAt,
          expiresAt, null);
    }
  }

  /**
   * What a notice says, one by one; each null where it says nothing of it.
   *
   * @param since when the service stopped
   * @param until when it is expected back, or came back
   * @param nextUpdate when units hear again
   * @param dataUntil entries made before are to be checked, later ones to be made again
   * @param enterBy the deadline for making them
   * @param approver who approved, by name
   */
  record NoticeFacts(
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable Instant nextUpdate,
      @Nullable Instant dataUntil,
      @Nullable Instant enterBy,
      @Nullable LocalText cause,
      @Nullable LocalText stage,
      @Nullable LocalText functions,
      @Nullable LocalText instruction,
      @Nullable LocalText workaround,
      @Nullable LocalText testResult,
      @Nullable String contact,
      @Nullable String approver) {}
}
