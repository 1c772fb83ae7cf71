package io.tocsin.contracts;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Wire names of the events. The table is written out on purpose: the name is the contract, and
 * renaming a class must not change it.
 */
public final class EventTypes {

  private static final Map<String, Class<? extends Event>> BY_NAME =
      Map.ofEntries(
          Map.entry("report.received.v1", ReportEvent.ReportReceivedV1.class),
          Map.entry("incident.opened.v1", IncidentEvent.IncidentOpenedV1.class),
          Map.entry("incident.reports-joined.v1", IncidentEvent.ReportsJoinedV1.class),
          Map.entry("incident.promoted.v1", IncidentEvent.IncidentPromotedV1.class),
          Map.entry("incident.graded.v1", IncidentEvent.IncidentGradedV1.class),
          Map.entry("incident.merged.v1", IncidentEvent.IncidentMergedV1.class),
          Map.entry("incident.unmerged.v1", IncidentEvent.IncidentUnmergedV1.class),
          Map.entry("incident.merge-suggested.v1", IncidentEvent.MergeSuggestedV1.class),
          Map.entry("incident.transitioned.v1", IncidentEvent.IncidentTransitionedV1.class),
          Map.entry("incident.acknowledged.v1", IncidentEvent.IncidentAcknowledgedV1.class),
          Map.entry("incident.people-paged.v1", IncidentEvent.PeoplePagedV1.class),
          Map.entry("incident.response-noted.v1", IncidentEvent.ResponseNotedV1.class),
          Map.entry("incident.plan-activated.v1", IncidentEvent.PlanActivatedV1.class),
          Map.entry("incident.step-opened.v1", IncidentEvent.StepOpenedV1.class),
          Map.entry("incident.step-overdue.v1", IncidentEvent.StepOverdueV1.class),
          Map.entry("incident.decision-due.v1", IncidentEvent.DecisionDueV1.class),
          Map.entry("incident.step-changed.v1", IncidentEvent.StepChangedV1.class),
          Map.entry("incident.notice-issued.v1", IncidentEvent.NoticeIssuedV1.class),
          Map.entry("incident.notice-withdrawn.v1", IncidentEvent.NoticeWithdrawnV1.class),
          Map.entry("escalation.started.v1", PageEvent.EscalationStartedV1.class),
          Map.entry("page.requested.v1", PageEvent.PageRequestedV1.class),
          Map.entry("page.withdrawn.v1", PageEvent.PagesWithdrawnV1.class),
          Map.entry("escalation.exhausted.v1", PageEvent.EscalationExhaustedV1.class),
          Map.entry("assignment.made.v1", AssignmentEvent.PageAssignedV1.class),
          Map.entry("assignment.unstaffed.v1", AssignmentEvent.PageUnstaffedV1.class),
          Map.entry("assignment.withdrawn.v1", AssignmentEvent.AssignmentsWithdrawnV1.class),
          Map.entry("watchdog.alarm.v1", AssignmentEvent.WatchdogAlarmV1.class),
          Map.entry("directory.organisation.v1", DirectoryEvent.OrganisationV1.class),
          Map.entry("directory.unit.v1", DirectoryEvent.UnitV1.class),
          Map.entry("directory.system.v1", DirectoryEvent.ManagedSystemV1.class),
          Map.entry("directory.person.v1", DirectoryEvent.PersonV1.class),
          Map.entry("directory.post.v1", DirectoryEvent.PostV1.class),
          Map.entry("directory.vendor.v1", DirectoryEvent.VendorV1.class),
          Map.entry("directory.policy.v1", DirectoryEvent.EscalationPolicyV1.class),
          Map.entry("roster.gap-found.v1", RosterEvent.RosterGapFoundV1.class),
          Map.entry("roster.message-requested.v1", RosterEvent.PersonMessageRequestedV1.class),
          Map.entry("delivery.requested.v1", DeliveryEvent.DeliveryRequestedV1.class),
          Map.entry("delivery.state-changed.v1", NotificationEvent.DeliveryStateChangedV1.class),
          Map.entry("delivery.call-due.v1", NotificationEvent.CallDueV1.class),
          Map.entry("page.acknowledged.v1", NotificationEvent.PageAcknowledgedV1.class),
          Map.entry("notice.confirmed.v1", NotificationEvent.NoticeConfirmedV1.class),
          Map.entry("contact.code-received.v1", NotificationEvent.ContactCodeReceivedV1.class));

  private static final Map<Class<?>, String> BY_CLASS =
      BY_NAME.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  private EventTypes() {}

  /** The wire name of an event. */
  public static String nameOf(Event event) {
    String name = BY_CLASS.get(event.getClass());
    if (name == null) {
      throw new IllegalStateException(
          "Expected a wire name for " + event.getClass().getName() + ", but the table has none");
    }
    return name;
  }

  /**
   * The record behind a wire name.
   *
   * @throws MalformedRecordException for a name, or a version of it, that this build does not know
   */
  public static Class<? extends Event> classOf(String name) {
    Class<? extends Event> type = BY_NAME.get(name);
    if (type == null) {
      throw new MalformedRecordException(
          "Expected one of " + String.join(", ", all().keySet()) + " as the type, but got " + name);
    }
    return type;
  }

  /** All names with their records, sorted by name. */
  public static Map<String, Class<? extends Event>> all() {
    return new TreeMap<>(BY_NAME);
  }

  /** Every record that implements an event: for the test that none is missing in the table. */
  static Stream<Class<?>> implementations(Class<?> sealed) {
    return sealed.isSealed()
        ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(EventTypes::implementations)
        : Stream.of(sealed);
  }
}
