package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentEvent;
import io.tocsin.incident.domain.IncidentTimer;
import io.tocsin.incident.domain.plan.PlanRunEvent.DecisionDue;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepOverdue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The times of a plan being worked: steps that run over theirs, decisions that cannot wait. */
public final class PlanTimer implements IncidentTimer {

  @Override
  public @Nullable Instant dueAt(Incident incident) {
    PlanRun run = incident.plan();
    if (run == null || !incident.underResponse()) {
      return null;
    }
    return run.plan().steps().stream()
        .flatMap(step -> Stream.of(lateAt(run, step), alertAt(run, step)))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  @Override
  public List<IncidentEvent> reach(Incident incident, Instant now) {
    PlanRun run = incident.plan();
    List<IncidentEvent> events = new ArrayList<>();
    if (run == null || !incident.underResponse()) {
      return events;
    }
    for (PlanStep step : run.plan().steps()) {
      Instant late = lateAt(run, step);
      if (late != null && !late.isAfter(now)) {
        events.add(new StepOverdue(step.id(), late, PlanWording.overdue(step, late, now)));
      }
      DecisionPoint.Alert.Standing alert = run.alert(step);
      if (alert != null && !alert.alertAt().isAfter(now)) {
        Because because = PlanWording.decisionDue(run, step, alert, now);
        events.add(new DecisionDue(step.id(), alert.tooLateAt(), because));
      }
    }
    return events;
  }

  private static @Nullable Instant lateAt(PlanRun run, PlanStep step) {
    StepRun at = run.run(step.id());
    return at.state().atWork() && !at.overdue() ? at.dueAt() : null;
  }

  private static @Nullable Instant alertAt(PlanRun run, PlanStep step) {
    DecisionPoint.Alert.Standing alert = run.alert(step);
    return alert == null ? null : alert.alertAt();
  }
}
