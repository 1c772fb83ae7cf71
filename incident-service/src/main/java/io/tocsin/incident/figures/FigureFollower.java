package io.tocsin.incident.figures;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.IncidentAcknowledgedV1;
import io.tocsin.contracts.IncidentEvent.IncidentGradedV1;
import io.tocsin.contracts.IncidentEvent.IncidentMergedV1;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentEvent.IncidentPromotedV1;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentEvent.IncidentUnmergedV1;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.incident.incidents.IncidentFollower;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps the figures from what the incidents tell. */
@Component
final class FigureFollower implements IncidentFollower {

  private final FigureStore figures;

  FigureFollower(FigureStore figures) {
    this.figures = figures;
  }

  /** A storm of reports that join changes no figure and costs no write. */
  @Override
  public Mono<Void> follow(String incidentId, List<Envelope<IncidentEvent>> events) {
    List<Envelope<IncidentEvent>> telling = events.stream().filter(e -> tells(e.data())).toList();
    return telling.isEmpty() ? Mono.empty() : figures.take(incidentId, telling);
  }

  /** Whether it changes when the incident got how far, or whether it counts at all. */
  static boolean tells(IncidentEvent event) {
    return event instanceof IncidentOpenedV1
        || event instanceof IncidentGradedV1
        || event instanceof IncidentPromotedV1
        || event instanceof IncidentMergedV1
        || event instanceof IncidentUnmergedV1
        || event instanceof IncidentAcknowledgedV1
        || event instanceof IncidentTransitionedV1
        || event instanceof NoticeIssuedV1;
  }
}
