package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.LifeCommand.CloseIncident;
import io.tocsin.incident.domain.LifeCommand.EndResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of the response, and the archive. */
final class Ending {

  private Ending() {}

  static Decision end(Incident incident, EndResponse command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.leaderOrDelegate(incident, act);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (incident.stage() instanceof LifeStage.Ended) {
      return Decision.accepted(incident, List.of());
    }
    if (!(incident.stage() instanceof LifeStage.Restored restored)) {
      return Guard.stage(incident, new Text("结束响应", "the end of the response"), "RESTORED");
    }
    List<Missing> missing = new ArrayList<>();
    observation(incident, restored, act.at()).ifPresent(missing::add);
    confirmations(incident).ifPresent(missing::add);
    if (!missing.isEmpty()) {
      return Missing.refusal(missing);
    }
    String name = act.actor().name();
    return Decision.accepted(
        incident,
        List.of(
            new LifeEvent.ResponseEnded(
                reportDue(incident, command),
                act.because(new Text(name + "结束响应。", name + " ended the response.")))));
  }

  private static @Nullable LocalDate reportDue(Incident incident, EndResponse command) {
    TimeLimits limits = incident.rules().limits(incident.severity());
    LocalDate today = command.act().at().atZone(incident.rules().zone()).toLocalDate();
    return limits == null ? null : command.workingDays().after(today, limits.finalReportDays());
  }

  private static Optional<Missing> observation(
      Incident incident, LifeStage.Restored restored, Instant now) {
    Instant until = restored.at().plus(incident.rules().observation());
    if (!now.isBefore(until)) {
      return Optional.empty();
    }
    String clock = Wording.clock(until, now, incident.rules().zone());
    String is = Wording.clock(now, now, incident.rules().zone());
    Text lasts = Wording.duration(incident.rules().observation());
    return Optional.of(
        new Missing(
            "observation until " + clock,
            new Text(
                "观察%s应至%s，但现在是%s。".formatted(lasts.zh(), clock, is),
                "Expected %s of observation until %s, but it is %s."
                    .formatted(lasts.en(), clock, is))));
  }

  private static Optional<Missing> confirmations(Incident incident) {
    List<String> silent =
        incident.extent().units().stream()
            .map(AffectedUnit::unit)
            .filter(u -> !incident.response().confirmedBy(u))
            .toList();
    return silent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Missing(
                "confirmation of " + String.join(", ", silent),
                new Text(
                    "受影响单位均应确认恢复，但%s尚未确认。".formatted(String.join("、", silent)),
                    "Expected all affected units to confirm, but %s did not."
                        .formatted(String.join(", ", silent)))));
  }

  static Decision close(Incident incident, CloseIncident command) {
    Act act = command.act();
    Optional<Refused> refused = Guard.power(act, Power.LEADER);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (incident.stage() instanceof LifeStage.Closed) {
      return Decision.accepted(incident, List.of());
    }
    if (!(incident.stage() instanceof LifeStage.Ended)) {
      return Guard.stage(incident, new Text("归档", "the archive"), "ENDED");
    }
    List<Missing> missing = new ArrayList<>(PlanGuards.beforeClosed(incident));
    if (incident.exercise() && incident.response().evaluation() == null) {
      missing.add(
          new Missing(
              "evaluation",
              new Text("演练应有评估，但没有。", "Expected an evaluation of the drill, but there is none.")));
    }
    if (!missing.isEmpty()) {
      return Missing.refusal(missing);
    }
    String name = act.actor().name();
    return Decision.accepted(
        incident,
        List.of(
            new LifeEvent.IncidentClosed(
                act.because(new Text(name + "归档。", name + " closed the incident.")))));
  }
}
