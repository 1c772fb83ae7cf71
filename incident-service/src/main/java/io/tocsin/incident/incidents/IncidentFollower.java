package io.tocsin.incident.incidents;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import java.util.List;
import reactor.core.publisher.Mono;

/** Something that follows from incidents' events. Must give the same result when run twice. */
public interface IncidentFollower {

  /** Takes what came of one incident, in order. */
  Mono<Void> follow(String incidentId, List<Envelope<IncidentEvent>> events);

  /** The records of the incidents' topic, each with its event. */
  static List<Envelope<IncidentEvent>> events(List<Envelope<?>> records) {
    return records.stream().map(IncidentFollower::event).toList();
  }

  private static Envelope<IncidentEvent> event(Envelope<?> record) {
    if (record.data() instanceof IncidentEvent event) {
      return new Envelope<>(record.id(), record.at(), record.cause(), event);
    }
    throw new IllegalArgumentException(
        "Expected an incident's event, but got " + record.type() + " in record " + record.id());
  }
}
