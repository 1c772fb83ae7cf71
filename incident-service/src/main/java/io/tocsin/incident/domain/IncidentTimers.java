package io.tocsin.incident.domain;

import io.tocsin.incident.domain.plan.PlanTimer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything that comes by time alone. */
final class IncidentTimers {

  /**
   * Limits first: a severity that rises in the same look must not excuse them. Windows before
   * floors: whatever is graded later counts as graded with the window of its own time.
   */
  private static final List<IncidentTimer> ALL =
      List.of(
          new Limits(),
          new WindowBegins(),
          new DurationFloors(),
          new Progress(),
          new PlanTimer(),
          new ReportDeadline());

  private IncidentTimers() {}

  /** The earliest of all; null where the incident waits for nothing. */
  static @Nullable Instant dueAt(Incident incident) {
    return ALL.stream()
        .map(timer -> timer.dueAt(incident))
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** What has come by {@code now}, each on what the one before made of the incident. */
  static List<IncidentEvent> reach(Incident incident, Instant now) {
    List<IncidentEvent> events = new ArrayList<>();
    Incident state = incident;
    for (IncidentTimer timer : ALL) {
      if (!isDue(timer, state, now)) {
        continue;
      }
      List<IncidentEvent> reached = timer.reach(state, now);
      events.addAll(reached);
      state = IncidentEvolution.evolveAll(state, reached);
      if (isDue(timer, state, now)) {
        throw new IllegalStateException(
            "Expected %s of %s to wait for something after %s, but it waits for %s still"
                .formatted(
                    timer.getClass().getSimpleName(), incident.id(), now, timer.dueAt(state)));
      }
    }
    return events;
  }

  private static boolean isDue(IncidentTimer timer, Incident incident, Instant now) {
    Instant dueAt = timer.dueAt(incident);
    return dueAt != null && !dueAt.isAfter(now);
  }
}
