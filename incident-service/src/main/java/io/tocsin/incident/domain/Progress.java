package io.tocsin.incident.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reminds of the next notice when it was promised and did not come; again at each interval. */
final class Progress implements IncidentTimer {

  /** Where the rules set no interval. */
  private static final Duration HOURLY = Duration.ofHours(1);

  static Duration every(Incident incident) {
    TimeLimits limits = incident.rules().limits(incident.severity());
    return limits == null ? HOURLY : limits.progressEvery();
  }

  @Override
  public @Nullable Instant dueAt(Incident incident) {
    return incident.open() ? incident.response().nextUpdateAt() : null;
  }

  @Override
  public List<IncidentEvent> reach(Incident incident, Instant now) {
    Instant promised = dueAt(incident);
    if (promised == null) {
      return List.of();
    }
    Instant next = now.plus(every(incident));
    String clock = Wording.clock(promised, now, incident.rules().zone());
    return List.of(
        new LifeEvent.ProgressOverdue(
            promised,
            next,
            Because.rule(
                new Text(
                    "应于%s发出的进展通报未发出，请尽快通报。".formatted(clock),
                    "The progress notice promised for %s did not go out; issue one now."
                        .formatted(clock)),
                now)));
  }
}
