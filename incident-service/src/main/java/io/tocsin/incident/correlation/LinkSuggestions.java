package io.tocsin.incident.correlation;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentEvent.IncidentPromotedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.Scope;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand.NoteResponse;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.incidents.IncidentFollower;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Systems that fail together may have one cause: people are told of the other GLOBAL faults that
 * began about the same time. Nothing but a suggestion; none for REGIONAL faults, which come in
 * storms, and none where so many are GLOBAL that nobody needs to be told.
 */
@Component
final class LinkSuggestions implements IncidentFollower {

  private final IncidentStore incidents;
  private final LinkProperties properties;
  private final Clock clock;

  LinkSuggestions(IncidentStore incidents, LinkProperties properties, Clock clock) {
    this.incidents = incidents;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public Mono<Void> follow(String incidentId, List<Envelope<IncidentEvent>> events) {
    return Flux.fromIterable(events)
        .filter(event -> becameGlobal(event.data()))
        .concatMap(event -> suggest(event.id(), event.data().incident()))
        .then();
  }

  private static boolean becameGlobal(IncidentEvent event) {
    return event instanceof IncidentPromotedV1
        || (event instanceof IncidentOpenedV1 opened && opened.incident().scope() == Scope.GLOBAL);
  }

  private Mono<Void> suggest(String recordId, IncidentFacts fresh) {
    return incidents
        .globalSince(fresh.openedAt().minus(properties.window()), properties.atMost() + 1)
        .filter(other -> !other.id().equals(fresh.id()))
        .collectList()
        .flatMap(found -> {
          List<Incident> others =
              found.stream()
                  .filter(
                      o -> !o.system().equals(fresh.system()) && o.exercise() == fresh.exercise())
                  .toList();
          return others.isEmpty() || found.size() >= properties.atMost()
              ? Mono.empty()
              : noteAll(recordId, fresh, others);
        });
  }

  /** At both ends: whoever works on the earlier one has to hear of it too. */
  private Mono<Void> noteAll(String recordId, IncidentFacts fresh, List<Incident> others) {
    String handled = "links/" + recordId;
    List<Linked> earlier = others.stream().map(Linked::of).toList();
    List<Linked> later = List.of(new Linked(fresh.id(), fresh.system(), fresh.number()));
    return incidents
        .update(fresh.id(), loaded -> noted(loaded, handled, earlier))
        .thenMany(Flux.fromIterable(earlier))
        .concatMap(other -> incidents.update(other.id(), loaded -> noted(loaded, handled, later)))
        .then();
  }

  /** An incident as the suggestion names it. */
  private record Linked(String id, String system, String number) {

    static Linked of(Incident incident) {
      return new Linked(incident.id(), incident.system(), incident.number());
    }
  }

  private Change<Incident> noted(Loaded<Incident> loaded, String handled, List<Linked> others) {
    Incident incident = loaded.state();
    if (incident == null || !incident.open() || loaded.hasHandled(handled)) {
      return Change.none(loaded);
    }
    String zh =
        others.stream().map(o -> o.system() + " " + o.number()).collect(Collectors.joining("、"));
    String en =
        others.stream().map(o -> o.system() + " " + o.number()).collect(Collectors.joining(", "));
    Text text =
        new Text(
            "以下全局事件几乎同时发生，可能原因相同：" + zh + "。",
            "These GLOBAL incidents began about the same time, the cause may be one: " + en + ".");
    NoteResponse note =
        new NoteResponse(
            "incident.link-suggested",
            others.stream().map(Linked::id).collect(Collectors.joining(",")),
            Because.rule(text, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    return IncidentDecider.decide(incident, note) instanceof Accepted accepted
        ? IncidentStore.change(loaded, accepted, List.of(handled))
        : Change.none(loaded);
  }
}
