package io.tocsin.incident.finalreport;

import io.tocsin.contracts.LocalText;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.Missing;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.TimeLimits;
import io.tocsin.incident.domain.casefile.CaseFile;
import io.tocsin.incident.domain.casefile.WorkingDays;
import io.tocsin.incident.domain.plan.PlanRun;
import io.tocsin.incident.domain.plan.PlanStep;
import io.tocsin.incident.domain.plan.RecordedValue;
import io.tocsin.incident.domain.plan.StepRun;
import io.tocsin.incident.finalreport.FinalReportView.Signed;
import io.tocsin.incident.finalreport.FinalReportView.Status;
import io.tocsin.incident.incidents.IncidentView;
import io.tocsin.incident.organisation.SystemProfiles;
import io.tocsin.incident.timeline.TimelineItem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Generates the final report from an incident and its timeline. */
final class FinalReports {

  /** The value in which a plan has the vendor's ticket recorded. */
  private static final String VENDOR_TICKET = "vendorTicket";

  private final Incident incident;
  private final List<TimelineItem> timeline;
  private final Locale language;
  private final Milestones milestones;

  FinalReports(Incident incident, List<TimelineItem> timeline, Locale language) {
    this.incident = incident;
    this.timeline = timeline;
    this.language = language;
    this.milestones = new Milestones(incident.openedAt(), timeline);
  }

  FinalReportView view(SystemProfiles.Revision organisation, Instant now) {
    CaseFile.FinalReport report = incident.file().report();
    CaseFile.Approval approval = report == null ? null : report.approval();
    ZoneId zone = organisation.profile(incident.system()).zone();
    Text owner = organisation.ownerOf(incident.system());
    LocalDate due = dueOn(organisation.workingDays(), zone);
    return new FinalReportView(
        IncidentView.facts(incident),
        in(organisation.profile(incident.system()).name()),
        owner == null ? null : in(owner),
        report == null ? Status.NONE : approval == null ? Status.DRAFT : Status.APPROVED,
        due,
        due != null && approval == null && now.atZone(zone).toLocalDate().isAfter(due),
        report == null ? null : new Signed(report.by().id(), report.by().name(), report.at(), null),
        approval == null
            ? null
            : new Signed(
                approval.by().id(), approval.by().name(), approval.at(), approval.remark()),
        sections(report),
        milestones.durations(),
        missedLimits(),
        notices(),
        incident.plan() == null ? null : in(incident.plan().version().label()),
        steps(),
        vendors(),
        followUps(),
        actions(),
        timeline.stream()
            .map(i ->
                new FinalReportView.Happening(
                    i.seq(), i.at(), i.type(), i.actor().name(), i.summary()))
            .toList(),
        incident.file().missingForClosure().stream().map(Missing::name).toList());
  }

  /** As it was counted at the end; an earlier build left it to the reader. */
  private @Nullable LocalDate dueOn(WorkingDays days, ZoneId zone) {
    if (incident.response().reportDue() != null) {
      return incident.response().reportDue();
    }
    Instant ended = milestones.endedAt();
    TimeLimits limits = incident.rules().limits(incident.severity());
    return ended == null || limits == null
        ? null
        : days.after(ended.atZone(zone).toLocalDate(), limits.finalReportDays());
  }

  private static FinalReportView.Sections sections(CaseFile.@Nullable FinalReport report) {
    if (report == null) {
      return new FinalReportView.Sections(null, null, null, null, null);
    }
    CaseFile.Sections s = report.sections();
    return new FinalReportView.Sections(
        s.summary(), s.cause(), s.impact(), s.measures(), s.lessons());
  }

  private List<FinalReportView.MissedLimit> missedLimits() {
    return incident.response().missed().stream()
        .map(m -> new FinalReportView.MissedLimit(in(m.limit().label()), m.dueAt()))
        .toList();
  }

  private List<FinalReportView.Notice> notices() {
    return timeline.stream()
        .filter(i -> i.type().equals("incident.notice-issued.v1"))
        .map(i -> new FinalReportView.Notice(noticeNumber(i), i.at(), i.summary()))
        .toList();
  }

  private static String noticeNumber(TimelineItem item) {
    return item.detail().get("notice") instanceof Map<?, ?> notice
        ? String.valueOf(notice.get("number"))
        : "";
  }

  private List<FinalReportView.Step> steps() {
    PlanRun run = incident.plan();
    return run == null
        ? List.of()
        : run.plan().steps().stream().map(s -> step(s, run.run(s.id()))).toList();
  }

  private FinalReportView.Step step(PlanStep step, StepRun run) {
    return new FinalReportView.Step(
        step.id(),
        in(step.title()),
        in(run.state().label()),
        run.openedAt(),
        run.dueAt(),
        run.endedAt(),
        run.overdue(),
        run.by() == null ? null : run.by().name(),
        run.words() == null ? null : in(run.words()));
  }

  private List<FinalReportView.Vendor> vendors() {
    PlanRun run = incident.plan();
    if (run == null) {
      return List.of();
    }
    RecordedValue ticket =
        run.values().stream().filter(v -> v.name().equals(VENDOR_TICKET)).findFirst().orElse(null);
    return ticket == null
        ? List.of()
        : run.plan().steps().stream()
            .filter(s -> s.records().contains(VENDOR_TICKET))
            .map(s -> vendor(s, run.run(s.id()), ticket))
            .toList();
  }

  private FinalReportView.Vendor vendor(PlanStep step, StepRun run, RecordedValue ticket) {
    Duration took =
        run.openedAt() == null || run.endedAt() == null
            ? null
            : Duration.between(run.openedAt(), run.endedAt());
    return new FinalReportView.Vendor(
        step.id(), in(step.title()), ticket.value(), ticket.asOf(), took);
  }

  private List<FinalReportView.FollowUp> followUps() {
    return incident.file().followUps().stream()
        .map(f ->
            new FinalReportView.FollowUp(f.number(), f.text(), f.channel(), f.by().name(), f.at()))
        .toList();
  }

  private List<FinalReportView.Action> actions() {
    return incident.file().actions().stream()
        .map(a -> new FinalReportView.Action(a.id(), a.text(), a.owner(), a.due(), a.doneOn()))
        .toList();
  }

  private String in(Text text) {
    return new LocalText(text.zh(), text.en()).in(language);
  }
}
