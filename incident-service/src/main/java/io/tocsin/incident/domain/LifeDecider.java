package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.LifeCommand.ActivateResponse;
import io.tocsin.incident.domain.LifeCommand.CloseIncident;
import io.tocsin.incident.domain.LifeCommand.ConfirmUnits;
import io.tocsin.incident.domain.LifeCommand.EvaluateDrill;
import io.tocsin.incident.domain.LifeCommand.HandOverCommand;
import io.tocsin.incident.domain.LifeCommand.ReopenIncident;
import io.tocsin.incident.domain.LifeCommand.SetSeverity;
import io.tocsin.incident.domain.LifeCommand.UndoMerge;
import io.tocsin.incident.domain.LifeCommand.WithdrawReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides the acts of people. What was done already is accepted without events, so an act that
 * comes twice is done once; what may not be refused says what it would take.
 */
final class LifeDecider {

  private LifeDecider() {}

  static Decision decide(Incident incident, LifeCommand command) {
    return switch (command) {
      case LifeCommand.AssessIncident assess -> Assessing.decide(incident, assess);
      case ActivateResponse activate -> activate(incident, activate);
      case LifeCommand.SuspendService suspend -> Informing.suspend(incident, suspend);
      case LifeCommand.ReportRepair repair -> Recovering.repair(incident, repair);
      case LifeCommand.RecordTest test -> Recovering.test(incident, test);
      case LifeCommand.ApproveRestoration approve -> Recovering.approve(incident, approve);
      case LifeCommand.RejectRestoration reject -> Recovering.reject(incident, reject);
      case LifeCommand.RestoreService restore -> Recovering.restore(incident, restore);
      case ConfirmUnits confirm -> confirm(incident, confirm);
      case LifeCommand.ConfirmNotice confirm -> confirmNotice(incident, confirm);
      case LifeCommand.EndResponse end -> Ending.end(incident, end);
      case CloseIncident close -> Ending.close(incident, close);
      case ReopenIncident reopen -> reopen(incident, reopen);
      case UndoMerge undo -> undoMerge(incident, undo);
      case HandOverCommand handOver -> handOver(incident, handOver);
      case SetSeverity set -> Assessing.setSeverity(incident, set);
      case LifeCommand.IssueProgress progress -> Informing.progress(incident, progress);
      case LifeCommand.ApproveNotice approve -> Informing.approveNotice(incident, approve);
      case LifeCommand.RecordSuperiorReport told -> Informing.superior(incident, told);
      case EvaluateDrill evaluate -> evaluate(incident, evaluate);
      case WithdrawReport withdraw -> withdraw(incident, withdraw);
    };
  }

  private static Decision activate(Incident incident, ActivateResponse command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.LEADER);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (incident.stage() instanceof LifeStage.Active) {
      return unchanged(incident);
    }
    if (!(incident.stage() instanceof LifeStage.Assessed)) {
      return Guard.stage(incident, new Text("启动响应", "the activation"), "ASSESSED");
    }
    if (command.plan() == null && act.words() == null) {
      return new Refused(
          new Text(
              "应选定专题预案，或说明不用预案的理由，但两者都没有。",
              "Expected a plan, or \"no plan\" with a reason, but there is neither."),
          List.of("plan or reason"));
    }
    return leadersTime(incident, act)
        .map(Decision.class::cast)
        .orElseGet(() -> activated(incident, command));
  }

  /** The deputy decides when the leader's time ran out, and not before. */
  private static Optional<Refused> leadersTime(Incident incident, Act act) {
    String id = act.actor().id();
    Instant until = Limits.decisionDue(incident);
    if (!incident.response().onlyDeputy(id)
        || id.equals(incident.commander())
        || until == null
        || !act.at().isBefore(until)) {
      return Optional.empty();
    }
    String clock = Wording.clock(until, act.at(), incident.rules().zone());
    String now = Wording.clock(act.at(), act.at(), incident.rules().zone());
    return Optional.of(
        new Refused(
            new Text(
                "%s前应由组长决定，此后副组长可代为决定，但现在是%s。".formatted(clock, now),
                "Expected the leader until %s and the deputy only then, but it is %s."
                    .formatted(clock, now)),
            List.of("leader's decision until " + clock)));
  }

  private static Decision activated(Incident incident, ActivateResponse command) {
    Act act = command.act();
    Because because =
        act.because(
            command.plan() == null
                ? new Text(
                    act.actor().name() + "启动响应，不用预案。",
                    act.actor().name() + " activated the response without a plan.")
                : new Text(
                    "%s启动响应，按预案%s。".formatted(act.actor().name(), command.plan()),
                    "%s activated the response by plan %s."
                        .formatted(act.actor().name(), command.plan())));
    List<IncidentEvent> events = new ArrayList<>();
    events.add(new LifeEvent.ResponseActivated(command.plan(), act.words(), because));
    if (incident.response().nextUpdateAt() == null) {
      events.add(Informing.promise(incident, act.actor(), act.at()));
    }
    return Decision.accepted(incident, events);
  }

  private static Decision confirm(Incident incident, ConfirmUnits command) {
    if (!(incident.stage() instanceof LifeStage.Restored)) {
      return Guard.stage(incident, new Text("单位确认", "a unit's confirmation"), "RESTORED");
    }
    List<String> fresh =
        command.units().stream()
            .distinct()
            .filter(u -> !incident.response().confirmedBy(u))
            .toList();
    if (fresh.isEmpty()) {
      return unchanged(incident);
    }
    Act act = command.act();
    Because because =
        act.because(
            new Text(
                "单位确认已恢复：%s。".formatted(String.join("、", fresh)),
                "Units confirm that it works again: %s.".formatted(String.join(", ", fresh))));
    return Decision.accepted(
        incident, List.of(new LifeEvent.UnitsConfirmed(fresh, act.words(), because)));
  }

  /** A fact: it is written down whatever it means, and of the restoration it counts. */
  private static Decision confirmNotice(Incident incident, LifeCommand.ConfirmNotice command) {
    Act act = command.act();
    boolean restoration =
        incident.notices().stream()
            .anyMatch(
                n -> n.noticeId().equals(command.noticeId()) && n.kind() == NoticeKind.RESTORATION);
    if (restoration && incident.stage() instanceof LifeStage.Restored) {
      return confirm(
          incident,
          new ConfirmUnits(
              List.of(command.unit()),
              new Act(act.actor(), act.powers(), act.at(), command.how())));
    }
    Because because =
        act.because(
            new Text(
                "%s已确认收到通知（%s）。".formatted(command.unit(), command.how()),
                "%s confirmed the notice (%s).".formatted(command.unit(), command.how())));
    return Decision.accepted(
        incident,
        List.of(new IncidentEvent.ResponseNoted("notice.confirmed", command.noticeId(), because)));
  }

  private static Decision reopen(Incident incident, ReopenIncident command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.DUTY_LEAD);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!(incident.stage() instanceof LifeStage.Restored)) {
      return Guard.stage(incident, new Text("重新打开", "to reopen it"), "RESTORED");
    }
    return Decision.accepted(
        incident,
        reopened(
            incident,
            act.because(
                new Text(
                    act.actor().name() + "重新打开：故障再次发生。",
                    act.actor().name() + " reopened it: the fault is back."))));
  }

  /**
   * Whatever brings it back: nobody has found out yet how bad it is this time, and units expect to
   * hear of it as they did the first time.
   */
  static List<IncidentEvent> reopened(Incident incident, Because because) {
    return List.of(
        new LifeEvent.IncidentReopened(ServiceState.DEGRADED, because),
        Informing.promise(incident, because.actor(), because.at()));
  }

  private static Decision undoMerge(Incident incident, UndoMerge command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.DUTY_LEAD);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!(incident.stage() instanceof LifeStage.Merged merged)) {
      return Guard.stage(incident, new Text("撤销合并", "to undo a merge"), "MERGED");
    }
    return Decision.accepted(
        incident,
        List.of(
            new LifeEvent.MergeUndone(
                merged.into(),
                act.because(
                    new Text(
                        act.actor().name() + "撤销合并。", act.actor().name() + " undid the merge.")))));
  }

  private static Decision handOver(Incident incident, HandOverCommand command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.LEADER);
    if (refused.isPresent() && !act.actor().id().equals(incident.commander())) {
      return refused.get();
    }
    if (command.to().id().equals(incident.commander())) {
      return unchanged(incident);
    }
    if (!incident.open() && !(incident.stage() instanceof LifeStage.Restored)) {
      return Guard.stage(incident, new Text("移交指挥", "a hand-over"), "open incident");
    }
    return Decision.accepted(
        incident,
        List.of(
            new LifeEvent.CommandHandedOver(
                command.to(),
                act.because(
                    new Text(
                        "%s将指挥移交给%s。".formatted(act.actor().name(), command.to().name()),
                        "%s handed the command over to %s."
                            .formatted(act.actor().name(), command.to().name()))))));
  }

  private static Decision evaluate(Incident incident, EvaluateDrill command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.DUTY_LEAD);
    if (refused.isPresent()) {
      return refused.get();
    }
    String words = act.words();
    if (!incident.exercise() || words == null) {
      return new Refused(
          new Text("应为演练并写明所见，但缺少其一。", "Expected a drill and what it showed, but one is missing."),
          List.of("drill with an evaluation"));
    }
    if (!(incident.stage() instanceof LifeStage.Restored
        || incident.stage() instanceof LifeStage.Ended)) {
      return Guard.stage(incident, new Text("演练评估", "the evaluation"), "ENDED");
    }
    Response.Evaluation known = incident.response().evaluation();
    return known != null && known.words().equals(words)
        ? unchanged(incident)
        : Decision.accepted(
            incident,
            List.of(
                new LifeEvent.DrillEvaluated(
                    words,
                    act.because(
                        new Text(
                            act.actor().name() + "评估演练：",
                            act.actor().name() + " evaluated the drill:")))));
  }

  private static Decision withdraw(Incident incident, WithdrawReport command) {
    Act act = command.act();
    boolean all = incident.response().withdrawn() + 1 >= incident.extent().reports();
    Text unit = command.reporter();
    Text sentence =
        new Text("%s撤回报告。".formatted(unit.zh()), "%s withdrew its report.".formatted(unit.en()));
    return Decision.accepted(
        incident,
        List.of(
            new LifeEvent.ReportWithdrawn(
                command.reportId(),
                act.because(
                    all && incident.open()
                        ? sentence.then(
                            new Text(
                                "全部报告均已撤回，请判断是否误报。",
                                "All reports are withdrawn: consider a false alarm."))
                        : sentence))));
  }

  private static Decision unchanged(Incident incident) {
    return Decision.accepted(incident, List.of());
  }
}
