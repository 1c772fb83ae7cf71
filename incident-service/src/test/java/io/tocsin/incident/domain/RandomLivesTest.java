package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Example.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import io.tocsin.incident.domain.IncidentEvent.NoticeIssued;
import io.tocsin.incident.domain.LifeCommand.NoticeTerms;
import io.tocsin.incident.domain.casefile.CaseFileCommand;
import io.tocsin.incident.domain.casefile.WorkingDays;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random people do random things at random times. Whatever they do, what must hold holds. A failure
 * names its seed: the same seed gives the same lives.
 */
class RandomLivesTest {

  private static final int LIVES = 120;
  private static final int ACTS = 90;
  private static final List<String> UNITS = List.of("yunxi", "linjiang", "baita");
  private static final List<Actor> PEOPLE =
      List.of(Life.LEADER, Life.DEPUTY, Life.DUTY_LEAD, Life.TECHNICIAN, Life.BUSINESS);

  private Random random = new Random(0);
  private Instant now = at("09:02");
  private long joined;
  private final Set<String> reached = new HashSet<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20260309})
  void what_must_hold_holds_whatever_people_do(long seed) {
    random = new Random(seed);
    for (int life = 0; life < LIVES; life++) {
      live(seed + "/" + life);
    }
    assertThat(reached)
        .as("the runner gets everywhere, or it proves little")
        .contains("RESTORED", "ENDED", "CLOSED", "MERGED", "FALSE_ALARM", "TESTED");
  }

  private void live(String name) {
    now = at("09:02");
    joined = 1;
    Incident incident = Life.opened(random.nextInt(4) == 0).state();
    for (int i = 0; i < ACTS; i++) {
      now = now.plus(Duration.ofSeconds(random.nextInt(1200)));
      IncidentCommand command = random.nextInt(5) < 3 ? next(incident) : command(incident);
      Decision decision = IncidentDecider.decide(incident, command);
      switch (decision) {
        case Refused refused -> {
          assertThat(refused.detail().en()).as(name).contains("Expected", "but");
          assertThat(refused.detail().zh()).as(name).isNotBlank();
          assertThat(refused.missing()).as(name).isNotEmpty();
        }
        case Accepted accepted -> {
          check(name + " " + command, incident, command, accepted);
          incident = accepted.incident();
          reached.add(incident.stage().label().en().split(" ", 2)[0]);
        }
      }
      assertThat(IncidentDecider.decide(incident, command))
          .as("%s: a decision depends on nothing else", name)
          .isEqualTo(IncidentDecider.decide(incident, command));
    }
  }

  private void check(String as, Incident before, IncidentCommand command, Accepted accepted) {
    Incident after = accepted.incident();
    if (command instanceof IncidentCommand.JoinReports
        || command instanceof IncidentCommand.PromoteIncident) {
      joined++;
    }
    assertThat(after.extent().reports()).as("%s: no report is lost", as).isEqualTo(joined);
    assertThat(after.extent().units().stream().mapToLong(AffectedUnit::reports).sum())
        .as(as)
        .isEqualTo(joined);
    if (after.extent().scope().compareTo(before.extent().scope()) < 0) {
      assertThat(accepted.events())
          .as("%s: the scope never narrows but by a person", as)
          .anyMatch(e ->
              e instanceof LifeEvent.ScopeNarrowed n && !n.because().actor().equals(Actor.SYSTEM));
    }
    assertThat(after.seq()).as(as).isEqualTo(before.seq() + accepted.events().size());
    assertThat(IncidentEvolution.evolveAll(before, accepted.events())).as(as).isEqualTo(after);
    if (!before.stage().equals(after.stage())) {
      assertThat(accepted.events()).as("%s: the timeline explains every state", as).isNotEmpty();
    }
    Incident at = before;
    for (IncidentEvent event : accepted.events()) {
      assertThat(event.because().reason().zh()).as(as).isNotBlank();
      assertThat(event.because().reason().en()).as(as).isNotBlank();
      checkEvent(as, at, event);
      at = IncidentEvolution.evolve(at, event);
    }
    Instant dueAt = after.dueAt();
    if (command instanceof IncidentCommand.PassTime && dueAt != null) {
      assertThat(dueAt).as("%s: what is due has come", as).isAfter(now);
    }
  }

  private static void checkEvent(String as, Incident at, IncidentEvent event) {
    Recovery recovery = at.response().recovery();
    switch (event) {
      case LifeEvent.ServiceRestored _ -> {
        Instant repair = recovery.lastRepair().orElseThrow().at();
        for (TestKind kind : TestKind.values()) {
          RecoveryTest test = recovery.lastTest(kind).orElseThrow();
          assertThat(test.passed()).as(as).isTrue();
          assertThat(test.at()).as(as).isAfterOrEqualTo(repair);
        }
        Recovery.Approval approval = recovery.approval();
        assertThat(approval).as(as).isNotNull();
        assertThat(recovery.approved()).as(as).isTrue();
      }
      case LifeEvent.TestRecorded tested ->
          assertThat(recovery.repairs())
              .as("%s: nobody tests their own work", as)
              .noneMatch(r -> r.by().equals(tested.test().by()));
      case NoticeIssued issued when issued.notice().kind() == NoticeKind.RESTORATION ->
          checkRestoration(as, at, issued.notice());
      case IncidentGraded graded
          when graded.from() != null && graded.from().graverThan(graded.to()) ->
          assertThat(graded.because().actor())
              .as("%s: only a person lowers a severity", as)
              .isNotEqualTo(Actor.SYSTEM);
      default -> {}
    }
  }

  private static void checkRestoration(String as, Incident at, Notice restoration) {
    at.suspension()
        .ifPresent(s -> assertThat(restoration.refersTo()).as(as).isEqualTo(s.noticeId()));
    assertThat(restoration.units())
        .as("%s: who was told hears that it is over, and nobody else", as)
        .containsExactlyInAnyOrderElementsOf(
            at.standing().stream().flatMap(n -> n.units().stream()).collect(Collectors.toSet()));
  }

  /** What brings it on, so that lives are long enough to prove something. */
  private IncidentCommand next(Incident incident) {
    SystemProfile profile = payment();
    Set<Power> all = EnumSet.allOf(Power.class);
    Act lead = new Act(Life.LEADER, all, now, "理由");
    return switch (incident.stage()) {
      case LifeStage.New _ when random.nextInt(8) == 0 ->
          random.nextBoolean()
              ? new IncidentCommand.DeclareFalseAlarm(lead.because(Text.same("误报")))
              : new IncidentCommand.MergeInto("parent", lead.because(Text.same("同一故障")));
      case LifeStage.New _ ->
          new LifeCommand.AssessIncident(
              Cause.DATABASE, Degree.DEGRADED, null, null, profile, lead);
      case LifeStage.Assessed _ -> new LifeCommand.ActivateResponse(null, lead);
      case LifeStage.Active _ ->
          new LifeCommand.ReportRepair("修复", new Act(Life.DUTY_LEAD, all, now, null));
      case LifeStage.Repaired _ ->
          new LifeCommand.RecordTest(
              one(List.of(TestKind.values())),
              true,
              List.of("项" + incident.seq()),
              new Act(Life.BUSINESS, all, now, null));
      case LifeStage.Tested _ ->
          incident.response().recovery().approved()
              ? new LifeCommand.RestoreService(NoticeTerms.NONE, profile, lead)
              : new LifeCommand.ApproveRestoration(lead);
      case LifeStage.Restored _ -> {
        now = now.plus(Duration.ofMinutes(40));
        yield random.nextBoolean()
            ? new LifeCommand.ConfirmUnits(UNITS, lead)
            : new LifeCommand.EndResponse(WorkingDays.WEEKDAYS, lead);
      }
      case LifeStage.Ended _ ->
          switch (random.nextInt(4)) {
            case 0 -> new LifeCommand.EvaluateDrill(lead);
            case 1 -> Papers.drafted(lead.because(Text.same("")));
            case 2 -> new CaseFileCommand.ApproveReport(null, lead.because(Text.same("")));
            default -> new LifeCommand.CloseIncident(lead);
          };
      default -> command(incident);
    };
  }

  private IncidentCommand command(Incident incident) {
    SystemProfile profile = payment();
    Because because = new Because(Text.same("缘由"), one(PEOPLE), now);
    return switch (random.nextInt(24)) {
      case 0 -> join(profile, because);
      case 1 -> new IncidentCommand.PassTime(now);
      case 2, 3 ->
          new LifeCommand.AssessIncident(
              one(List.of(Cause.values())),
              one(List.of(Degree.values())),
              random.nextInt(6) == 0 ? one(List.of(Scope.values())) : null,
              null,
              profile,
              act());
      case 4, 5 -> new LifeCommand.ActivateResponse(null, act());
      case 6 -> new LifeCommand.SuspendService(NoticeTerms.NONE, profile, act());
      case 7, 8 ->
          new LifeCommand.ReportRepair(
              "修复" + random.nextInt(3),
              random.nextInt(6) > 0
                  ? new Act(Life.DUTY_LEAD, EnumSet.allOf(Power.class), now, null)
                  : act());
      case 9, 10, 11, 12 ->
          new LifeCommand.RecordTest(
              one(List.of(TestKind.values())), random.nextInt(8) > 0, List.of("项"), act());
      case 13, 14 -> new LifeCommand.ApproveRestoration(act());
      case 15 ->
          random.nextInt(4) == 0
              ? new LifeCommand.RejectRestoration(act())
              : new LifeCommand.IssueProgress(NoticeTerms.NONE, profile, act());
      case 16, 17 -> new LifeCommand.RestoreService(NoticeTerms.NONE, profile, act());
      case 18 -> new LifeCommand.ConfirmUnits(UNITS, act());
      case 19 -> new LifeCommand.EndResponse(WorkingDays.WEEKDAYS, act());
      case 20 -> new LifeCommand.CloseIncident(act());
      case 21 -> rare(incident, because, profile);
      case 22 -> new LifeCommand.SetSeverity(one(List.of(Severity.values())), act());
      default -> new LifeCommand.EvaluateDrill(act());
    };
  }

  private IncidentCommand rare(Incident incident, Because because, SystemProfile profile) {
    return switch (random.nextInt(8)) {
      case 0 -> new IncidentCommand.DeclareFalseAlarm(because);
      case 1 -> new IncidentCommand.MergeInto("parent", because);
      case 2 -> new LifeCommand.UndoMerge(act());
      case 3 -> new LifeCommand.ReopenIncident(act());
      case 4 -> new LifeCommand.HandOverCommand(one(PEOPLE), act());
      case 5 ->
          new IncidentCommand.PromoteIncident(
              (IncidentCommand.JoinReports) join(profile, because), List.of(), because);
      case 6 -> new LifeCommand.RecordSuperiorReport(Limit.SUPERIOR_PHONE, act());
      default -> new LifeCommand.WithdrawReport("r" + incident.seq(), Text.same("单位"), act());
    };
  }

  private IncidentCommand join(SystemProfile profile, Because because) {
    String code = one(UNITS);
    Report report =
        new Report(
            code + "@" + now,
            unit(code),
            unit(code),
            "无法登录",
            one(List.of(Degree.values())),
            random.nextInt(20) == 0,
            now);
    return new IncidentCommand.JoinReports(List.of(report), profile, because);
  }

  private Act act() {
    Set<Power> powers = EnumSet.of(Power.RESPONDER);
    if (random.nextInt(4) > 0) {
      powers.add(Power.DUTY_LEAD);
    }
    if (random.nextInt(3) > 0) {
      powers.add(Power.LEADER);
    }
    @Nullable String words = random.nextInt(4) > 0 ? "理由" : null;
    return new Act(one(PEOPLE), powers, now, words);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
