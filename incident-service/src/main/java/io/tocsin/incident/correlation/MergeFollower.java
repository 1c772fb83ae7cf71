package io.tocsin.incident.correlation;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.IncidentMergedV1;
import io.tocsin.contracts.IncidentEvent.IncidentPromotedV1;
import io.tocsin.contracts.IncidentEvent.IncidentUnmergedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.incident.domain.AffectedUnit;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Degree;
import io.tocsin.incident.domain.Extent;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.Incident.IssuedNotice;
import io.tocsin.incident.domain.IncidentCommand;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.Scope;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.incidents.IncidentFollower;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.incident.organisation.SystemProfiles;
import io.tocsin.incident.reports.ReportStore;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
  private final ReportStore reports;
  private final SystemProfiles profiles;
  private final Clock clock;

  MergeFollower(
      IncidentStore incidents, ReportStore reports, SystemProfiles profiles, Clock clock) {
    this.incidents = incidents;
    this.reports = reports;
    this.profiles = profiles;
    this.clock = clock;
  }

  @Override
  public Mono<Void> follow(String incidentId, List<Envelope<IncidentEvent>> events) {
    return Flux.fromIterable(events)
        .concatMap(event ->
            switch (event.data()) {
              case IncidentPromotedV1 promoted -> mergeSiblings(event, promoted);
              case IncidentMergedV1 merged -> takeOver(event, merged);
              case IncidentUnmergedV1 unmerged -> giveBack(event, unmerged);
              default -> Mono.<Void>empty();
            })
        .then();
  }

  private Mono<Void> mergeSiblings(Envelope<IncidentEvent> event, IncidentPromotedV1 promoted) {
    IncidentFacts parent = promoted.incident();
    Text reason =
        new Text(
            "同一系统的事件%s已升级为全局,本事件并入其中。".formatted(parent.number()),
            "Incident %s of the same system became GLOBAL; this one goes into it."
                .formatted(parent.number()));
    return Flux.fromIterable(promoted.merged())
        .concatMap(sibling ->
            once(
                sibling,
                event.id(),
                _ -> new IncidentCommand.MergeInto(parent.id(), Because.rule(reason, now()))))
        .then();
  }

  private Mono<Void> takeOver(Envelope<IncidentEvent> event, IncidentMergedV1 merged) {
    IncidentFacts sibling = merged.incident();
    Text reason =
        new Text(
            "接收已合并事件%s的%d份报告。".formatted(sibling.number(), sibling.reports()),
            "Takes over the %d reports of %s, which was merged into it."
                .formatted(sibling.reports(), sibling.number()));
    return standing(sibling.id())
        .flatMap(notices ->
            once(
                merged.into(),
                event.id(),
                parent ->
                    new IncidentCommand.TakeOver(
                        sibling.id(),
                        extent(sibling),
                        notices,
                        profiles.current().profile(parent.system()),
                        Because.rule(reason, now()))))
        .then(reports.move(sibling.id(), merged.into()));
  }

  /** The record of the merge tells of the fault, not of what was told: the incident knows that. */
  private Mono<List<IssuedNotice>> standing(String incidentId) {
    return incidents
        .load(incidentId)
        .map(loaded -> {
          Incident incident = loaded.state();
          return incident == null ? List.<IssuedNotice>of() : incident.standing();
        });
  }

  private Mono<Void> giveBack(Envelope<IncidentEvent> event, IncidentUnmergedV1 unmerged) {
    IncidentFacts sibling = unmerged.incident();
    Text reason =
        new Text(
            "撤销合并:归还事件%s的%d份报告。".formatted(sibling.number(), sibling.reports()),
            "Gives back the %d reports of %s, whose merge was undone."
                .formatted(sibling.reports(), sibling.number()));
    return once(
            unmerged.from(),
            event.id(),
            _ ->
                new IncidentCommand.GiveBack(
                    sibling.id(), extent(sibling), Because.rule(reason, now())))
        .then(incidents.load(sibling.id()))
        .flatMap(loaded -> {
          Set<String> counting = new HashSet<>(Set.of(sibling.id()));
          Incident state = loaded.state();
          if (state != null) {
            counting.addAll(state.absorbed());
          }
          return reports.moveBack(unmerged.from(), sibling.id(), counting);
        });
  }

  /** When it is merged, not when it was promoted: correlation remembers it for a time from then. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** A refusal stands: a sibling that somebody works on meanwhile stays on its own. */
  private Mono<Void> once(
      String incidentId, String recordId, Function<Incident, IncidentCommand> command) {
    return incidents
        .update(
            incidentId,
            loaded -> {
              Incident incident = loaded.state();
              if (incident == null) {
                throw new IllegalStateException(
                    "Expected the incident " + incidentId + ", but it is not there");
              }
              return loaded.hasHandled(recordId)
                  ? Change.none(loaded)
                  : change(
                      loaded, recordId, IncidentDecider.decide(incident, command.apply(incident)));
            })
        .then();
  }

  private static Change<Incident> change(
      Loaded<Incident> loaded, String recordId, Decision decision) {
    return switch (decision) {
      case Accepted accepted -> IncidentStore.change(loaded, accepted, List.of(recordId));
      case Refused refused -> {
        LOG.info("Not merged: {}", refused.detail().en());
        yield Change.none(loaded);
      }
    };
  }

  private static Extent extent(IncidentFacts facts) {
    return new Extent(
        Scope.valueOf(facts.scope().name()),
        Degree.valueOf(facts.degree().name()),
        false,
        facts.units().stream()
            .map(u -> new AffectedUnit(u.unit(), u.reports(), u.lastReportedAt()))
            .toList(),
        facts.reports());
  }
}
