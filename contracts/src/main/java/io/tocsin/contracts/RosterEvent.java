package io.tocsin.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * On {@code tocsin.roster.v1}: what the roster has to say on its own account. Keyed by the post's
 * code for what is about a post, by the person's id for what is for a person.
 */
public sealed interface RosterEvent extends Event {

  /**
   * A post will not be answered as it should, told ahead of time.
   *
   * @param gapId stable for one trouble of one warning
   * @param unit the one unit whose schedule it is; null for all
   * @param schedule null where the post has none
   * @param role such as PRIMARY; a schedule may have roles of its own
   * @param personId whom it is about; null where it is about nobody
   * @param reason what the roster found
   */
  record RosterGapFoundV1(
      String gapId,
      GapKind kind,
      String post,
      @Nullable String unit,
      @Nullable String schedule,
      String role,
      @Nullable String personId,
      Instant from,
      Instant until,
      LocalText reason)
      implements RosterEvent {}

  /** What is wrong with a shift. */
  enum GapKind {
    /** Nobody is on duty. */
    UNSTAFFED,
    /** The substitute is the primary. */
    SAME_PERSON,
    /** Who should be on duty is on leave. */
    ON_LEAVE,
    /** Who is on duty has a contact point that nobody has answered from lately. */
    UNVERIFIED
  }

  /**
   * Tell a person something that is about no incident: a gap in a schedule of theirs, a code that
   * verifies a contact point, a change of shift.
   *
   * @param messageId stable: a redelivery carries the same one
   * @param contacts where to, each gets the message once
   * @param subject for channels that have one
   * @param text as it goes out, in the person's language
   * @param notAfter a message that has not left by then is worthless
   * @param reason why this person gets it
   */
  record PersonMessageRequestedV1(
      String messageId,
      String personId,
      String name,
      List<ContactPoint> contacts,
      DeliveryEvent.Urgency urgency,
      String subject,
      String text,
      Instant notAfter,
      LocalText reason)
      implements RosterEvent {}
}
