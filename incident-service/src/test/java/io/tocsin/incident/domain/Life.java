package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Example.report;

import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.IncidentCommand.DeclareFalseAlarm;
import io.tocsin.incident.domain.IncidentCommand.JoinReports;
import io.tocsin.incident.domain.IncidentCommand.MergeInto;
import io.tocsin.incident.domain.IncidentCommand.OpenIncident;
import io.tocsin.incident.domain.LifeCommand.ActivateResponse;
import io.tocsin.incident.domain.LifeCommand.ApproveRestoration;
import io.tocsin.incident.domain.LifeCommand.AssessIncident;
import io.tocsin.incident.domain.LifeCommand.CloseIncident;
import io.tocsin.incident.domain.LifeCommand.ConfirmUnits;
import io.tocsin.incident.domain.LifeCommand.EndResponse;
import io.tocsin.incident.domain.LifeCommand.NoticeTerms;
import io.tocsin.incident.domain.LifeCommand.RecordTest;
import io.tocsin.incident.domain.LifeCommand.ReportRepair;
import io.tocsin.incident.domain.LifeCommand.RestoreService;
import io.tocsin.incident.domain.LifeCommand.SuspendService;
import io.tocsin.incident.domain.casefile.CaseFileCommand.ApproveReport;
import io.tocsin.incident.domain.casefile.WorkingDays;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An incident and the people who handle it: each step reads as it is said. */
final class Life {

  static final Actor LEADER = new Actor("zhou-leader", "周建国");
  static final Actor DEPUTY = new Actor("he-deputy", "何慧");
  static final Actor DUTY_LEAD = new Actor("zhao-lei", "赵磊");
  static final Actor TECHNICIAN = new Actor("wang-ming", "王明");
  static final Actor BUSINESS = new Actor("zhu-lin", "朱琳");

  private final SystemProfile profile;
  private @Nullable Incident incident;
  final List<IncidentEvent> events = new ArrayList<>();

  private Life(SystemProfile profile) {
    this.profile = profile;
  }

  static Life opened(boolean exercise) {
    return opened(payment(), exercise);
  }

  /** By one unit at 09:02: REGIONAL and Ⅳ. */
  static Life opened(SystemProfile profile, boolean exercise) {
    Life life = new Life(profile);
    return life.go(
        new OpenIncident(
            "i-1",
            "2026-0001",
            exercise,
            Scope.REGIONAL,
            report("yunxi", "09:02"),
            profile,
            null,
            Because.rule(Text.same("首报"), at("09:02"))));
  }

  /** As the incident is when it has come so far and not further. */
  static Life in(String state) {
    Life life = opened(false);
    return switch (state) {
      case "NEW" -> life;
      case "FALSE_ALARM" ->
          life.go(new DeclareFalseAlarm(new Because(Text.same("测试"), DUTY_LEAD, at("09:05"))));
      case "MERGED" ->
          life.go(new MergeInto("parent", new Because(Text.same("同一"), DUTY_LEAD, at("09:05"))));
      case "ASSESSED" -> life.assessed();
      case "ACTIVE" -> life.assessed().activated();
      case "REPAIRED" -> life.assessed().activated().repaired("09:40");
      case "TESTED" -> life.assessed().activated().repaired("09:40").tested("09:50");
      case "APPROVED" -> life.assessed().activated().repaired("09:40").tested("09:50").approved();
      case "RESTORED" -> life.restored();
      case "CONFIRMED" -> life.restored().confirmed();
      case "ENDED" -> life.restored().confirmed().ended().reported();
      case "CLOSED" ->
          life.restored().confirmed().ended().reported().go(new CloseIncident(leader("12:00")));
      default -> throw new IllegalArgumentException(state);
    };
  }

  Life assessed() {
    return go(
        new AssessIncident(
            Cause.DATABASE, Degree.MAIN_FUNCTION_DOWN, null, null, profile, technician("09:10")));
  }

  Life activated() {
    return go(new ActivateResponse(null, act(LEADER, "09:15", "没有合适的预案", Power.LEADER)));
  }

  Life suspended(String time) {
    return go(new SuspendService(NoticeTerms.NONE, profile, leader(time)));
  }

  Life repaired(String time) {
    return go(new ReportRepair("更换磁盘@" + time, dutyLead(time)));
  }

  Life tested(String time) {
    return test(TestKind.TECHNICAL, true, TECHNICIAN, time)
        .test(TestKind.BUSINESS, true, BUSINESS, time);
  }

  Life test(TestKind kind, boolean passed, Actor by, String time) {
    return go(
        new RecordTest(kind, passed, List.of("登录@" + time), act(by, time, null, Power.RESPONDER)));
  }

  Life approved() {
    return go(new ApproveRestoration(leader("09:55")));
  }

  Life restored() {
    return assessed().activated().repaired("09:40").tested("09:50").approved().go(restore("10:00"));
  }

  RestoreService restore(String time) {
    return new RestoreService(NoticeTerms.NONE, profile, leader(time));
  }

  Life confirmed() {
    return go(
        new ConfirmUnits(
            state().extent().units().stream().map(AffectedUnit::unit).toList(), dutyLead("10:30")));
  }

  Life ended() {
    return go(new EndResponse(WorkingDays.WEEKDAYS, leader("11:10")));
  }

  /** The final report is written and approved. */
  Life reported() {
    return go(Papers.drafted(leader("11:20").because(Text.same(""))))
        .go(new ApproveReport(null, leader("11:30").because(Text.same(""))));
  }

  Life joined(String unit, String time) {
    return go(
        new JoinReports(
            List.of(report(unit, time)), profile, Because.rule(Text.same("归并"), at(time))));
  }

  Life go(IncidentCommand command) {
    switch (decide(command)) {
      case Accepted accepted -> {
        incident = accepted.incident();
        events.addAll(accepted.events());
      }
      case Refused refused -> throw new AssertionError(refused);
    }
    return this;
  }

  Decision decide(IncidentCommand command) {
    return IncidentDecider.decide(incident, command);
  }

  Refused refused(IncidentCommand command) {
    if (decide(command) instanceof Refused refused) {
      return refused;
    }
    throw new AssertionError("Expected a refusal of " + command);
  }

  Incident state() {
    if (incident == null) {
      throw new AssertionError("Expected an incident");
    }
    return incident;
  }

  /** The name of the state that the incident is in. */
  String stage() {
    return state().stage().label().en().split(" ", 2)[0];
  }

  <E extends IncidentEvent> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<Notice> notices(NoticeKind kind) {
    return events(IncidentEvent.NoticeIssued.class).stream()
        .map(IncidentEvent.NoticeIssued::notice)
        .filter(n -> n.kind() == kind)
        .toList();
  }

  static Act leader(String time) {
    return act(LEADER, time, null, Power.RESPONDER, Power.DUTY_LEAD, Power.LEADER);
  }

  static Act dutyLead(String time) {
    return act(DUTY_LEAD, time, null, Power.RESPONDER, Power.DUTY_LEAD);
  }

  static Act technician(String time) {
    return act(TECHNICIAN, time, null, Power.RESPONDER);
  }

  static Act act(Actor actor, String time, @Nullable String words, Power... powers) {
    Set<Power> all = EnumSet.noneOf(Power.class);
    all.addAll(List.of(powers));
    return new Act(actor, all, at(time), words);
  }
}
