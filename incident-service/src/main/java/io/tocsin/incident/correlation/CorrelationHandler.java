package io.tocsin.incident.correlation;

import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.incident.domain.CorrelationPlan.Opening;
import io.tocsin.incident.domain.CorrelationPlan.PlannedIncident;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.SystemProfile;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.incident.organisation.SystemProfiles;
import io.tocsin.incident.reports.ReportStore;
import io.tocsin.kit.kafka.KeyedHandler;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.store.VersionConflictException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Correlates a batch of reports of one system: one query, one decision, one write for each incident
 * that changes, and then the reports themselves; a second query where an incident is opened.
 *
 * <p>A crash between any two of these writes loses nothing and counts nothing twice when Kafka
 * brings the batch again. Whatever incident was written knows its reports by their ids; the id of a
 * new incident follows from its first report; and the reports are kept last, so whatever is kept
 * was counted.
 */
@Component
final class CorrelationHandler implements KeyedHandler {

  private static final int ATTEMPTS = 5;

  private final IncidentStore incidents;
  private final ReportStore reports;
  private final IncidentNumbers numbers;
  private final SystemProfiles profiles;
  private final Clock clock;
  private final MeterRegistry registry;

  CorrelationHandler(
      IncidentStore incidents,
      ReportStore reports,
      IncidentNumbers numbers,
      SystemProfiles profiles,
      Clock clock,
      MeterRegistry registry) {
    this.incidents = incidents;
    this.reports = reports;
    this.numbers = numbers;
    this.profiles = profiles;
    this.clock = clock;
    this.registry = registry;
  }

  @Override
  public Mono<Void> handle(String system, List<Envelope<?>> records) {
    List<ReportReceivedV1> batch = records.stream().map(CorrelationHandler::report).toList();
    return correlate(system, batch, Set.of(), 1);
  }

  /**
   * Decides anew when somebody else wrote one of the incidents meanwhile.
   *
   * @param also incidents that an earlier attempt met although the query does not find them
   */
  private Mono<Void> correlate(
      String system, List<ReportReceivedV1> batch, Set<String> also, int attempt) {
    return Mono.zip(
            known(system, also),
            reports.known(batch.stream().map(ReportReceivedV1::reportId).toList()))
        .flatMap(found -> {
          Map<String, Loaded<Incident>> known = found.getT1();
          ReportBatch sorted = ReportBatch.sort(batch, found.getT2(), known.values());
          return plan(system, sorted, known.values()).flatMap(plan -> carryOut(plan, known));
        })
        .onErrorResume(
            VersionConflictException.class,
            e -> {
              Set<String> met = new HashSet<>(also);
              met.addAll(e.ids());
              return attempt < ATTEMPTS
                  ? correlate(system, batch, met, attempt + 1)
                  : Mono.error(e);
            });
  }

  /**
   * A system may have ended many a fault: they are read where one is opened that may follow them.
   */
  private Mono<BatchPlan> plan(
      String system, ReportBatch batch, Collection<Loaded<Incident>> known) {
    SystemProfile profile = profiles.current().profile(system);
    BatchPlan plan = BatchPlan.of(batch, known, profile);
    return plan.openings().findAny().isEmpty()
        ? Mono.just(plan)
        : incidents
            .referredTo(system, clock.instant())
            .concatWith(Flux.fromIterable(known))
            .collectList()
            .map(all -> BatchPlan.of(batch, all, profile));
  }

  private Mono<Map<String, Loaded<Incident>>> known(String system, Set<String> also) {
    Flux<Loaded<Incident>> found = incidents.correlatable(system, clock.instant());
    Flux<Loaded<Incident>> all =
        also.isEmpty()
            ? found
            : found.concatWith(
                incidents.loadAll(also).flatMapIterable(l -> l).filter(Loaded::exists));
    return all.collect(LinkedHashMap::new, (byId, i) -> byId.put(i.id(), i));
  }

  private Mono<Void> carryOut(BatchPlan plan, Map<String, Loaded<Incident>> known) {
    Map<String, List<String>> counted = plan.counted();
    Set<String> underWay = plan.batch().ids();
    return Flux.fromIterable(plan.incidents())
        .concatMap(planned -> {
          Loaded<Incident> from = known.getOrDefault(planned.id(), Loaded.absent(planned.id()));
          return change(planned, from, counted.getOrDefault(planned.id(), List.of()), underWay);
        })
        .concatMap(incidents::save)
        .then(Mono.defer(() -> reports.add(plan.reports())))
        .doOnSuccess(_ -> count(plan));
  }

  private Mono<Change<Incident>> change(
      PlannedIncident planned,
      Loaded<Incident> from,
      List<String> reportIds,
      Set<String> underWay) {
    Opening opening = planned.opening();
    if (opening == null) {
      return Mono.just(decided(planned, null, from, reportIds, underWay));
    }
    int year = opening.report().receivedAt().atZone(opening.profile().zone()).getYear();
    return numbers
        .draw(opening.exercise(), year)
        .map(number -> decided(planned, number, from, reportIds, underWay));
  }

  private static Change<Incident> decided(
      PlannedIncident planned,
      @Nullable String number,
      Loaded<Incident> from,
      List<String> reportIds,
      Set<String> underWay) {
    return switch (IncidentDecider.decideAll(from.state(), planned.commands(number))) {
      case Accepted accepted -> IncidentStore.counted(from, accepted, reportIds, underWay);
      case Refused refused ->
          throw new IllegalStateException(
              "Expected the plan for " + planned.id() + " to hold, but: " + refused.detail().en());
    };
  }

  private void count(BatchPlan plan) {
    registry.counter("tocsin.reports.correlated").increment(plan.batch().fresh().size());
    plan.openings()
        .forEach(o ->
            registry.counter("tocsin.incidents.opened", "scope", o.scope().name()).increment());
  }

  private static ReportReceivedV1 report(Envelope<?> record) {
    if (record.data() instanceof ReportReceivedV1 report) {
      return report;
    }
    throw new IllegalArgumentException(
        "Expected a report, but got " + record.type() + " in record " + record.id());
  }
}
