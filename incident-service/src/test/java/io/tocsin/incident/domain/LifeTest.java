package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Life.BUSINESS;
import static io.tocsin.incident.domain.Life.DEPUTY;
import static io.tocsin.incident.domain.Life.DUTY_LEAD;
import static io.tocsin.incident.domain.Life.LEADER;
import static io.tocsin.incident.domain.Life.TECHNICIAN;
import static io.tocsin.incident.domain.Life.act;
import static io.tocsin.incident.domain.Life.dutyLead;
import static io.tocsin.incident.domain.Life.leader;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.IncidentCommand.NotePaging;
import io.tocsin.incident.domain.IncidentCommand.PassTime;
import io.tocsin.incident.domain.LifeCommand.ActivateResponse;
import io.tocsin.incident.domain.LifeCommand.ApproveRestoration;
import io.tocsin.incident.domain.LifeCommand.AssessIncident;
import io.tocsin.incident.domain.LifeCommand.CloseIncident;
import io.tocsin.incident.domain.LifeCommand.EndResponse;
import io.tocsin.incident.domain.LifeCommand.EvaluateDrill;
import io.tocsin.incident.domain.LifeCommand.IssueProgress;
import io.tocsin.incident.domain.LifeCommand.NoticeTerms;
import io.tocsin.incident.domain.LifeCommand.RecordTest;
import io.tocsin.incident.domain.LifeCommand.SetSeverity;
import io.tocsin.incident.domain.LifeEvent.LimitMissed;
import io.tocsin.incident.domain.LifeEvent.ProgressOverdue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifeTest {

  @Test
  void restoring_in_repaired_names_the_missing_tests() {
    Life life = Life.in("REPAIRED");

    Refused refused = life.refused(life.restore("09:45"));

    assertThat(refused.missing()).containsExactly("technical test", "business test");
    assertThat(refused.detail().en())
        .contains(
            "Expected a passed business test newer than the repair at 09:40, but there is none.");
    assertThat(refused.detail().zh()).contains("应有晚于09:40修复的、通过的业务测试,但没有。");
  }

  @Test
  void tests_then_approval_then_the_service_is_restored() {
    Life life = Life.in("REPAIRED").tested("10:50");
    assertThat(life.refused(life.restore("10:52")).missing()).containsExactly("approval");

    life.go(new ApproveRestoration(leader("10:58"))).go(life.restore("11:00"));

    assertThat(life.stage()).isEqualTo("RESTORED");
    assertThat(life.state().serviceState()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void a_failed_business_test_sends_it_back_and_a_new_repair_voids_an_older_pass() {
    Life life = Life.in("REPAIRED").test(TestKind.BUSINESS, false, BUSINESS, "10:30");
    assertThat(life.stage()).isEqualTo("ACTIVE");

    life.repaired("10:35").tested("10:40").repaired("10:45");
    Refused refused = life.refused(new ApproveRestoration(leader("10:50")));

    assertThat(refused.detail().en())
        .contains(
            "Expected a passed business test newer than the repair at 10:45, but the last one is of"
                + " 10:40.");
    assertThat(refused.missing()).contains("business test");
    assertThat(life.stage()).isEqualTo("REPAIRED");
  }

  @Test
  void who_repaired_does_not_test() {
    Life life = Life.in("REPAIRED");

    Refused refused =
        life.refused(
            new RecordTest(
                TestKind.TECHNICAL,
                true,
                List.of(),
                act(DUTY_LEAD, "09:50", null, Power.RESPONDER)));

    assertThat(refused.missing()).containsExactly("tester who did not repair");
    assertThat(refused.detail().zh()).contains("赵磊参与了修复");
  }

  @Test
  void an_approval_before_the_last_repair_is_worth_nothing() {
    Life life = Life.in("APPROVED").repaired("10:10").tested("10:20");

    assertThat(life.refused(life.restore("10:30")).missing()).containsExactly("approval");
  }

  @Test
  void the_duty_lead_decides_on_a_regional_fault_of_the_lowest_level_only() {
    Life regional = Life.in("TESTED");
    assertThat(regional.decide(new ApproveRestoration(dutyLead("10:00"))))
        .isInstanceOf(Accepted.class);

    Life graver = Life.in("TESTED").go(new SetSeverity(Severity.SEV3, leader("10:00")));
    Refused refused = graver.refused(new ApproveRestoration(dutyLead("10:01")));

    assertThat(refused.forbidden()).isTrue();
    assertThat(refused.detail().en()).contains("Expected the leader for this, but 赵磊 is not.");
  }

  @Test
  void the_deputy_decides_when_the_leaders_time_ran_out_and_not_before() {
    Life life = Life.in("ASSESSED").go(paged("PRIMARY", LEADER)).go(paged("SUBSTITUTE", DEPUTY));
    ActivateResponse early = activate("10:01:59");

    assertThat(life.refused(early).detail().en())
        .isEqualTo("Expected the leader until 10:02 and the deputy only then, but it is 10:01.");
    assertThat(life.go(activate("10:02")).state().commander()).isEqualTo("he-deputy");
  }

  @Test
  void no_plan_takes_a_reason() {
    assertThat(Life.in("ASSESSED").refused(new ActivateResponse(null, leader("09:20"))).missing())
        .containsExactly("plan or reason");
  }

  @Test
  void an_unknown_cause_is_no_assessment() {
    assertThat(
            Life.in("NEW")
                .refused(
                    new AssessIncident(
                        Cause.UNKNOWN, Degree.FULL_STOP, null, null, payment(), leader("09:10")))
                .missing())
        .containsExactly("cause");
  }

  @Test
  void only_the_leader_lowers_a_severity_and_says_why() {
    Life life = Life.in("ACTIVE").go(new SetSeverity(Severity.SEV2, leader("09:20")));

    assertThat(life.refused(new SetSeverity(Severity.SEV4, dutyLead("09:25"))).forbidden())
        .isTrue();
    assertThat(life.refused(new SetSeverity(Severity.SEV4, leader("09:25"))).missing())
        .containsExactly("reason");
    life.go(new SetSeverity(Severity.SEV4, act(LEADER, "09:25", "影响有限", Power.values())));

    assertThat(life.state().severity()).isEqualTo(Severity.SEV4);
    assertThat(life.joined("yunxi", "09:30").state().severity())
        .as("the same fault again does not raise it by rule")
        .isEqualTo(Severity.SEV4);
  }

  @Test
  void an_assessment_grades_by_what_was_found_and_only_the_leader_narrows_with_a_reason() {
    Life life =
        Life.in("NEW")
            .go(
                new AssessIncident(
                    Cause.STORAGE,
                    Degree.FULL_STOP,
                    Scope.GLOBAL,
                    null,
                    payment(),
                    leader("09:10")));

    assertThat(life.state().cause()).isEqualTo("STORAGE");
    assertThat(life.state().extent().scope()).isEqualTo(Scope.GLOBAL);
    assertThat(life.state().severity()).isEqualTo(Severity.SEV2);
    assertThat(life.refused(regional(dutyLead("09:12"))).missing()).containsExactly("role LEADER");
    assertThat(life.refused(regional(leader("09:12"))).missing()).containsExactly("reason");

    life.go(regional(Life.act(Life.LEADER, "09:13", "只有云溪受影响", Power.RESPONDER, Power.LEADER)));

    assertThat(life.state().extent().scope()).isEqualTo(Scope.REGIONAL);
    assertThat(life.state().severity()).as("lowering it is another act").isEqualTo(Severity.SEV2);
    assertThat(life.events(LifeEvent.ScopeNarrowed.class))
        .singleElement()
        .satisfies(e -> assertThat(e.because().reason().zh()).contains("区域", "只有云溪受影响"));
    assertThat(life.joined("yunxi", "09:20").state().extent().scope())
        .as("the same unit again says nothing new")
        .isEqualTo(Scope.REGIONAL);
  }

  private static AssessIncident regional(Act by) {
    return new AssessIncident(Cause.STORAGE, Degree.FULL_STOP, Scope.REGIONAL, null, payment(), by);
  }

  @Test
  void the_suspension_goes_out_with_its_words_and_the_restoration_to_exactly_its_readers() {
    Life life = Life.in("ACTIVE");
    life.go(
        new LifeCommand.SuspendService(
            new NoticeTerms(at("11:00"), null, null, null, null, null, null),
            payment(),
            leader("09:20")));
    Notice suspension = life.notices(NoticeKind.SUSPENSION).getFirst();
    assertThat(suspension.body().zh()).isEqualTo("财务支付系统因数据库故障自09:20起暂停,预计11:00恢复。请停止操作并向窗口解释。");
    assertThat(suspension.body().en())
        .isEqualTo(
            "Treasury payment suspended from 09:20: database. Expected back 11:00. Stop work,"
                + " inform the counters.");
    assertThat(life.state().serviceState()).isEqualTo(ServiceState.SUSPENDED);

    life.joined("linjiang", "09:30").repaired("09:40").tested("09:50").approved();
    life.go(life.restore("10:00"));

    Notice restoration = life.notices(NoticeKind.RESTORATION).getFirst();
    assertThat(restoration.refersTo()).isEqualTo(suspension.noticeId());
    assertThat(restoration.units()).isEqualTo(suspension.units()).containsExactly("yunxi");
    assertThat(restoration.channels()).isEqualTo(suspension.channels());
    assertThat(restoration.body().zh()).isEqualTo("财务支付系统已于10:00恢复,请核对09:02前最后业务并补录。");
  }

  @Test
  void a_promised_update_that_does_not_come_is_reminded_of_at_each_interval() {
    Life life = Life.in("ACTIVE");
    assertThat(life.state().response().nextUpdateAt()).isEqualTo(at("11:15"));

    life.go(new PassTime(at("11:14")));
    assertThat(life.events(ProgressOverdue.class)).isEmpty();
    life.go(new PassTime(at("11:15"))).go(new PassTime(at("11:15")));
    assertThat(life.events(ProgressOverdue.class)).hasSize(1);
    life.go(new PassTime(at("13:15")));
    assertThat(life.events(ProgressOverdue.class)).hasSize(2);

    life.go(new IssueProgress(NoticeTerms.NONE, payment(), dutyLead("13:20")));
    assertThat(life.state().severity()).as("after four hours").isEqualTo(Severity.SEV3);
    assertThat(life.state().response().nextUpdateAt()).isEqualTo(at("14:20"));
    assertThat(life.notices(NoticeKind.PROGRESS).getFirst().body().zh())
        .isEqualTo("财务支付系统仍在处置,阶段:响应中,下次通报14:20。");
  }

  @Test
  void a_notice_waits_for_the_leader_where_the_organisation_asks_for_it() {
    SystemProfile p = payment();
    ResponseRules asking =
        new ResponseRules(
            List.of(),
            Example.RULES.limits(),
            Example.RULES.observation(),
            List.of("SMS"),
            Set.of("PROGRESS"),
            Example.ZONE);
    Life life =
        Life.opened(
                new SystemProfile(
                    p.code(),
                    p.name(),
                    p.correlating(),
                    p.grading(),
                    p.criticalWindows(),
                    p.zone(),
                    p.units(),
                    p.noticeChannels(),
                    asking),
                false)
            .assessed()
            .activated()
            .go(new IssueProgress(NoticeTerms.NONE, p, dutyLead("09:30")));
    Notice draft = life.state().response().drafts().getFirst();
    assertThat(life.notices(NoticeKind.PROGRESS)).isEmpty();

    life.go(new LifeCommand.ApproveNotice(draft.noticeId(), leader("09:35")));

    assertThat(life.state().response().drafts()).isEmpty();
    assertThat(life.notices(NoticeKind.PROGRESS))
        .singleElement()
        .satisfies(n -> {
          assertThat(n.noticeId()).isEqualTo(draft.noticeId());
          assertThat(n.details().approver()).isEqualTo(LEADER);
        });
  }

  @Test
  void missed_limits_are_written_down_once_each() {
    Life life = Life.opened(false).go(new PassTime(at("09:32")));
    assertThat(limits(life)).containsExactly(Limit.CAUSE);

    life.assessed().go(new PassTime(at("10:02"))).go(new PassTime(at("10:30")));

    assertThat(limits(life)).containsExactly(Limit.CAUSE, Limit.DECISION);
    assertThat(life.events(LimitMissed.class).getFirst().because().reason().zh())
        .isEqualTo("时限已过:原因报告组长应在09:32前完成(Ⅳ级)。");
  }

  @Test
  void a_graver_level_counts_its_limits_from_when_it_holds() {
    Life life = Life.in("ASSESSED").go(new SetSeverity(Severity.SEV2, leader("09:30")));

    life.go(new PassTime(at("09:44")));
    assertThat(limits(life)).isEmpty();
    life.go(new PassTime(at("10:00")));
    assertThat(limits(life))
        .containsExactly(Limit.DECISION, Limit.SUPERIOR_PHONE, Limit.SUPERIOR_WRITING);
  }

  @Test
  void the_end_waits_for_the_observation_and_for_every_affected_unit() {
    Life life = Life.in("RESTORED");

    Refused early = life.refused(new EndResponse(leader("10:30")));
    assertThat(early.missing()).containsExactly("observation until 11:00", "confirmation of yunxi");
    assertThat(early.detail().en())
        .contains("Expected 1 h of observation until 11:00, but it is 10:30.");

    assertThat(life.confirmed().refused(new EndResponse(leader("10:59"))).missing())
        .containsExactly("observation until 11:00");
    assertThat(life.go(new EndResponse(leader("11:00"))).stage()).isEqualTo("ENDED");
  }

  @Test
  void a_report_on_a_restored_service_is_a_recurrence_and_voids_what_was_confirmed() {
    Life life = Life.in("CONFIRMED").joined("yunxi", "10:40");

    assertThat(life.stage()).isEqualTo("ACTIVE");
    assertThat(life.state().extent().reports()).isEqualTo(2);
    assertThat(life.state().serviceState()).isEqualTo(ServiceState.DEGRADED);
    life.repaired("10:45").tested("10:46").go(new ApproveRestoration(leader("10:47")));
    life.go(life.restore("10:50"));
    assertThat(life.refused(new EndResponse(leader("12:00"))).missing())
        .containsExactly("confirmation of yunxi");
  }

  @Test
  void a_drill_is_marked_everywhere_and_evaluated_before_it_is_closed() {
    Life drill = Life.opened(true).suspended("09:20").restored().confirmed().ended().reported();
    assertThat(drill.events(IncidentEvent.NoticeIssued.class))
        .hasSize(3)
        .allSatisfy(e -> assertThat(e.notice().body().zh()).startsWith("【演练】"));

    assertThat(drill.refused(new CloseIncident(leader("12:00"))).missing())
        .containsExactly("evaluation");
    drill
        .go(new EvaluateDrill(act(LEADER, "12:05", "通知慢了两分钟", Power.values())))
        .go(new CloseIncident(leader("12:10")));
    assertThat(drill.stage()).isEqualTo("CLOSED");
  }

  @Test
  void a_drill_that_becomes_global_tells_its_participants_only() {
    Life drill = Life.opened(true);
    drill.go(
        new IncidentCommand.PromoteIncident(
            new IncidentCommand.JoinReports(
                List.of(Example.report("linjiang", "09:10")),
                payment(),
                Because.rule(Text.same("归并"), at("09:10"))),
            List.of(),
            Because.rule(Text.same("归并"), at("09:10"))));

    Notice widened = drill.notices(NoticeKind.FAULT).getLast();
    assertThat(widened.toAll()).isFalse();
    assertThat(widened.units()).containsExactly("yunxi", "linjiang");
  }

  @Test
  void a_merge_that_is_undone_gives_each_what_it_had() {
    Life parent = Life.in("ASSESSED");
    Extent siblings = Extent.first(Scope.REGIONAL, Example.report("baita", "09:30"));
    Because rule = Because.rule(Text.same("合并"), at("09:40"));
    parent.go(new IncidentCommand.TakeOver("sibling", siblings, payment(), rule));
    assertThat(parent.state().extent().units()).hasSize(2);

    parent.go(new IncidentCommand.GiveBack("sibling", siblings, rule));

    assertThat(parent.state().extent().reports()).isEqualTo(1);
    assertThat(parent.state().extent().has("baita")).isFalse();
    assertThat(parent.state().absorbed()).isEmpty();
    assertThat(
            ((Accepted) parent.decide(new IncidentCommand.GiveBack("sibling", siblings, rule)))
                .events())
        .isEmpty();
  }

  @Test
  void when_the_last_report_is_taken_back_a_false_alarm_is_suggested() {
    Life life = Life.in("NEW");

    life.go(
        new LifeCommand.WithdrawReport(
            "r-1", Text.same("云溪县局"), act(TECHNICIAN, "09:10", "已自行恢复", Power.RESPONDER)));

    assertThat(life.events(LifeEvent.ReportWithdrawn.class).getFirst().because().reason().zh())
        .contains("云溪县局撤回报告", "误报", "已自行恢复");
    assertThat(life.state().extent().reports()).isEqualTo(1);
  }

  private static List<Limit> limits(Life life) {
    return life.events(LimitMissed.class).stream().map(LimitMissed::limit).toList();
  }

  private static ActivateResponse activate(String time) {
    return new ActivateResponse(null, act(DEPUTY, time, "组长未决定", Power.LEADER));
  }

  private static NotePaging paged(@Nullable String role, Actor who) {
    return new NotePaging(
        new Paging("p-" + role, 1, 0, "LD", role, List.of(who), List.of("SMS")),
        Because.rule(Text.same("呼叫"), at("09:03")));
  }
}
