package io.tocsin.incident.correlation;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.IncidentMergedV1;
import io.tocsin.contracts.IncidentEvent.IncidentPromotedV1;
import io.tocsin.contracts.IncidentEvent.IncidentUnmergedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand.MergeInto;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.incidents.IncidentFollower;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What follows from a promotion: its siblings merge into it, and what they had counts there; and
 * from a merge that is undone: it counts with them again. In single steps, each with a record of
 * its own that comes again until the step is stored.
 */
@Component
final class MergeFollower implements IncidentFollower {

  private static final Logger LOG = LoggerFactory.getLogger(MergeFollower.class);

  private final IncidentStore incidents;
  private final MergeChains chains;
  private final Clock clock;

  MergeFollower(IncidentStore incidents, MergeChains chains, Clock clock) {
    this.incidents = incidents;
    this.chains = chains;
    this.clock = clock;
  }

  @Override
  public Mono<Void> follow(String incidentId, List<Envelope<IncidentEvent>> events) {
    return Flux.fromIterable(events)
        .concatMap(event ->
            switch (event.data()) {
              case IncidentPromotedV1 promoted -> mergeSiblings(event, promoted);
              case IncidentMergedV1 merged -> chains.merged(incidentId, merged.into());
              case IncidentUnmergedV1 unmerged -> chains.unmerged(incidentId, unmerged.from());
              default -> Mono.<Void>empty();
            })
        .then();
  }

  private Mono<Void> mergeSiblings(Envelope<IncidentEvent> event, IncidentPromotedV1 promoted) {
    IncidentFacts parent = promoted.incident();
    Text reason =
        new Text(
            "同一系统的事件%s已升级为全局，本事件并入其中。".formatted(parent.number()),
            "Incident %s of the same system became GLOBAL; this one goes into it."
                .formatted(parent.number()));
    // When it is merged, not when it was promoted: correlation remembers it for a time from then.
    Because because = Because.rule(reason, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return Flux.fromIterable(promoted.merged())
        .concatMap(sibling ->
            incidents.update(
                sibling, loaded -> merge(loaded, event.id(), new MergeInto(parent.id(), because))))
        .then();
  }

  /** A refusal stands: a sibling that somebody works on meanwhile stays on its own. */
  private static Change<Incident> merge(
      Loaded<Incident> loaded, String recordId, MergeInto command) {
    Incident sibling = loaded.state();
    if (sibling == null) {
      throw new IllegalStateException(
          "Expected the incident " + loaded.id() + ", but it is not there");
    }
    if (loaded.hasHandled(recordId)) {
      return Change.none(loaded);
    }
    return switch (IncidentDecider.decide(sibling, command)) {
      case Accepted accepted -> IncidentStore.change(loaded, accepted, List.of(recordId));
      case Refused refused -> {
        LOG.info("Not merged: {}", refused.detail().en());
        yield Change.none(loaded);
      }
    };
  }
}
