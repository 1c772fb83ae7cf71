package io.tocsin.escalation.paging;

import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.AssignmentEvent.PageUnstaffedV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.DecisionDueV1;
import io.tocsin.contracts.IncidentEvent.IncidentAcknowledgedV1;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.IncidentEvent.StepChangedV1;
import io.tocsin.contracts.IncidentEvent.StepOpenedV1;
import io.tocsin.contracts.IncidentEvent.StepOverdueV1;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.contracts.NotificationEvent.PageAcknowledgedV1;
import io.tocsin.contracts.StepState;
import io.tocsin.escalation.domain.Call;
import io.tocsin.escalation.domain.Command;
import io.tocsin.escalation.domain.Command.Acknowledge;
import io.tocsin.escalation.domain.Command.NoteAssigned;
import io.tocsin.escalation.domain.Command.NoteLost;
import io.tocsin.escalation.domain.Command.NoteUnstaffed;
import io.tocsin.escalation.domain.Command.Reach;
import io.tocsin.escalation.domain.Command.SettleTask;
import io.tocsin.escalation.domain.Command.SettleTasks;
import io.tocsin.escalation.domain.Command.TellTask;
import io.tocsin.escalation.domain.Command.TellTask.Why;
import io.tocsin.escalation.domain.Policy;
import io.tocsin.escalation.domain.Reason;
import io.tocsin.escalation.domain.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a record of another service means for the paging. Most mean nothing. */
record Commands(TaskProperties tasks) {

  private static final String LATE_NOTICE = "progress.overdue";
  private static final String MISSED_LIMIT = "limit.missed";
  private static final String NEAR_LIMIT = "limit.near";
  private static final String SUPERIOR_TOLD = "superior.told";
  private static final String SUSPENSION = NoticeType.SUSPENSION.name();

  /** How the limits are called in which the superior is to be told, by whichever means. */
  private static final String SUPERIOR = "SUPERIOR_";

  Optional<Command> of(Envelope<?> record) {
    return switch (record.data()) {
      case PageAssignedV1 e -> Optional.of(new NoteAssigned(e.page().pageId(), reaches(e)));
      case PageUnstaffedV1 e -> Optional.of(new NoteUnstaffed(e.page().pageId()));
      case IncidentAcknowledgedV1 e ->
          Optional.of(new Acknowledge(e.actor().id(), e.actor().name(), e.pageId(), record.at()));
      case PageAcknowledgedV1 e ->
          Optional.of(new Acknowledge(e.personId(), e.personName(), e.pageId(), e.repliedAt()));
      case DeliveryStateChangedV1 e when e.pageId() != null && e.state().lost() ->
          Optional.of(new NoteLost(e.pageId(), new Reach(e.recipient().id(), e.channel().name())));
      case StepOpenedV1 e ->
          Optional.of(tell(e, e.stepId(), Why.OPENED, e.title(), e.posts(), e.role(), e.dueAt()));
      case StepOverdueV1 e ->
          Optional.of(tell(e, e.stepId(), Why.OVERDUE, e.title(), e.posts(), e.role(), e.dueAt()));
      case DecisionDueV1 e ->
          Optional.of(tell(e, e.stepId(), Why.DECISION, e.title(), e.posts(), e.role(), e.dueAt()));
      case ResponseNotedV1 e -> noted(e);
      case NoticeIssuedV1 e -> settledBy(e.notice().type());
      case IncidentTransitionedV1 e when e.to() == IncidentState.ENDED ->
          Optional.of(new SettleTasks(List.of("")));
      case StepChangedV1 e when e.state() != StepState.OPEN && e.state() != StepState.STARTED ->
          Optional.of(new SettleTask(e.stepId()));
      default -> Optional.empty();
    };
  }

  private Optional<Command> noted(ResponseNotedV1 note) {
    return switch (note.about()) {
      case MISSED_LIMIT, LATE_NOTICE -> Optional.of(missed(note));
      case NEAR_LIMIT -> near(note);
      case SUPERIOR_TOLD ->
          Optional.of(
              new SettleTasks(
                  List.of(
                      about(NEAR_LIMIT) + note.reference(),
                      about(MISSED_LIMIT) + note.reference())));
      default -> Optional.empty();
    };
  }

  /**
   * Nobody but the leader tells the superior, so he is told in time. The day of the final report is
   * no reason to call anybody.
   */
  private Optional<Command> near(ResponseNotedV1 note) {
    String limit = note.reference();
    return limit == null || !limit.startsWith(SUPERIOR)
        ? Optional.empty()
        : Optional.of(time(note, Why.NEAR, Policy.LEADER, null));
  }

  /** Who sends notices is told of a late one, the leader and the deputy of all else. */
  private TellTask missed(ResponseNotedV1 note) {
    boolean notice = note.about().equals(LATE_NOTICE) || SUSPENSION.equals(note.reference());
    return time(note, Why.MISSED, notice ? "CM" : Policy.LEADER, notice ? tasks.leadAfter() : null);
  }

  private TellTask time(ResponseNotedV1 note, Why why, String post, @Nullable Duration leadAfter) {
    return new TellTask(
        about(note.about()) + note.reference(),
        note.seq(),
        why,
        new Reason(note.reason().zh(), note.reason().en()),
        List.of(Call.post(post, Role.PRIMARY)),
        null,
        leadAfter,
        tasks.channels().stream().map(Channel::name).toList());
  }

  /** A suspension says too when units hear again, which is what a late progress notice owed. */
  private static Optional<Command> settledBy(NoticeType issued) {
    return switch (issued) {
      case PROGRESS -> Optional.of(new SettleTasks(List.of(about(LATE_NOTICE))));
      case SUSPENSION ->
          Optional.of(
              new SettleTasks(List.of(about(LATE_NOTICE), about(MISSED_LIMIT) + SUSPENSION)));
      case FAULT, RESTORATION, GENERAL -> Optional.empty();
    };
  }

  /** How the ids of tasks begin that are about a time of the response. */
  private static String about(String note) {
    return note + "/";
  }

  private TellTask tell(
      IncidentEvent event,
      String stepId,
      Why why,
      LocalText title,
      List<String> posts,
      @Nullable DutyRole role,
      @Nullable Instant dueAt) {
    Role shift = role == null ? null : new Role(role.name());
    List<Call> calls = new ArrayList<>();
    for (String post : posts) {
      if (Call.isLiaison(post)) {
        event.incident().units().forEach(u -> calls.add(Call.liaison(u.unit())));
      } else {
        calls.add(Call.post(post, shift));
      }
    }
    return new TellTask(
        stepId,
        event.seq(),
        why,
        new Reason(title.zh(), title.en()),
        calls,
        dueAt,
        why == Why.OVERDUE ? tasks.leadAfter() : null,
        tasks.channels().stream().map(Channel::name).toList());
  }

  /** Every channel of the page for every person: one without a contact point is told as lost. */
  private static List<Reach> reaches(PageAssignedV1 assigned) {
    List<Reach> reaches = new ArrayList<>();
    assigned
        .assignees()
        .forEach(person -> {
          for (Channel channel : assigned.page().channels()) {
            reaches.add(new Reach(person.personId(), channel.name()));
          }
        });
    return reaches;
  }
}
