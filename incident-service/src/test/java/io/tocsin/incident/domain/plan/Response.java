package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Faults;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.IncidentEvent;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.PlanRunCommand.FinishStep;
import io.tocsin.incident.domain.plan.PlanRunCommand.SkipStep;
import io.tocsin.incident.domain.plan.PlanRunCommand.StartStep;
import io.tocsin.incident.domain.plan.PlanRunCommand.WorkByPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A response that works by a plan: a script asks, and looks at what came of it. */
public final class Response {

  private Incident incident;
  public final List<IncidentEvent> events = new ArrayList<>();

  public Response(ContingencyPlan plan, Instant at) {
    incident = Faults.active(at);
    take(new WorkByPlan(new PlanVersion(plan, 1, null, Actor.SYSTEM), by("周建国", at)));
  }

  public Incident incident() {
    return incident;
  }

  public PlanRun run() {
    return Objects.requireNonNull(incident.plan());
  }

  public StepState state(String step) {
    return run().run(step).state();
  }

  /** Ids of the steps in this state, in the plan's order. */
  public List<String> steps(StepState state) {
    return run().steps().stream().filter(s -> s.state() == state).map(StepRun::step).toList();
  }

  public Decision ask(IncidentCommand command) {
    return IncidentDecider.decide(incident, command);
  }

  public void take(IncidentCommand command) {
    switch (ask(command)) {
      case Accepted accepted -> {
        incident = accepted.incident();
        events.addAll(accepted.events());
      }
      case Refused refused -> throw new AssertionError(refused.detail().en());
    }
  }

  public Refused refusal(IncidentCommand command) {
    if (ask(command) instanceof Refused refused) {
      return refused;
    }
    throw new AssertionError("Expected a refusal of " + command + ", but it was accepted");
  }

  public void passTime(Instant now) {
    take(new IncidentCommand.PassTime(now));
  }

  public static StartStep start(String step, Instant at) {
    return new StartStep(step, List.of(), Standing.RESPONDER, by("王明", at));
  }

  public static FinishStep finish(String step, Instant at, RecordedValue... values) {
    return new FinishStep(step, "已核对", null, List.of(values), Standing.RESPONDER, by("王明", at));
  }

  public static FinishStep decide(String step, String option, Standing standing, Instant at) {
    return new FinishStep(step, "按预案", option, List.of(), standing, by("周建国", at));
  }

  public static SkipStep skip(String step, Standing standing, Instant at) {
    return skip(step, null, standing, at);
  }

  public static SkipStep skip(String step, @Nullable Boolean holds, Standing standing, Instant at) {
    return new SkipStep(step, "无需进行", holds, standing, by("赵磊", at));
  }

  public static RecordedValue value(String name, String value, Instant asOf) {
    return new RecordedValue(name, value, asOf, new Actor("jiang-bo", "蒋波"));
  }

  public static Because by(String name, Instant at) {
    return new Because(Text.same(""), new Actor(name, name), at);
  }
}
