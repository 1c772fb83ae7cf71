package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.LifeCommand.ApproveRestoration;
import io.tocsin.incident.domain.LifeCommand.RecordTest;
import io.tocsin.incident.domain.LifeCommand.RejectRestoration;
import io.tocsin.incident.domain.LifeCommand.ReportRepair;
import io.tocsin.incident.domain.LifeCommand.RestoreService;
import io.tocsin.incident.domain.Recovery.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the repair to the restored service: nothing is enabled without its evidence. */
final class Recovering {

  private static final Missing MISSING_APPROVAL =
      new Missing(
          "approval",
          new Text(
              "应有恢复的批准，但尚未批准。", "Expected an approval of the restoration, but there is none."));

  private Recovering() {}

  static Decision repair(Incident incident, ReportRepair command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.DUTY_LEAD);
    if (refused.isPresent()) {
      return refused.get();
    }
    switch (incident.stage()) {
      case LifeStage.Active _ -> {
        List<Missing> missing = PlanGuards.beforeRepaired(incident);
        if (!missing.isEmpty()) {
          return Missing.refusal(missing);
        }
      }
      case LifeStage.Repaired _ -> {
        if (isRepeated(incident, command)) {
          return Decision.accepted(incident, List.of());
        }
      }
      case LifeStage.Tested _ -> {}
      default -> {
        return Guard.stage(incident, new Text("修复", "a repair"), "ACTIVE");
      }
    }
    String name = act.actor().name();
    return Decision.accepted(
        incident,
        List.of(
            new LifeEvent.RepairReported(
                command.summary(),
                act.because(
                    new Text(
                        "%s报告已修复：%s".formatted(name, command.summary()),
                        "%s reported the repair: %s".formatted(name, command.summary()))))));
  }

  /** The same again, with nothing tested in between. */
  private static boolean isRepeated(Incident incident, ReportRepair command) {
    Recovery recovery = incident.response().recovery();
    return recovery
        .lastRepair()
        .filter(r -> r.by().equals(command.act().actor()) && r.summary().equals(command.summary()))
        .filter(r -> recovery.tests().stream().noneMatch(t -> !t.at().isBefore(r.at())))
        .isPresent();
  }

  static Decision test(Incident incident, RecordTest command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.RESPONDER);
    if (refused.isPresent()) {
      return refused.get();
    }
    RecoveryTest test =
        new RecoveryTest(command.kind(), command.passed(), command.items(), act.actor(), act.at());
    if (isRepeated(incident, test)) {
      return Decision.accepted(incident, List.of());
    }
    if (!(incident.stage() instanceof LifeStage.Repaired
        || incident.stage() instanceof LifeStage.Tested)) {
      return Guard.stage(incident, new Text("恢复测试", "a recovery test"), "REPAIRED");
    }
    return mayTest(incident, act)
        .map(Decision.class::cast)
        .orElseGet(() -> Decision.accepted(incident, tested(incident, test, act)));
  }

  private static boolean isRepeated(Incident incident, RecoveryTest test) {
    List<RecoveryTest> tests = incident.response().recovery().tests();
    return !tests.isEmpty()
        && sameButTime(tests.getLast(), test)
        && incident
            .response()
            .recovery()
            .lastRepair()
            .filter(r -> !tests.getLast().at().isBefore(r.at()))
            .isPresent();
  }

  private static boolean sameButTime(RecoveryTest one, RecoveryTest other) {
    return one.kind() == other.kind()
        && one.passed() == other.passed()
        && one.items().equals(other.items())
        && one.by().equals(other.by());
  }

  /** Nobody tests their own work. */
  private static Optional<Refused> mayTest(Incident incident, Act act) {
    String id = act.actor().id();
    boolean repaired =
        incident.response().recovery().repairs().stream().anyMatch(r -> r.by().id().equals(id));
    if (!repaired && !PlanGuards.workers(incident).contains(id)) {
      return Optional.empty();
    }
    return Optional.of(
        new Refused(
            new Text(
                "应由未参与修复的人测试，但%s参与了修复。".formatted(act.actor().name()),
                "Expected a tester who did not repair, but %s did.".formatted(act.actor().name())),
            List.of("tester who did not repair")));
  }

  private static List<IncidentEvent> tested(Incident incident, RecoveryTest test, Act act) {
    Text kind = test.kind().label();
    boolean none = test.items().isEmpty();
    Text items =
        new Text(
            none ? "" : "：" + String.join("；", test.items()),
            none ? "" : ": " + String.join("; ", test.items()));
    Text result =
        test.passed()
            ? new Text(
                kind.zh() + "通过" + items.zh() + "。",
                "The " + kind.en() + " passed" + items.en() + ".")
            : new Text(
                kind.zh() + "未通过" + items.zh() + "。",
                "The " + kind.en() + " failed" + items.en() + ".");
    Because because = act.because(result);
    List<IncidentEvent> events = new ArrayList<>();
    events.add(new LifeEvent.TestRecorded(test, because));
    if (!test.passed()) {
      events.add(
          new LifeEvent.SentBack(
              new Because(
                  new Text(
                      kind.zh() + "未通过，继续处置，此前的测试作废。",
                      "The " + kind.en() + " failed: the work goes on, earlier tests are void."),
                  act.actor(),
                  act.at())));
    } else if (incident.stage() instanceof LifeStage.Repaired
        && missingTests(IncidentEvolution.evolveAll(incident, events)).isEmpty()) {
      events.add(
          new LifeEvent.TestsPassed(
              new Because(
                  new Text(
                      "技术测试和业务测试均已通过，待批准。",
                      "Technical and business tests passed; waiting for approval."),
                  act.actor(),
                  act.at())));
    }
    return events;
  }

  static Decision approve(Incident incident, ApproveRestoration command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.leaderOrDelegate(incident, act);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (incident.stage() instanceof LifeStage.Tested) {
      if (incident.response().recovery().approved()) {
        return Decision.accepted(incident, List.of());
      }
      String name = act.actor().name();
      return Decision.accepted(
          incident,
          List.of(
              new LifeEvent.RestorationApproved(
                  act.words(),
                  act.because(new Text(name + "批准恢复。", name + " approved the restoration.")))));
    }
    return notTested(incident, new Text("批准", "the approval"));
  }

  static Decision reject(Incident incident, RejectRestoration command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.leaderOrDelegate(incident, act);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!(incident.stage() instanceof LifeStage.Tested)) {
      return Guard.stage(incident, new Text("不予批准", "a refusal"), "TESTED");
    }
    if (act.words() == null) {
      return new Refused(
          new Text("不予批准应说明理由，但没有理由。", "Expected a reason for the refusal, but there is none."),
          List.of("reason"));
    }
    String name = act.actor().name();
    return Decision.accepted(
        incident,
        List.of(
            new LifeEvent.SentBack(
                act.because(new Text(name + "不批准恢复，继续处置。", name + " refused the restoration.")))));
  }

  static Decision restore(Incident incident, RestoreService command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.leaderOrDelegate(incident, act);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (incident.stage() instanceof LifeStage.Restored) {
      return Decision.accepted(incident, List.of());
    }
    if (!(incident.stage() instanceof LifeStage.Tested)) {
      return notTested(incident, new Text("恢复", "the restoration"));
    }
    List<Missing> missing = missingTests(incident);
    if (!incident.response().recovery().approved()) {
      missing.add(MISSING_APPROVAL);
    }
    if (!missing.isEmpty()) {
      return Missing.refusal(missing);
    }
    if (incident.rules().approvedNotices().contains(NoticeKind.RESTORATION.name())) {
      refused = Guard.power(act, Power.LEADER);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    return Decision.accepted(incident, restored(incident, command));
  }

  private static List<IncidentEvent> restored(Incident incident, RestoreService command) {
    Act act = command.act();
    String name = act.actor().name();
    Because because = act.because(new Text(name + "恢复系统运行。", name + " restored the service."));
    List<IncidentEvent> events = new ArrayList<>();
    events.add(new LifeEvent.ServiceRestored(because));
    new NoticeComposer(incident, command.profile(), command.terms(), act)
        .restoration()
        .map(notice -> notice.issued(because))
        .ifPresent(events::add);
    return events;
  }

  /** Names the tests and the approval, so that people know all that is still before them. */
  private static Refused notTested(Incident incident, Text act) {
    Refused stage = Guard.stage(incident, act, "TESTED");
    if (incident.response().recovery().lastRepair().isEmpty()
        || !(incident.stage() instanceof LifeStage.Active
            || incident.stage() instanceof LifeStage.Repaired)) {
      return stage;
    }
    List<Missing> missing = missingTests(incident);
    if (incident.stage() instanceof LifeStage.Active) {
      missing.addFirst(new Missing("repair", stage.detail()));
    }
    return missing.isEmpty() ? stage : Missing.refusal(missing);
  }

  private static List<Missing> missingTests(Incident incident) {
    List<Missing> missing = new ArrayList<>();
    Recovery recovery = incident.response().recovery();
    Optional<Repair> repair = recovery.lastRepair();
    for (TestKind kind : TestKind.values()) {
      if (!recovery.passed(kind) && repair.isPresent()) {
        missing.add(missingTest(incident, kind, repair.get()));
      }
    }
    return missing;
  }

  private static Missing missingTest(Incident incident, TestKind kind, Repair repair) {
    String repaired = clock(incident, repair);
    Text label = kind.label();
    Text but =
        incident
            .response()
            .recovery()
            .lastTest(kind)
            .map(last -> {
              String at = Wording.clock(last.at(), repair.at(), incident.rules().zone());
              return last.passed()
                  ? new Text("但最近一次通过是%s".formatted(at), "but the last one is of " + at)
                  : new Text(
                      "但最近一次（%s）未通过".formatted(at), "but the last one, of " + at + ", failed");
            })
            .orElse(new Text("但没有", "but there is none"));
    return new Missing(
        kind.label().en(),
        new Text(
            "应有晚于%s修复的、通过的%s，%s。".formatted(repaired, label.zh(), but.zh()),
            "Expected a passed %s newer than the repair at %s, %s."
                .formatted(label.en(), repaired, but.en())));
  }

  private static String clock(Incident incident, Repair repair) {
    return Wording.clock(repair.at(), repair.at(), incident.rules().zone());
  }
}
