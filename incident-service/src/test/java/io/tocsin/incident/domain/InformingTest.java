package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Life.LEADER;
import static io.tocsin.incident.domain.Life.dutyLead;
import static io.tocsin.incident.domain.Life.leader;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.IncidentCommand.PassTime;
import io.tocsin.incident.domain.LifeCommand.IssueProgress;
import io.tocsin.incident.domain.LifeCommand.NoticeTerms;
import io.tocsin.incident.domain.LifeCommand.SetSeverity;
import io.tocsin.incident.domain.LifeEvent.LimitMissed;
import io.tocsin.incident.domain.LifeEvent.LimitNear;
import io.tocsin.incident.domain.LifeEvent.ProgressOverdue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The notices of a response, and what is owed by a time. */
class InformingTest {

  @Test
  void the_suspension_goes_out_with_its_words_and_the_restoration_to_exactly_its_readers() {
    Life life = Life.in("ACTIVE");
    life.go(
        new LifeCommand.SuspendService(
            new NoticeTerms(at("11:00"), null, null, null, null, null, null),
            payment(),
            leader("09:20")));
    Notice suspension = life.notices(NoticeKind.SUSPENSION).getFirst();
    assertThat(suspension.body().zh()).isEqualTo("财务支付系统因数据库故障自09:20起暂停，预计11:00恢复。请停止操作并向窗口解释。");
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
    assertThat(restoration.body().zh()).isEqualTo("财务支付系统已于10:00恢复，请核对09:02前最后业务并补录。");
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
        .isEqualTo("财务支付系统仍在处置，阶段：响应中，下次通报14:20。");
  }

  @Test
  void a_fault_that_is_back_is_to_be_told_of_as_often_as_the_first_time() {
    Life reported = Life.in("RESTORED").joined("yunxi", "10:20");
    Life reopened = Life.in("RESTORED").go(new LifeCommand.ReopenIncident(dutyLead("10:20")));

    for (Life life : List.of(reported, reopened)) {
      assertThat(life.state().response().nextUpdateAt()).isEqualTo(at("12:20"));
      life.go(new PassTime(at("12:20")));
      assertThat(life.events(ProgressOverdue.class)).hasSize(1);
    }
  }

  @Test
  void a_notice_waits_for_the_leader_where_the_organisation_asks_for_it() {
    Life life = drafted("09:30");
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
  void a_draft_keeps_no_promise_and_makes_none_until_it_is_approved() {
    Life life = drafted("11:00");
    assertThat(life.state().response().nextUpdateAt())
        .as("of the activation")
        .isEqualTo(at("11:15"));

    life.go(new PassTime(at("11:15")));
    assertThat(life.events(ProgressOverdue.class)).hasSize(1);

    String draft = life.state().response().drafts().getFirst().noticeId();
    life.go(new LifeCommand.ApproveNotice(draft, leader("11:20")));
    assertThat(life.state().response().nextUpdateAt())
        .as("what its words say")
        .isEqualTo(at("13:00"));
  }

  @Test
  void what_is_no_fault_or_counts_elsewhere_has_no_drafts_to_approve() {
    Because because = new Because(Text.same("缘由"), Life.DUTY_LEAD, at("09:20"));
    for (IncidentCommand end :
        List.of(
            new IncidentCommand.DeclareFalseAlarm(because),
            new IncidentCommand.MergeInto("parent", because))) {
      Life life =
          Life.opened(Example.approving(NoticeKind.PROGRESS), false)
              .go(new IssueProgress(NoticeTerms.NONE, payment(), dutyLead("09:15")));
      String draft = life.state().response().drafts().getFirst().noticeId();

      life.go(end);

      assertThat(life.state().response().drafts()).isEmpty();
      assertThat(life.refused(new LifeCommand.ApproveNotice(draft, leader("09:30"))).detail().en())
          .contains("Expected an open incident");
    }
  }

  @Test
  void missed_limits_are_written_down_once_each() {
    Life life = Life.opened(false).go(new PassTime(at("09:32")));
    assertThat(limits(life)).containsExactly(Limit.ACKNOWLEDGEMENT, Limit.CAUSE);

    life.assessed().go(new PassTime(at("10:02"))).go(new PassTime(at("10:30")));

    assertThat(limits(life)).containsExactly(Limit.ACKNOWLEDGEMENT, Limit.CAUSE, Limit.DECISION);
    assertThat(life.events(LimitMissed.class).get(1).because().reason().zh())
        .isEqualTo("时限已过：原因报告组长应在09:32前完成（Ⅳ级）。");
  }

  @Test
  void what_somebody_took_up_in_time_misses_no_acknowledgement() {
    Because mine = new Because(Text.same("接手"), Life.TECHNICIAN, at("09:20"));
    Life life = Life.opened(false).go(new IncidentCommand.AcknowledgeIncident(null, null, mine));

    life.go(new PassTime(at("09:32")));

    assertThat(limits(life)).containsExactly(Limit.CAUSE);
  }

  @Test
  void a_graver_level_counts_its_limits_from_when_it_holds() {
    Life life = Life.in("ASSESSED").go(new SetSeverity(Severity.SEV2, leader("09:30")));
    assertThat(Limits.decisionDue(life.state())).isEqualTo(at("09:45"));

    life.go(new PassTime(at("09:44")));
    assertThat(limits(life)).isEmpty();
    life.go(new PassTime(at("10:00")));
    assertThat(limits(life))
        .containsExactly(Limit.DECISION, Limit.SUPERIOR_PHONE, Limit.SUPERIOR_WRITING);
  }

  @Test
  void a_graver_level_gives_nobody_more_time() {
    Life life = Life.in("ASSESSED").go(new SetSeverity(Severity.SEV3, leader("09:50")));
    assertThat(Limits.decisionDue(life.state())).as("of Ⅳ").isEqualTo(at("10:02"));

    life.go(new SetSeverity(Severity.SEV1, leader("09:58")));

    assertThat(Limits.decisionDue(life.state())).isEqualTo(at("10:02"));
    life.go(new PassTime(at("10:02")));
    assertThat(life.events(LimitMissed.class).getFirst().because().reason().en())
        .isEqualTo("Limit missed: the leader's decision on activation was due by 10:02 (level Ⅳ).");
  }

  @Test
  void a_lower_level_counts_from_when_it_was_as_grave_and_restarts_nothing() {
    Life life =
        Life.in("ASSESSED")
            .go(new SetSeverity(Severity.SEV1, leader("09:20")))
            .go(new SetSeverity(Severity.SEV3, Life.act(LEADER, "09:25", "影响有限", Power.values())));

    assertThat(Limits.decisionDue(life.state())).as("20 min after 09:20").isEqualTo(at("09:40"));
    life.go(new PassTime(at("09:40")))
        .go(new SetSeverity(Severity.SEV4, Life.act(LEADER, "09:41", "影响很小", Power.values())))
        .go(new PassTime(at("10:02")));
    assertThat(limits(life)).containsOnlyOnce(Limit.DECISION);
  }

  @Test
  void a_fault_that_becomes_global_owes_its_suspension_from_then_on() {
    Life life = Life.opened(false).assessed();
    Because rule = Because.rule(Text.same("归并"), at("11:00"));
    life.go(
        new IncidentCommand.PromoteIncident(
            new IncidentCommand.JoinReports(
                List.of(Example.report("linjiang", "11:00")), payment(), rule),
            List.of(),
            rule));

    life.go(new PassTime(at("11:14")));
    assertThat(limits(life)).doesNotContain(Limit.SUSPENSION);
    life.go(new PassTime(at("11:15")));
    assertThat(limits(life)).contains(Limit.SUSPENSION);
  }

  @Test
  void the_superiors_limit_is_reminded_of_before_it_passes_and_once() {
    Life life = Life.in("ASSESSED").go(new SetSeverity(Severity.SEV3, leader("09:20")));

    life.go(new PassTime(at("09:44")));
    assertThat(life.events(LimitNear.class)).isEmpty();
    assertThat(life.state().dueAt()).isEqualTo(at("09:45"));
    life.go(new PassTime(at("09:45"))).go(new PassTime(at("09:46")));

    assertThat(life.events(LimitNear.class))
        .singleElement()
        .satisfies(near -> {
          assertThat(near.limit()).isEqualTo(Limit.SUPERIOR_PHONE);
          assertThat(near.because().reason().en())
              .isEqualTo(
                  "Reminder: the superior told by phone is due by 09:50 (level Ⅲ) and not recorded"
                      + " yet.");
        });
    life.go(new LifeCommand.RecordSuperiorReport(Limit.SUPERIOR_PHONE, dutyLead("09:48")))
        .go(new PassTime(at("10:00")));
    assertThat(limits(life)).doesNotContain(Limit.SUPERIOR_PHONE);
  }

  @Test
  void the_superior_is_owed_a_word_also_when_the_service_works_again() {
    Life life = Life.in("APPROVED").go(new SetSeverity(Severity.SEV3, leader("09:58")));
    life.go(life.restore("10:00"));

    life.go(new PassTime(at("10:23"))).go(new PassTime(at("10:28")));

    assertThat(life.events(LimitNear.class)).hasSize(1);
    assertThat(limits(life)).containsExactly(Limit.SUPERIOR_PHONE);
  }

  /** Where progress waits for the leader, the duty lead has written one. */
  private static Life drafted(String time) {
    return Life.opened(Example.approving(NoticeKind.PROGRESS), false)
        .assessed()
        .activated()
        .go(new IssueProgress(NoticeTerms.NONE, payment(), dutyLead(time)));
  }

  private static List<Limit> limits(Life life) {
    return life.events(LimitMissed.class).stream().map(LimitMissed::limit).toList();
  }
}
