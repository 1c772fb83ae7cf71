package io.tocsin.incident.incidents;

import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Incident;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Incidents, one document each. */
@Component
public final class IncidentStore {

  /** Four times the records that one batch can bring. */
  private static final int HANDLED = 2000;

  /** What the ids of counted reports begin with among those of all records. */
  private static final String REPORT = "report:";

  /** More than any system can have units that are each at fault on their own. */
  private static final int AT_MOST = 5000;

  private final AggregateStore<Incident> incidents;

  IncidentStore(AggregateStores stores) {
    incidents =
        stores.open(
            "incidents",
            JacksonStateCodec.of(Incident.class, IncidentIndex::fields),
            HANDLED,
            IncidentIndex.INDEXES);
  }

  /**
   * What correlation looks at: incidents of the system that are open or were closed just now, the
   * open ones first, so that what the bound may cut off is what ended longest ago. One that cannot
   * be read is left out: a further incident is better than a system whose reports reach nobody.
   */
  public Flux<Loaded<Incident>> correlatable(String system, Instant now) {
    return incidents.findReadable(
        IncidentIndex.correlatable(system, now), IncidentIndex.LONGEST_CORRELATING_FIRST, AT_MOST);
  }

  /** Ended incidents of the system that a new one is told to follow, the last ended first. */
  public Flux<Loaded<Incident>> referredTo(String system, Instant now) {
    return incidents.findReadable(
        IncidentIndex.referredTo(system, now), IncidentIndex.LONGEST_CORRELATING_FIRST, AT_MOST);
  }

  public Mono<Loaded<Incident>> load(String id) {
    return incidents.load(id);
  }

  public Mono<List<Loaded<Incident>>> loadAll(Collection<String> ids) {
    return incidents.loadAll(ids);
  }

  /** Open GLOBAL incidents of any system that began since then, the newest first. */
  public Flux<Incident> globalSince(Instant since, int atMost) {
    return incidents
        .findReadable(IncidentIndex.globalSince(since), IncidentIndex.NEWEST_GLOBAL_FIRST, atMost)
        .mapNotNull(Loaded::state);
  }

  /** Incidents whose moment has come, the longest overdue first. */
  public Flux<Loaded<Incident>> due(Instant now, int atMost) {
    return incidents.findReadable(IncidentIndex.due(now), IncidentIndex.LONGEST_DUE_FIRST, atMost);
  }

  /** Those that can be read among the newest, as many as the limit has room for. */
  Flux<Loaded<Incident>> find(Bson filter, int limit) {
    return incidents.findReadable(filter, IncidentIndex.NEWEST_FIRST, limit);
  }

  /** Stores and publishes; refused where somebody else was faster. */
  public Mono<Loaded<Incident>> save(Change<Incident> change) {
    return incidents.save(change);
  }

  /** Loads, decides, saves, and decides anew when somebody else was faster. */
  public Mono<Loaded<Incident>> update(
      String id, Function<Loaded<Incident>, Change<Incident>> decide) {
    return incidents.update(id, decide);
  }

  /**
   * What a decision makes of the incident it was made on.
   *
   * @param handled ids of the records that led to it
   */
  public static Change<Incident> change(
      Loaded<Incident> from, Accepted decision, List<String> handled) {
    return change(from, decision, handled.isEmpty() ? null : handled.getLast(), handled, Set.of());
  }

  /**
   * The incident as it is, found from now on by what this build makes of it: an earlier one, or one
   * that runs beside this, may have had it wait for something else.
   */
  public static Change<Incident> foundAnew(Loaded<Incident> from, Instant now) {
    return new Change<>(from, from.state(), List.of(), List.of("found-anew:" + now));
  }

  /**
   * The same for a batch of reports. Those that it counted in former batches are kept as reports by
   * now and known there, so the incident forgets them: in a storm it would carry thousands.
   *
   * @param reportIds the reports that are counted
   * @param underWay all reports of the batch: none of them is known to be kept
   */
  public static Change<Incident> counted(
      Loaded<Incident> from, Accepted decision, List<String> reportIds, Set<String> underWay) {
    Set<String> forgotten =
        from.handled().stream()
            .filter(id -> id.startsWith(REPORT))
            .filter(id -> !underWay.contains(id.substring(REPORT.length())))
            .collect(Collectors.toSet());
    return change(
        from,
        decision,
        reportIds.isEmpty() ? null : reportIds.getLast(),
        reportIds.stream().map(id -> REPORT + id).toList(),
        forgotten);
  }

  /** Whether the incident has counted the report and does not know yet that it is kept. */
  public static boolean hasCounted(Loaded<Incident> incident, String reportId) {
    return incident.hasHandled(REPORT + reportId);
  }

  private static Change<Incident> change(
      Loaded<Incident> from,
      Accepted decision,
      @Nullable String cause,
      List<String> handled,
      Set<String> forgotten) {
    return new Change<>(
        from,
        decision.incident(),
        IncidentRecords.of(from.state(), decision.events(), cause),
        handled,
        forgotten);
  }
}
