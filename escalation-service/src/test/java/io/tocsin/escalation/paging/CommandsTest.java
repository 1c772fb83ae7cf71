package io.tocsin.escalation.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.Degree;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentEvent.Notice;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.IncidentEvent.StepChangedV1;
import io.tocsin.contracts.IncidentEvent.StepOpenedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentFacts.AffectedUnit;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.contracts.StepState;
import io.tocsin.escalation.domain.Call;
import io.tocsin.escalation.domain.Command;
import io.tocsin.escalation.domain.Command.SettleTask;
import io.tocsin.escalation.domain.Command.SettleTasks;
import io.tocsin.escalation.domain.Command.TellTask;
import io.tocsin.escalation.domain.Command.TellTask.Why;
import io.tocsin.escalation.domain.Reason;
import io.tocsin.escalation.domain.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the records of the incident ask of the paging. */
class CommandsTest {

  private static final Instant NOW = Instant.parse("2026-03-09T01:10:00Z");
  private static final Commands COMMANDS =
      new Commands(new TaskProperties(List.of(Channel.SMS), Duration.ofMinutes(5)));
  private static final IncidentFacts FACTS =
      new IncidentFacts(
          "i-1",
          "2026-0042",
          "payment",
          Scope.GLOBAL,
          Severity.SEV2,
          Degree.FULL_STOP,
          IncidentState.ACTIVE,
          ServiceState.DEGRADED,
          "DATABASE",
          false,
          List.of(new AffectedUnit("yunxi", 1, NOW), new AffectedUnit("linjiang", 1, NOW)),
          2,
          NOW,
          null);

  private static TellTask missed(String about, String reference) {
    return (TellTask) noted(about, reference).orElseThrow();
  }

  private static Optional<Command> noted(String about, String reference) {
    ResponseNotedV1 note =
        new ResponseNotedV1(
            7, FACTS, new LocalText("超过时限", "late"), Actor.SYSTEM, about, reference);
    return COMMANDS.of(new Envelope<>("e", NOW, null, note));
  }

  @Test
  void a_limit_that_was_missed_is_told_to_the_leader_with_the_reason_as_the_task() {
    TellTask told = missed("limit.missed", "DECISION");

    assertThat(told.calls()).containsExactly(Call.post("LD", Role.PRIMARY));
    assertThat(told.title()).isEqualTo(new Reason("超过时限", "late"));
    assertThat(told.taskId()).isEqualTo("limit.missed/DECISION");
  }

  @Test
  void a_late_notice_is_told_to_who_sends_notices_and_later_to_the_leader() {
    for (TellTask told :
        List.of(missed("progress.overdue", "10:00"), missed("limit.missed", "SUSPENSION"))) {
      assertThat(told.calls()).containsExactly(Call.post("CM", Role.PRIMARY));
      assertThat(told.leadAfter()).isEqualTo(Duration.ofMinutes(5));
    }
  }

  @Test
  void the_leader_hears_in_good_time_that_the_superior_is_to_be_told_and_no_more_once_he_is() {
    TellTask near = (TellTask) noted("limit.near", "SUPERIOR_PHONE").orElseThrow();

    assertThat(near.calls()).containsExactly(Call.post("LD", Role.PRIMARY));
    assertThat(near.why()).isEqualTo(Why.NEAR);
    assertThat(near.leadAfter()).isNull();
    assertThat(noted("superior.told", "SUPERIOR_PHONE"))
        .contains(
            new SettleTasks(List.of("limit.near/SUPERIOR_PHONE", "limit.missed/SUPERIOR_PHONE")));
    assertThat(noted("limit.near", "FINAL_REPORT")).as("a day, not an hour").isEmpty();
  }

  @Test
  void a_notice_settles_what_was_late_of_its_kind() {
    assertThat(issued(NoticeType.PROGRESS)).contains(new SettleTasks(List.of("progress.overdue/")));
    assertThat(issued(NoticeType.SUSPENSION))
        .as("which says too when units hear again")
        .contains(new SettleTasks(List.of("progress.overdue/", "limit.missed/SUSPENSION")));
    assertThat(issued(NoticeType.GENERAL)).isEmpty();
  }

  @Test
  void the_end_of_the_response_settles_everything_and_its_restoration_only_what_it_interrupts() {
    assertThat(transition(IncidentState.ENDED)).contains(new SettleTasks(List.of("")));
    assertThat(transition(IncidentState.RESTORED)).isEmpty();
  }

  private static Optional<Command> transition(IncidentState to) {
    return COMMANDS.of(
        new Envelope<>(
            "e",
            NOW,
            null,
            new IncidentTransitionedV1(
                9, FACTS, new LocalText("说明", "a word"), Actor.SYSTEM, FACTS.state(), to)));
  }

  private static Optional<Command> issued(NoticeType type) {
    LocalText words = new LocalText("通知", "notice");
    Notice notice =
        new Notice(
            "n-1",
            "N-1",
            type,
            null,
            words,
            words,
            Audience.ALL_UNITS,
            List.of(),
            List.of(),
            NOW,
            null);
    return COMMANDS.of(
        new Envelope<>("e", NOW, null, new NoticeIssuedV1(9, FACTS, words, Actor.SYSTEM, notice)));
  }

  @Test
  void what_merely_stands_on_the_timeline_asks_for_nothing() {
    ResponseNotedV1 note =
        new ResponseNotedV1(7, FACTS, new LocalText("说明", "a word"), Actor.SYSTEM, "comment", null);

    assertThat(COMMANDS.of(new Envelope<>("e", NOW, null, note))).isEmpty();
  }

  @Test
  void a_step_of_the_liaisons_is_told_to_those_of_the_affected_units() {
    StepOpenedV1 opened =
        new StepOpenedV1(
            7,
            FACTS,
            new LocalText("可以开始", "open"),
            Actor.SYSTEM,
            "H5",
            new LocalText("停止录入", "stop entry"),
            List.of("UL"),
            null,
            null);

    assertThat(
            ((TellTask) COMMANDS.of(new Envelope<>("e", NOW, null, opened)).orElseThrow()).calls())
        .containsExactly(Call.liaison("yunxi"), Call.liaison("linjiang"));
  }

  @ParameterizedTest
  @EnumSource(
      value = StepState.class,
      names = {"DONE", "SKIPPED", "WAITING"})
  void a_step_that_nobody_is_to_work_now_takes_its_messages_back(StepState state) {
    assertThat(COMMANDS.of(changed(state))).contains(new SettleTask("T1"));
  }

  @Test
  void a_step_that_is_started_may_still_run_over_its_time() {
    assertThat(COMMANDS.of(changed(StepState.STARTED))).isEmpty();
  }

  private static Envelope<StepChangedV1> changed(StepState state) {
    return new Envelope<>(
        "e",
        NOW,
        null,
        new StepChangedV1(
            9,
            FACTS,
            new LocalText("说明", "a word"),
            Actor.SYSTEM,
            "T1",
            new LocalText("技术测试", "technical test"),
            List.of("AP", "DB"),
            state));
  }
}
