package io.tocsin.incident.response;

import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.AssignmentEvent.PageUnstaffedV1;
import io.tocsin.contracts.AssignmentEvent.WatchdogAlarmV1;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NotificationEvent.CallDueV1;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.contracts.NotificationEvent.NoticeConfirmedV1;
import io.tocsin.contracts.NotificationEvent.PageAcknowledgedV1;
import io.tocsin.contracts.PageEvent.EscalationExhaustedV1;
import io.tocsin.contracts.PageEvent.EscalationStartedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.incident.domain.Act;
import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.IncidentCommand;
import io.tocsin.incident.domain.IncidentCommand.AcknowledgeIncident;
import io.tocsin.incident.domain.IncidentCommand.NotePaging;
import io.tocsin.incident.domain.IncidentCommand.NoteResponse;
import io.tocsin.incident.domain.LifeCommand.ConfirmNotice;
import io.tocsin.incident.domain.Paging;
import io.tocsin.incident.domain.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the other services said about one incident, as commands on it.
 *
 * @param commands in the order of the records, the outcomes of deliveries last
 * @param recordIds the records that are in them; the others say nothing to the timeline
 */
record ResponseFacts(List<IncidentCommand> commands, List<String> recordIds) {

  static ResponseFacts of(List<? extends Envelope<?>> records) {
    List<IncidentCommand> commands = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    DeliveryOutcomes outcomes = new DeliveryOutcomes();
    for (Envelope<?> record : records) {
      if (record.data() instanceof DeliveryStateChangedV1 change) {
        if (outcomes.take(record, change)) {
          ids.add(record.id());
        }
        continue;
      }
      IncidentCommand command = command(record);
      if (command != null) {
        commands.add(command);
        ids.add(record.id());
      }
    }
    commands.addAll(outcomes.notes());
    return new ResponseFacts(commands, ids);
  }

  boolean isEmpty() {
    return commands.isEmpty();
  }

  private static @Nullable IncidentCommand command(Envelope<?> record) {
    return switch (record.data()) {
      case EscalationStartedV1 e ->
          note(record, "escalation.started", e.policyId(), text(e.reason()));
      case EscalationExhaustedV1 e ->
          note(record, "escalation.exhausted", e.policyId(), text(e.reason()));
      case PagesWithdrawnV1 e ->
          note(
              record,
              "page.withdrawn",
              null,
              new Text("呼叫撤回：", "Pages taken back:").then(text(e.reason())));
      case PageUnstaffedV1 e -> unstaffed(record, e);
      case PageAssignedV1 e -> paged(record, e);
      case PageAcknowledgedV1 e -> acknowledged(e);
      case WatchdogAlarmV1 e -> note(record, "watchdog.alarm", e.pageId(), text(e.reason()));
      case CallDueV1 e -> callDue(record, e);
      case NoticeConfirmedV1 e -> confirmed(e);
      // The roster's answer says more than the request, and the withdrawal stood there already.
      default -> null;
    };
  }

  private static IncidentCommand note(
      Envelope<?> record, String about, @Nullable String reference, Text reason) {
    return new NoteResponse(about, reference, Because.rule(reason, record.at()));
  }

  private static IncidentCommand unstaffed(Envelope<?> record, PageUnstaffedV1 e) {
    Text whom = whom(e.page().target());
    return note(
        record,
        "assignment.unstaffed",
        e.page().pageId(),
        new Text("无人应班：" + whom.zh() + "。", "Nobody to page: " + whom.en() + ".")
            .then(text(e.reason())));
  }

  private static IncidentCommand paged(Envelope<?> record, PageAssignedV1 e) {
    PageRequestedV1 page = e.page();
    String names = e.assignees().stream().map(Assignee::name).collect(Collectors.joining("、"));
    Text whom = whom(page.target());
    LocalText task = page.task();
    Text who =
        task != null
            ? new Text(
                "通知%s（%s）：%s。".formatted(whom.zh(), names, task.zh()),
                "Told %s (%s): %s.".formatted(whom.en(), names, task.en()))
            : new Text(
                "第%d级第%d次呼叫%s：%s。".formatted(page.level(), page.round() + 1, whom.zh(), names),
                "Level %d, call %d, paged %s: %s."
                    .formatted(page.level(), page.round() + 1, whom.en(), names));
    Paging paging =
        new Paging(
            page.pageId(),
            page.level(),
            page.round(),
            page.target().post(),
            page.target().role() == null ? null : page.target().role().name(),
            e.assignees().stream().map(a -> new Actor(a.personId(), a.name())).toList(),
            page.channels().stream().map(Enum::name).toList());
    return new NotePaging(paging, Because.rule(who.then(reason(page)), record.at()));
  }

  /** Without the level, which the sentence before it has said. */
  private static Text reason(PageRequestedV1 page) {
    Text reason = text(page.reason());
    String zh = "第%d级：".formatted(page.level());
    String en = "level %d: ".formatted(page.level());
    if (!reason.zh().startsWith(zh) || !reason.en().startsWith(en)) {
      return reason;
    }
    String rest = reason.en().substring(en.length());
    return new Text(
        reason.zh().substring(zh.length()),
        rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1));
  }

  private static IncidentCommand acknowledged(PageAcknowledgedV1 e) {
    Text reason =
        new Text(
            "%s回复%s确认接手。".formatted(e.personName(), e.channel()),
            "%s acknowledged by %s.".formatted(e.personName(), e.channel()));
    return new AcknowledgeIncident(
        e.pageId(),
        e.channel().name(),
        new Because(reason, new Actor(e.personId(), e.personName()), e.repliedAt()));
  }

  /** Of pages and of notices: a unit that nobody reached is the reader's business in any case. */
  private static IncidentCommand callDue(Envelope<?> record, CallDueV1 e) {
    String name = e.recipient().name();
    return note(
        record,
        "delivery.call-due",
        e.pageId() == null ? e.noticeId() : e.pageId(),
        new Text("待电话通知：" + name + "。", "Call due: " + name + ".").then(text(e.reason())));
  }

  private static IncidentCommand confirmed(NoticeConfirmedV1 e) {
    return new ConfirmNotice(
        e.noticeId(),
        e.unit(),
        e.channel().name(),
        new Act(new Actor(e.personId(), e.personName()), Set.of(), e.confirmedAt(), null));
  }

  private static Text whom(PageTarget target) {
    if (target.post() == null) {
      return Text.same(String.valueOf(target.personId()));
    }
    if (target.role() == null) {
      String other = target.otherRole();
      return Text.same(other == null ? target.post() : target.post() + " " + other);
    }
    return switch (target.role()) {
      case PRIMARY -> new Text(target.post() + "主班", target.post() + " primary");
      case SUBSTITUTE -> new Text(target.post() + "替班", target.post() + " substitute");
    };
  }

  private static Text text(LocalText text) {
    return new Text(text.zh(), text.en());
  }
}
