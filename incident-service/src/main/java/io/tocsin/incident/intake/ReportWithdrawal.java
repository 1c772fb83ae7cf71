package io.tocsin.incident.intake;

import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.incident.domain.Act;
import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.LifeCommand.WithdrawReport;
import io.tocsin.incident.domain.UnitTree;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.incident.intake.ReportIntake.Found;
import io.tocsin.incident.organisation.SystemProfiles;
import io.tocsin.incident.reports.ReportStore;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.Problems;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes a report back: its incident writes it down, then the report itself. What was counted stays
 * counted; whoever leads the response decides what it means.
 */
@Component
final class ReportWithdrawal {

  private static final int REASON = 4000;

  private final ReportIntake intake;
  private final ReportStore reports;
  private final IncidentStore incidents;
  private final SystemProfiles profiles;
  private final Clock clock;

  ReportWithdrawal(
      ReportIntake intake,
      ReportStore reports,
      IncidentStore incidents,
      SystemProfiles profiles,
      Clock clock) {
    this.intake = intake;
    this.reports = reports;
    this.incidents = incidents;
    this.profiles = profiles;
    this.clock = clock;
  }

  /** Empty where there is no such report; once, however often it is asked. */
  Mono<Found> withdraw(String reportId, Caller caller, @Nullable String reason) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String words =
        reason == null || reason.length() <= REASON ? reason : reason.substring(0, REASON);
    return intake
        .look(reportId)
        .flatMap(found -> {
          requireSender(found.report(), caller);
          String incidentId = found.incidentId();
          if (found.withdrawnAt() != null) {
            return Mono.just(found);
          }
          if (incidentId == null) {
            throw Problems.refused(
                new LocalText(
                    "应为已归并的报告，但它刚刚收到，请稍后再试。",
                    "Expected a report that belongs to an incident, but it has just come in; try again."),
                List.of("incident"));
          }
          Act act = new Act(new Actor(caller.id(), caller.name()), Set.of(), now, words);
          return incidents
              .update(incidentId, loaded -> change(loaded, found.report(), act))
              .then(reports.withdraw(reportId, now))
              .thenReturn(new Found(found.report(), incidentId, now));
        });
  }

  private Change<io.tocsin.incident.domain.Incident> change(
      Loaded<io.tocsin.incident.domain.Incident> loaded, ReportReceivedV1 report, Act act) {
    String handled = "withdrawn/" + report.reportId();
    UnitTree units = profiles.current().units();
    WithdrawReport command =
        new WithdrawReport(report.reportId(), units.unit(report.unit()).name(), act);
    return !loaded.hasHandled(handled)
            && IncidentDecider.decide(loaded.state(), command) instanceof Accepted accepted
        ? IncidentStore.change(loaded, accepted, List.of(handled))
        : Change.none(loaded);
  }

  private static void requireSender(ReportReceivedV1 report, Caller caller) {
    if (!caller.id().equals(report.reporter().id())) {
      var _ = caller.require(Role.DUTY_LEAD, Role.LEADER);
    }
  }
}
