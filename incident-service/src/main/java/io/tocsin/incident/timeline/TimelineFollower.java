package io.tocsin.incident.timeline;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.incident.incidents.IncidentFollower;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps the timeline from what the incidents tell. */
@Component
final class TimelineFollower implements IncidentFollower {

  private final TimelineStore timeline;

  TimelineFollower(TimelineStore timeline) {
    this.timeline = timeline;
  }

  @Override
  public Mono<Void> follow(String incidentId, List<Envelope<IncidentEvent>> events) {
    return timeline.put(incidentId, events);
  }
}
