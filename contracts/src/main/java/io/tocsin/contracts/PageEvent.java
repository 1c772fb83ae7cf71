package io.tocsin.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** On {@code tocsin.pages.v1}, keyed by the incident's id. */
public sealed interface PageEvent extends Event {

  /**
   * A policy was chosen for an incident and runs from its first level.
   *
   * @param firstPageWithin until its first page, by the policy as it was when it began; zero where
   *     none is still to come. Null from a build that did not say
   */
  record EscalationStartedV1(
      String incidentId, String policyId, LocalText reason, @Nullable Duration firstPageWithin)
      implements PageEvent {

    /** One that does not say when it pages first. */
    public EscalationStartedV1(String incidentId, String policyId, LocalText reason) {
      this(incidentId, policyId, reason, null);
    }
  }

  /**
   * Page whoever holds this target now.
   *
   * @param pageId stable for this level, round and target: a redelivery carries the same one
   * @param level counts from 1
   * @param round 0 the first time through the policy's level, then one more with each repeat
   * @param acknowledgeWithin until the next level would be paged
   * @param excluding people who need no page because they have acknowledged already
   * @param task what is to be done, for a page about a step or a decision of the incident; null for
   *     a page that asks somebody to take the incident up. A task needs no acknowledgement
   * @param before targets of the same round: whoever is paged by one of them needs no second page
   * @param acknowledgementLasts so long after somebody took the incident up, and nothing was done
   *     about it since, people are paged again; null for never
   * @param nextPageWithin until the next page of the incident or of the task if nothing happens: a
   *     repeat of this level, the next level, or the leader's page for a task; null for none
   * @param acknowledgements how many different people stop the paging; null for one
   */
  record PageRequestedV1(
      String pageId,
      IncidentFacts incident,
      String policyId,
      int level,
      int round,
      PageTarget target,
      List<Channel> channels,
      Duration acknowledgeWithin,
      LocalText reason,
      Instant requestedAt,
      List<String> excluding,
      @Nullable LocalText task,
      @Nullable List<PageTarget> before,
      @Nullable Duration acknowledgementLasts,
      @Nullable Duration nextPageWithin,
      @Nullable Integer acknowledgements)
      implements PageEvent {

    /** Asks somebody to take the incident up for good. */
    public PageRequestedV1(
        String pageId,
        IncidentFacts incident,
        String policyId,
        int level,
        int round,
        PageTarget target,
        List<Channel> channels,
        Duration acknowledgeWithin,
        LocalText reason,
        Instant requestedAt,
        List<String> excluding) {
      this(
          pageId,
          incident,
          policyId,
          level,
          round,
          target,
          channels,
          acknowledgeWithin,
          reason,
          requestedAt,
          excluding,
          null,
          null,
          null,
          null,
          null);
    }
  }

  /** Pages that need no answer any more: what is still queued of them must not go out. */
  record PagesWithdrawnV1(String incidentId, List<String> pageIds, LocalText reason)
      implements PageEvent {}

  /** The policy ran to its end and nobody has acknowledged. */
  record EscalationExhaustedV1(String incidentId, String policyId, LocalText reason)
      implements PageEvent {}

  /**
   * A post's role on duty, or one person. Exactly one of {@code post} and {@code personId} is set.
   *
   * @param schedule only by this schedule of the post
   * @param unit the post as this unit staffs it, such as its liaison (UL)
   * @param everyone all who stand in a schedule of the post, on duty or not
   * @param turn only one of them: the one at this place, counted round and round from 0
   * @param otherRole a role that schedules have beside those of {@link DutyRole}, such as
   *     THIRD_LINE; {@code role} is null then, so that who does not know it pages the whole shift
   */
  record PageTarget(
      @Nullable String post,
      @Nullable DutyRole role,
      @Nullable String personId,
      @Nullable String schedule,
      @Nullable String unit,
      @Nullable Boolean everyone,
      @Nullable Integer turn,
      @Nullable String otherRole) {

    /** Whoever holds the post in the role, or the person. */
    public PageTarget(@Nullable String post, @Nullable DutyRole role, @Nullable String personId) {
      this(post, role, personId, null, null, null, null);
    }

    /** In a role that every schedule may have. */
    public PageTarget(
        @Nullable String post,
        @Nullable DutyRole role,
        @Nullable String personId,
        @Nullable String schedule,
        @Nullable String unit,
        @Nullable Boolean everyone,
        @Nullable Integer turn) {
      this(post, role, personId, schedule, unit, everyone, turn, null);
    }

    /** The role by its name; null for everybody on the shift. */
    public @Nullable String roleName() {
      return DutyRole.name(role, otherRole);
    }

    public PageTarget {
      if ((post == null) == (personId == null)) {
        throw new IllegalArgumentException(
            "Expected either a post or a person as the target of a page, but got post "
                + post
                + " and person "
                + personId);
      }
    }
  }
}
