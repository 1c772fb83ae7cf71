package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Example.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.LifeCommand.NoticeTerms;
import io.tocsin.incident.domain.casefile.WorkingDays;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every state and every act: the state after it, {@code =} where it stays as it is, {@code -} where
 * it is refused. APPROVED is TESTED with its approval, CONFIRMED is RESTORED and confirmed by all.
 */
class LifeTableTest {

  private static final String TABLE =
      """
      act          NEW         ASSESSED ACTIVE   REPAIRED TESTED   APPROVED RESTORED CONFIRMED ENDED  CLOSED FALSE_ALARM MERGED
      join         =           =        =        =        =        =        ACTIVE   ACTIVE    -      -      -           -
      acknowledge  =           =        =        =        =        =        -        -         -      -      -           -
      comment      =           =        =        =        =        =        =        =         =      =      =           =
      assess       ASSESSED    =        =        =        =        =        -        -         -      -      -           -
      activate     -           ACTIVE   =        -        -        -        -        -         -      -      -           -
      suspend      =           =        =        =        =        =        -        -         -      -      -           -
      progress     =           =        =        =        =        =        -        -         -      -      -           -
      repair       -           -        REPAIRED =        REPAIRED REPAIRED -        -         -      -      -           -
      pass         -           -        -        =        =        =        -        -         -      -      -           -
      fail         -           -        -        ACTIVE   ACTIVE   ACTIVE   -        -         -      -      -           -
      approve      -           -        -        -        =        =        -        -         -      -      -           -
      reject       -           -        -        -        ACTIVE   ACTIVE   -        -         -      -      -           -
      restore      -           -        -        -        -        RESTORED =        =         -      -      -           -
      confirm      -           -        -        -        -        -        =        =         -      -      -           -
      end          -           -        -        -        -        -        -        ENDED     =      -      -           -
      close        -           -        -        -        -        -        -        -         CLOSED =      -           -
      reopen       -           -        -        -        -        -        ACTIVE   ACTIVE    -      -      -           -
      false-alarm  FALSE_ALARM -        -        -        -        -        -        -         -      -      =           -
      merge        MERGED      MERGED   -        -        -        -        -        -         -      -      -           =
      unmerge      -           -        -        -        -        -        -        -         -      -      -           NEW
      grade        =           =        =        =        =        =        -        -         -      -      -           -
      hand-over    =           =        =        =        =        =        =        =         -      -      -           -
      superior     =           =        =        =        =        =        =        =         =      =      =           =
      evaluate     -           -        -        -        -        -        -        -         -      -      -           -
      withdraw     =           =        =        =        =        =        =        =         =      =      =           =
      pass-time    =           =        =        =        =        =        =        =         =      =      =           =
      """;

  static Stream<Arguments> cells() {
    List<String> lines = TABLE.lines().toList();
    String[] states = lines.getFirst().strip().split("\\s+", -1);
    List<Arguments> cells = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.strip().split("\\s+", -1);
      for (int i = 1; i < row.length; i++) {
        cells.add(Arguments.of(row[0], states[i], row[i]));
      }
    }
    return cells.stream();
  }

  @ParameterizedTest(name = "{0} in {1}: {2}")
  @MethodSource("cells")
  void each_act_in_each_state_does_what_the_table_says(String act, String from, String to) {
    Life life = Life.in(from);
    String before = life.stage();
    Incident untouched = life.state();

    Decision decision = life.decide(command(life, act));

    if (to.equals("-")) {
      assertThat(decision).isInstanceOf(Refused.class);
      Refused refused = (Refused) decision;
      assertThat(refused.missing()).isNotEmpty();
      assertThat(refused.detail().en()).contains("Expected", "but");
      assertThat(refused.detail().zh()).contains("但");
      assertThat(life.state()).isSameAs(untouched);
    } else {
      assertThat(decision).isInstanceOf(Accepted.class);
      assertThat(life.go(command(life, act)).stage()).isEqualTo(to.equals("=") ? before : to);
    }
  }

  @ParameterizedTest(name = "{0} in {1}: {2}")
  @MethodSource("cells")
  void what_was_done_once_is_not_done_again(String act, String from, String to) {
    Life life = Life.in(from);
    // These say something new each time they are said.
    boolean speaks =
        List.of("join", "comment", "progress", "withdraw", "fail", "pass-time").contains(act);
    if (to.equals("-") || speaks) {
      return;
    }
    life.go(command(life, act));

    Decision again = life.decide(command(life, act));

    boolean leaves = List.of("reject", "reopen", "unmerge").contains(act);
    if (leaves) {
      assertThat(again).isInstanceOf(Refused.class);
    } else {
      assertThat(again).isInstanceOf(Accepted.class);
      assertThat(((Accepted) again).events()).isEmpty();
    }
  }

  private static IncidentCommand command(Life life, String act) {
    String late = "23:00";
    Because rule = new Because(Text.same("缘由"), Life.DUTY_LEAD, at(late));
    return switch (act) {
      case "join" ->
          new IncidentCommand.JoinReports(List.of(report("yunxi", late)), payment(), rule);
      case "acknowledge" ->
          new IncidentCommand.AcknowledgeIncident(
              null, null, new Because(Text.same("接手"), Life.TECHNICIAN, at(late)));
      case "comment" -> new IncidentCommand.NoteResponse("comment", null, rule);
      case "assess" ->
          new LifeCommand.AssessIncident(
              Cause.NETWORK,
              Degree.MAIN_FUNCTION_DOWN,
              null,
              null,
              payment(),
              Life.technician(late));
      case "activate" ->
          new LifeCommand.ActivateResponse(
              null, Life.act(Life.LEADER, late, "没有合适的预案", Power.LEADER));
      case "suspend" ->
          new LifeCommand.SuspendService(NoticeTerms.NONE, payment(), Life.leader(late));
      case "progress" ->
          new LifeCommand.IssueProgress(NoticeTerms.NONE, payment(), Life.technician(late));
      case "repair" -> new LifeCommand.ReportRepair("重启", Life.dutyLead(late));
      case "pass" ->
          new LifeCommand.RecordTest(
              TestKind.TECHNICAL, true, List.of("查询"), Life.technician(late));
      case "fail" ->
          new LifeCommand.RecordTest(
              TestKind.BUSINESS, false, List.of("支付"), Life.technician(late));
      case "approve" -> new LifeCommand.ApproveRestoration(Life.leader(late));
      case "reject" ->
          new LifeCommand.RejectRestoration(
              Life.act(Life.LEADER, late, "再观察", Power.DUTY_LEAD, Power.LEADER));
      case "restore" -> life.restore(late);
      case "confirm" -> new LifeCommand.ConfirmUnits(List.of("yunxi"), Life.dutyLead(late));
      case "end" -> new LifeCommand.EndResponse(WorkingDays.WEEKDAYS, Life.leader(late));
      case "close" -> new LifeCommand.CloseIncident(Life.leader(late));
      case "reopen" -> new LifeCommand.ReopenIncident(Life.dutyLead(late));
      case "false-alarm" -> new IncidentCommand.DeclareFalseAlarm(rule);
      case "merge" -> new IncidentCommand.MergeInto("parent", rule);
      case "unmerge" -> new LifeCommand.UndoMerge(Life.dutyLead(late));
      case "grade" -> new LifeCommand.SetSeverity(Severity.SEV1, Life.technician(late));
      case "hand-over" -> new LifeCommand.HandOverCommand(Life.DEPUTY, Life.leader(late));
      case "superior" ->
          new LifeCommand.RecordSuperiorReport(Limit.SUPERIOR_PHONE, Life.dutyLead(late));
      case "evaluate" ->
          new LifeCommand.EvaluateDrill(
              Life.act(Life.LEADER, late, "流程顺畅", Power.DUTY_LEAD, Power.LEADER));
      case "withdraw" ->
          new LifeCommand.WithdrawReport("r-1", Text.same("云溪县局"), Life.technician(late));
      case "pass-time" -> new IncidentCommand.PassTime(at(late));
      default -> throw new IllegalArgumentException(act);
    };
  }
}
