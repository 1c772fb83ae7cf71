package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentEvent;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepDone;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepOpened;
import io.tocsin.incident.domain.plan.PlanRunEvent.StepReturned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows for the plan from anything that happened to its incident: steps complete themselves,
 * steps open, and steps whose ground has gone wait again.
 */
public final class PlanProgress {

  private PlanProgress() {}

  /**
   * @param after the incident with what happened
   * @param because of what happened last
   * @return none where the plan stands as it should, so that asking again changes nothing
   */
  public static List<IncidentEvent> following(Incident after, Because because) {
    PlanRun run = after.plan();
    return run == null ? List.of() : List.copyOf(settle(run, StepFacts.holding(after), because));
  }

  /**
   * What people are to hear when the incident became GLOBAL: that its plan is for something
   * smaller.
   */
  public static List<IncidentEvent> promoted(Incident after, Because because) {
    PlanRun run = after.plan();
    return run == null || run.plan().matches().scopes().contains(after.extent().scope())
        ? List.of()
        : List.of(
            new IncidentEvent.ResponseNoted(
                "plan.change-suggested",
                run.plan().id(),
                PlanWording.changeSuggested(run, because)));
  }

  /** Goes on until nothing follows any more; each round only ever moves a step forward. */
  static List<PlanRunEvent> settle(PlanRun from, Set<StepFact> holding, Because because) {
    List<PlanRunEvent> events = new ArrayList<>();
    PlanRun run = from;
    for (PlanRunEvent lost : returned(run, holding, because)) {
      run = lost.applyTo(run);
      events.add(lost);
    }
    PlanRunEvent next = next(run, holding, because);
    while (next != null) {
      run = next.applyTo(run);
      events.add(next);
      next = next(run, holding, because);
    }
    return events;
  }

  private static List<PlanRunEvent> returned(PlanRun run, Set<StepFact> holding, Because because) {
    List<PlanRunEvent> events = new ArrayList<>();
    for (PlanStep step : run.plan().steps()) {
      StepState state = run.run(step.id()).state();
      boolean undone =
          state == StepState.DONE && step.fact() != null && !holding.contains(step.fact());
      boolean shut = state.atWork() && step.opensOn() != null && !holding.contains(step.opensOn());
      if (undone || shut) {
        events.add(new StepReturned(step.id(), PlanWording.returned(step, because)));
      }
    }
    PlanRun left = run;
    for (PlanRunEvent event : events) {
      left = event.applyTo(left);
    }
    // What nobody has begun and what is now ahead of its turn goes back with them.
    boolean grew = !events.isEmpty();
    while (grew) {
      grew = false;
      for (PlanStep step : run.plan().steps()) {
        if (left.run(step.id()).state() == StepState.OPEN && !left.waitsFor(step.id()).isEmpty()) {
          PlanRunEvent event = new StepReturned(step.id(), PlanWording.returned(step, because));
          events.add(event);
          left = event.applyTo(left);
          grew = true;
        }
      }
    }
    return events;
  }

  private static @Nullable PlanRunEvent next(PlanRun run, Set<StepFact> holding, Because because) {
    for (PlanStep step : run.plan().steps()) {
      StepState state = run.run(step.id()).state();
      boolean ready =
          state == StepState.WAITING
              && run.waitsFor(step.id()).isEmpty()
              && (step.opensOn() == null || holding.contains(step.opensOn()));
      if ((ready || state.atWork()) && step.fact() != null && holding.contains(step.fact())) {
        // Straight from waiting, so that nobody is told of what is done already.
        return new StepDone(step.id(), null, PlanWording.byFact(step, step.fact(), because));
      }
      if (ready) {
        Instant dueAt = step.within() == null ? null : because.at().plus(step.within());
        return new StepOpened(step.id(), dueAt, PlanWording.opened(step, because.at()));
      }
    }
    return null;
  }
}
