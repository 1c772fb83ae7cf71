package io.tocsin.incident.correlation;

import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand;
import io.tocsin.incident.domain.IncidentCommand.GiveBack;
import io.tocsin.incident.domain.IncidentCommand.ReleaseMerge;
import io.tocsin.incident.domain.IncidentCommand.TakeOver;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.LifeStage.Merged;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.incident.organisation.SystemProfiles;
import io.tocsin.incident.reports.ReportStore;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps what incidents count in line with what was merged into what: one may go into another that
 * goes into a third, and any of these merges may be undone. Whatever happened, each incident of the
 * chain is brought in line with the one below it as both are now, so that it does not matter in
 * which order the merges are heard of, or how often.
 */
@Component
final class MergeChains {

  private static final Comparator<Incident> MERGED_LAST =
      Comparator.comparing((Incident i) -> i.stage() instanceof Merged m ? m.at() : i.openedAt())
          .thenComparing(Incident::id);

  private final IncidentStore incidents;
  private final ReportStore reports;
  private final SystemProfiles profiles;
  private final Clock clock;

  MergeChains(IncidentStore incidents, ReportStore reports, SystemProfiles profiles, Clock clock) {
    this.incidents = incidents;
    this.reports = reports;
    this.profiles = profiles;
    this.clock = clock;
  }

  /**
   * An incident went into another one. Two people may merge two incidents into each other in the
   * same moment, and a parent may be over by now: then the merge is undone, because somebody must
   * see an open incident.
   */
  Mono<Void> merged(String id, String into) {
    return above(id)
        .flatMap(chain -> {
          Incident last = chain.getLast();
          if (last.stage() instanceof Merged back) {
            List<Incident> circle = chain.subList(indexOf(chain, back.into()), chain.size());
            return release(circle.stream().max(MERGED_LAST).orElseThrow())
                .then(Mono.defer(() -> merged(id, into)));
          }
          boolean takenOver = chain.size() > 1 && chain.get(1).absorbed().contains(id);
          return chain.size() == 1 || last.open() || takenOver
              ? settleUp(id, into)
              : release(chain.getFirst());
        });
  }

  /** A merge was undone. */
  Mono<Void> unmerged(String id, String from) {
    return settleUp(id, from);
  }

  private Mono<Void> settleUp(String id, String parent) {
    return settleUp(id, parent, new HashSet<>(Set.of(id))).then(Mono.defer(() -> moveReports(id)));
  }

  private Mono<Void> settleUp(String id, String parent, Set<String> met) {
    return settle(id, parent)
        .then(incidents.load(parent))
        .flatMap(loaded ->
            met.add(parent)
                    && loaded.state() != null
                    && loaded.state().stage() instanceof Merged merged
                ? settleUp(parent, merged.into(), met)
                : Mono.empty());
  }

  /** Once more where the child changed meanwhile: whoever writes last has seen the latest. */
  private Mono<Void> settle(String child, String parent) {
    return incidents
        .load(child)
        .flatMap(seen -> {
          Incident was = existing(seen);
          return incidents
              .update(parent, loaded -> change(loaded, inLine(was, existing(loaded))))
              .then(incidents.load(child))
              .flatMap(
                  now -> now.version() == seen.version() ? Mono.empty() : settle(child, parent));
        });
  }

  private IncidentCommand inLine(Incident child, Incident parent) {
    long count = child.extent().reports();
    if (child.stage() instanceof Merged merged && merged.into().equals(parent.id())) {
      Text reason =
          new Text(
              "接收已合并事件%s的%d份报告。".formatted(child.number(), count),
              "Takes over the %d reports of %s, which was merged into it."
                  .formatted(count, child.number()));
      return new TakeOver(
          child.id(),
          child.extent(),
          child.standing(),
          profiles.current().profile(parent.system()),
          because(reason));
    }
    Text reason =
        new Text(
            "撤销合并：归还事件%s的%d份报告。".formatted(child.number(), count),
            "Gives back the %d reports of %s, whose merge was undone."
                .formatted(count, child.number()));
    return new GiveBack(child.id(), child.extent(), because(reason));
  }

  private Mono<Void> release(Incident incident) {
    if (!(incident.stage() instanceof Merged merged)) {
      return Mono.empty();
    }
    Text reason =
        new Text(
            "所并入的事件已不再处置，合并自动撤销。",
            "What it was merged into is not open any more: the merge is undone.");
    return incidents
        .update(
            incident.id(),
            loaded -> change(loaded, new ReleaseMerge(merged.into(), because(reason))))
        .then();
  }

  /** All reports that it counts, its own and those of what was merged into it, to where it is. */
  private Mono<Void> moveReports(String id) {
    return Mono.zip(below(id), above(id))
        .flatMap(found -> {
          String end = found.getT2().getLast().id();
          return reports
              .move(found.getT1(), end)
              .then(above(id))
              .flatMap(now -> now.getLast().id().equals(end) ? Mono.empty() : moveReports(id));
        });
  }

  /** The incident, what it went into, what that went into; each once where they go in a circle. */
  private Mono<List<Incident>> above(String id) {
    return Mono.defer(() -> {
      Set<String> met = new HashSet<>(Set.of(id));
      return incidents
          .load(id)
          .map(MergeChains::existing)
          .expand(i ->
              i.stage() instanceof Merged merged && met.add(merged.into())
                  ? incidents.load(merged.into()).map(MergeChains::existing)
                  : Mono.empty())
          .collectList();
    });
  }

  /** Ids of the incident and of all that it counts, directly or not. */
  private Mono<Set<String>> below(String id) {
    return Mono.defer(() -> {
      Set<String> met = new HashSet<>(Set.of(id));
      return Flux.just(List.of(id))
          .expand(ids ->
              incidents
                  .loadAll(ids)
                  .map(loaded ->
                      loaded.stream()
                          .flatMap(l -> existing(l).absorbed().stream())
                          .filter(met::add)
                          .toList())
                  .filter(more -> !more.isEmpty()))
          .then(Mono.fromSupplier(() -> met));
    });
  }

  private static int indexOf(List<Incident> chain, String id) {
    return chain.stream().map(Incident::id).toList().indexOf(id);
  }

  private static Change<Incident> change(Loaded<Incident> loaded, IncidentCommand command) {
    return IncidentDecider.decide(loaded.state(), command) instanceof Accepted accepted
            && !accepted.events().isEmpty()
        ? IncidentStore.change(loaded, accepted, List.of())
        : Change.none(loaded);
  }

  private static Incident existing(Loaded<Incident> loaded) {
    @Nullable Incident incident = loaded.state();
    if (incident == null) {
      throw new IllegalStateException(
          "Expected the incident " + loaded.id() + ", but it is not there");
    }
    return incident;
  }

  private Because because(Text reason) {
    return Because.rule(reason, clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
