package io.tocsin.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * On {@code tocsin.assignments.v1}, keyed by the incident's id: the roster's answer to each page.
 */
public sealed interface AssignmentEvent extends Event {

  /** These people hold the target of the page now. */
  record PageAssignedV1(PageEvent.PageRequestedV1 page, List<Assignee> assignees)
      implements AssignmentEvent {}

  /** Nobody holds the target of the page now; {@code reason} says what the roster found. */
  record PageUnstaffedV1(PageEvent.PageRequestedV1 page, LocalText reason)
      implements AssignmentEvent {}

  /** The roster passes a withdrawal on, in order behind the pages that it withdraws. */
  record AssignmentsWithdrawnV1(String incidentId, List<String> pageIds, LocalText reason)
      implements AssignmentEvent {}

  /**
   * A deadline of the escalation passed without its page; all leaders are paged from here. Raised
   * without the service that should have paged.
   *
   * @param pageId of the page that the alarm makes
   * @param dueAt when the page that is missing was due
   */
  record WatchdogAlarmV1(String incidentId, String pageId, Instant dueAt, LocalText reason)
      implements AssignmentEvent {}

  /**
   * One person to be paged.
   *
   * @param post the post that the person is paged for, null when paged by name
   * @param contacts in the person's own order of preference
   * @param reason why this person, such as the layer or the override
   * @param locale a BCP 47 tag
   * @param otherRole the role on the post's shift where it is none of {@link DutyRole}, such as
   *     THIRD_LINE; {@code role} is null then
   */
  record Assignee(
      String personId,
      String name,
      @Nullable String post,
      @Nullable DutyRole role,
      List<ContactPoint> contacts,
      String locale,
      LocalText reason,
      @Nullable String otherRole) {

    /** In a role that every schedule may have. */
    public Assignee(
        String personId,
        String name,
        @Nullable String post,
        @Nullable DutyRole role,
        List<ContactPoint> contacts,
        String locale,
        LocalText reason) {
      this(personId, name, post, role, contacts, locale, reason, null);
    }

    /** The role by its name; null for none. */
    public @Nullable String roleName() {
      return DutyRole.name(role, otherRole);
    }
  }
}
