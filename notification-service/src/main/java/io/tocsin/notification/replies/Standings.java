package io.tocsin.notification.replies;

import io.tocsin.notification.deliveries.WithdrawnPages;
import io.tocsin.notification.incidents.IncidentsKnown;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds out whether a page still asks for anything: it may be taken back, or its fault be over. */
@Component
class Standings {

  private final WithdrawnPages withdrawn;
  private final IncidentsKnown incidents;

  Standings(WithdrawnPages withdrawn, IncidentsKnown incidents) {
    this.withdrawn = withdrawn;
    this.incidents = incidents;
  }

  Mono<Standing> of(String incidentId, String pageId) {
    return Mono.zip(
            withdrawn.among(List.of(pageId)),
            incidents.find(incidentId).map(Optional::of).defaultIfEmpty(Optional.empty()))
        .map(found ->
            new Standing(
                found.getT1().get(pageId),
                found.getT2().map(IncidentsKnown.Known::state).orElse(null)));
  }
}
