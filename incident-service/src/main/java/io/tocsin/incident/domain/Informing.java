package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Incident.IssuedNotice;
import io.tocsin.incident.domain.LifeCommand.ApproveNotice;
import io.tocsin.incident.domain.LifeCommand.IssueProgress;
import io.tocsin.incident.domain.LifeCommand.RecordSuperiorReport;
import io.tocsin.incident.domain.LifeCommand.SuspendService;
import io.tocsin.incident.domain.Response.SuperiorReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What units and the superior are told while the response goes on. */
final class Informing {

  private Informing() {}

  static Decision suspend(Incident incident, SuspendService command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.LEADER);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!incident.open()) {
      return Guard.stage(incident, new Text("暂停", "the suspension"), "open incident");
    }
    Optional<IssuedNotice> told = incident.suspension();
    Audience concerned = Audience.concerned(incident, command.profile());
    if (told.filter(earlier -> Audience.of(earlier).covers(concerned)).isPresent()) {
      return Decision.accepted(incident, List.of());
    }
    Notice notice =
        new NoticeComposer(incident, command.profile(), command.terms(), act).suspension();
    return told.isPresent() ? widened(incident, notice, act) : suspended(incident, notice, act);
  }

  private static Decision suspended(Incident incident, Notice notice, Act act) {
    Because because =
        act.because(
            new Text(
                act.actor().name() + "决定暂停系统。", act.actor().name() + " suspended the system."));
    return Decision.accepted(
        incident,
        List.of(
            new LifeEvent.ServiceSuspended(because),
            notice.issued(because),
            promise(incident, act.actor(), act.at())));
  }

  /** It reaches further than when the suspension was told: whom it concerns now is told too. */
  private static Decision widened(Incident incident, Notice notice, Act act) {
    Because because =
        act.because(
            new Text(
                "%s将暂停通知扩大到%d个单位。".formatted(act.actor().name(), notice.units().size()),
                "%s widened the suspension notice to %d units."
                    .formatted(act.actor().name(), notice.units().size())));
    return Decision.accepted(
        incident,
        List.of(
            new IncidentEvent.NoticeIssued(notice, because),
            promise(incident, act.actor(), act.at())));
  }

  static Decision progress(Incident incident, IssueProgress command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.RESPONDER);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!incident.open()) {
      return Guard.stage(incident, new Text("进展通报", "a progress notice"), "open incident");
    }
    Instant asked = command.terms().nextUpdateAt();
    Instant next = asked == null ? act.at().plus(Progress.every(incident)) : asked;
    if (!next.isAfter(act.at())) {
      return new Refused(
          new Text("下次通报时间应晚于现在，但它已过。", "Expected a next update in the future, but it is past."),
          List.of("next update in the future"));
    }
    Notice notice =
        new NoticeComposer(incident, command.profile(), command.terms(), act).progress(next);
    Because because =
        act.because(
            new Text(
                act.actor().name() + "发出进展通报。", act.actor().name() + " issued a progress notice."));
    boolean waits =
        incident.rules().approvedNotices().contains(NoticeKind.PROGRESS.name())
            && !act.may(Power.LEADER);
    return Decision.accepted(
        incident,
        waits
            ? List.of(drafted(notice, act))
            : List.of(
                new IncidentEvent.NoticeIssued(notice, because),
                promise(incident, next, act.actor(), act.at())));
  }

  /** It promises nothing yet: units still expect the notice that was promised before it. */
  private static LifeEvent drafted(Notice notice, Act act) {
    return new LifeEvent.NoticeDrafted(
        notice,
        act.because(
            new Text(
                act.actor().name() + "起草进展通报，待组长批准。",
                act.actor().name()
                    + " drafted a progress notice; it waits for the leader's approval.")));
  }

  static Decision approveNotice(Incident incident, ApproveNotice command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.LEADER);
    if (refused.isPresent()) {
      return refused.get();
    }
    String id = command.noticeId();
    if (incident.notices().stream().anyMatch(n -> n.noticeId().equals(id))) {
      return Decision.accepted(incident, List.of());
    }
    if (!incident.open()) {
      return Guard.stage(incident, new Text("批准通知", "a notice's approval"), "open incident");
    }
    return incident
        .response()
        .draft(id)
        .map(draft -> Decision.accepted(incident, approved(incident, draft, act)))
        .orElseGet(() ->
            new Refused(
                new Text(
                    "应为待批准的通知，但没有" + id + "。",
                    "Expected a drafted notice, but there is no " + id + "."),
                List.of("drafted notice")));
  }

  private static List<IncidentEvent> approved(Incident incident, Notice draft, Act act) {
    String who = act.actor().name();
    List<IncidentEvent> events = new ArrayList<>();
    events.add(
        new IncidentEvent.NoticeIssued(
            draft.approvedBy(act.actor(), Audience.of(incident.standing())),
            act.because(
                new Text(
                    "%s批准发出%s。".formatted(who, draft.number()),
                    "%s approved %s.".formatted(who, draft.number())))));
    Instant promised = draft.details().nextUpdateAt();
    if (promised != null) {
      events.add(promise(incident, promised, act.actor(), act.at()));
    }
    return events;
  }

  /** The next notice after this moment, at the interval of the severity. */
  static LifeEvent promise(Incident incident, Actor by, Instant now) {
    return promise(incident, now.plus(Progress.every(incident)), by, now);
  }

  private static LifeEvent promise(Incident incident, Instant at, Actor by, Instant now) {
    String clock = Wording.clock(at, now, incident.rules().zone());
    return new LifeEvent.NextUpdatePromised(
        at,
        new Because(
            new Text("下次通报时间：%s。".formatted(clock), "Next update by %s.".formatted(clock)),
            by,
            now));
  }

  static Decision superior(Incident incident, RecordSuperiorReport command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.DUTY_LEAD);
    if (refused.isPresent()) {
      return refused.get();
    }
    SuperiorReport report = new SuperiorReport(command.means(), act.actor(), act.at(), act.words());
    boolean known =
        incident.response().superior().stream()
            .anyMatch(s ->
                s.means() == report.means()
                    && s.by().equals(report.by())
                    && Objects.equals(s.words(), report.words()));
    return known
        ? Decision.accepted(incident, List.of())
        : Decision.accepted(
            incident,
            List.of(
                new LifeEvent.SuperiorTold(
                    report,
                    act.because(
                        command.means() == Limit.SUPERIOR_PHONE
                            ? new Text(
                                act.actor().name() + "已电话报告上级。",
                                act.actor().name() + " told the superior by phone.")
                            : new Text(
                                act.actor().name() + "已书面报告上级。",
                                act.actor().name() + " told the superior in writing.")))));
  }
}
