package io.tocsin.incident.incidents;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import java.util.List;
import reactor.core.publisher.Mono;

/** Something that follows from incidents' events. Must give the same result when run twice. */
public interface IncidentFollower {

  /** Takes what came of one incident, in order. */
  Mono<Void> follow(String incidentId, List<Envelope<IncidentEvent>> events);
}
