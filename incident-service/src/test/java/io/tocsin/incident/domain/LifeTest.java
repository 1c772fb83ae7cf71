package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Life.DEPUTY;
import static io.tocsin.incident.domain.Life.LEADER;
import static io.tocsin.incident.domain.Life.TECHNICIAN;
import static io.tocsin.incident.domain.Life.act;
import static io.tocsin.incident.domain.Life.leader;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.IncidentCommand.NotePaging;
import io.tocsin.incident.domain.LifeCommand.ActivateResponse;
import io.tocsin.incident.domain.LifeCommand.CloseIncident;
import io.tocsin.incident.domain.LifeCommand.EndResponse;
import io.tocsin.incident.domain.LifeCommand.EvaluateDrill;
import io.tocsin.incident.domain.casefile.CaseFileCommand.FileFollowUp;
import io.tocsin.incident.domain.casefile.CaseFileCommand.PutAction;
import io.tocsin.incident.domain.casefile.WorkingDays;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may lead a response, end it and undo it, and what a drill is. */
class LifeTest {

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
  void the_end_waits_for_the_observation_and_for_every_affected_unit() {
    Life life = Life.in("RESTORED");

    Refused early = life.refused(new EndResponse(WorkingDays.WEEKDAYS, leader("10:30")));
    assertThat(early.missing()).containsExactly("observation until 11:00", "confirmation of yunxi");
    assertThat(early.detail().en())
        .contains("Expected 1 h of observation until 11:00, but it is 10:30.");

    assertThat(
            life.confirmed()
                .refused(new EndResponse(WorkingDays.WEEKDAYS, leader("10:59")))
                .missing())
        .containsExactly("observation until 11:00");
    assertThat(life.go(new EndResponse(WorkingDays.WEEKDAYS, leader("11:00"))).stage())
        .isEqualTo("ENDED");
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
    parent.go(new IncidentCommand.TakeOver("sibling", siblings, List.of(), payment(), rule));
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
  void what_leaves_a_merged_sibling_leaves_its_parent_too() {
    Life parent = Life.in("ASSESSED");
    Extent own = Extent.first(Scope.REGIONAL, Example.report("baita", "09:30"));
    AffectedUnit came = new AffectedUnit("donghu", 2, at("09:20"));
    Extent with = own.plus(List.of(came), Degree.FULL_STOP, false);
    Because rule = Because.rule(Text.same("合并"), at("09:40"));
    parent.go(new IncidentCommand.TakeOver("sibling", own, List.of(), payment(), rule));

    parent.go(new IncidentCommand.TakeOver("sibling", with, List.of(), payment(), rule));
    assertThat(parent.state().extent().reports()).isEqualTo(4);
    assertThat(parent.state().absorbed()).containsExactly("sibling");

    parent.go(new IncidentCommand.TakeOver("sibling", own, List.of(), payment(), rule));
    assertThat(parent.state().extent().reports()).isEqualTo(2);
    assertThat(parent.state().extent().has("donghu")).isFalse();

    parent.go(new IncidentCommand.GiveBack("sibling", with, rule));
    assertThat(parent.state().extent().reports()).isEqualTo(1);
  }

  @Test
  void a_parent_that_is_over_counts_more_and_becomes_no_worse() {
    Life parent = Life.in("ENDED");
    Extent grave = Extent.first(Scope.REGIONAL, Example.report("baita", "09:30", Degree.FULL_STOP));
    Incident before = parent.state();

    parent.go(
        new IncidentCommand.TakeOver(
            "sibling", grave, List.of(), payment(), Because.rule(Text.same("合并"), at("12:00"))));

    assertThat(parent.state().extent().reports()).isEqualTo(2);
    assertThat(parent.state().severity()).isEqualTo(before.severity());
    assertThat(parent.state().serviceState()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void a_merge_that_has_no_open_end_is_released_once() {
    Life merged = Life.in("MERGED");
    Because rule = Because.rule(Text.same("无未结事件"), at("09:40"));
    merged.go(new IncidentCommand.ReleaseMerge("another", rule));
    assertThat(merged.stage()).isEqualTo("MERGED");

    merged.go(new IncidentCommand.ReleaseMerge("parent", rule));

    assertThat(merged.stage()).isEqualTo("NEW");
    assertThat(
            ((Accepted) merged.decide(new IncidentCommand.ReleaseMerge("parent", rule))).events())
        .isEmpty();
  }

  @Test
  void what_is_archived_takes_only_the_day_on_which_an_action_was_done() {
    Life life = Life.in("ENDED");
    life.go(put("A", null, null)).go(new CloseIncident(leader("12:00")));
    FileFollowUp followUp =
        new FileFollowUp("已归档", "PHONE", null, leader("12:10").because(Text.same("")));

    assertThat(life.refused(followUp).detail().en())
        .isEqualTo(
            "Expected only the day on which an action was done, as incident 2026-0001 is closed,"
                + " but got a follow-up report.");
    assertThat(life.refused(put("B", null, null)).missing())
        .containsExactly("incident before the archive");
    assertThat(life.refused(put("B", "A1", null)).missing())
        .containsExactly("incident before the archive");

    life.go(put("A", "A1", LocalDate.parse("2026-03-20")));
    assertThat(life.state().file().actions().getFirst().doneOn()).isEqualTo("2026-03-20");
  }

  private static PutAction put(String text, @Nullable String id, @Nullable LocalDate doneOn) {
    return new PutAction(
        id,
        text,
        "wang-ming",
        LocalDate.parse("2026-04-01"),
        doneOn,
        null,
        leader("11:40").because(Text.same("")));
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

  private static ActivateResponse activate(String time) {
    return new ActivateResponse(null, act(DEPUTY, time, "组长未决定", Power.LEADER));
  }

  private static NotePaging paged(@Nullable String role, Actor who) {
    return new NotePaging(
        new Paging("p-" + role, 1, 0, "LD", role, List.of(who), List.of("SMS")),
        Because.rule(Text.same("呼叫"), at("09:03")));
  }
}
