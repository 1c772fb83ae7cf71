package io.tocsin.incident.reports;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.kit.store.DuplicateKeys;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Every report that was correlated, by its id: {@code {_id, incidentId, countedFirst, rule, report,
 * withdrawnAt?}}. Whoever finds a report here need not count it.
 */
@Component
public final class ReportStore {

  private static final String INCIDENT = "incidentId";
  private static final String COUNTED_FIRST = "countedFirst";
  private static final String RULE = "rule";
  private static final String REPORT = "report";
  private static final String WITHDRAWN_AT = "withdrawnAt";

  private final MongoCollection<Document> reports;
  private final Mono<List<String>> indexed;

  ReportStore(MongoDatabase database) {
    reports = database.getCollection("reports");
    indexed =
        Flux.from(
                reports.createIndexes(
                    List.of(
                        new IndexModel(Indexes.ascending(INCIDENT)),
                        new IndexModel(Indexes.ascending(COUNTED_FIRST)))))
            .collectList()
            .cacheInvalidateIf(_ -> false);
  }

  public Mono<StoredReport> find(String reportId) {
    return Mono.from(reports.find(Filters.eq("_id", reportId)).first()).map(ReportStore::read);
  }

  /**
   * The reports that an incident counts now, by id.
   *
   * @param after the id to go on after, empty for the first ones
   */
  public Flux<StoredReport> of(String incidentId, String after, int limit) {
    return Flux.from(
            reports
                .find(Filters.and(Filters.eq(INCIDENT, incidentId), Filters.gt("_id", after)))
                .sort(Sorts.ascending("_id"))
                .limit(limit))
        .map(ReportStore::read);
  }

  /** Which of the reports are here already. */
  public Mono<Set<String>> known(Collection<String> reportIds) {
    return Flux.from(
            reports
                .find(Filters.in("_id", reportIds))
                .projection(Projections.include("_id"))
                .batchSize(reportIds.size() + 1))
        .map(d -> d.getString("_id"))
        .collect(Collectors.toSet());
  }

  /** Adds reports; one that is here already stays as it is. */
  public Mono<Void> add(List<StoredReport> more) {
    if (more.isEmpty()) {
      return Mono.empty();
    }
    List<Document> documents = more.stream().map(ReportStore::document).toList();
    return indexed
        .then(
            Mono.from(reports.insertMany(documents, new InsertManyOptions().ordered(false))).then())
        .onErrorResume(
            MongoBulkWriteException.class,
            e -> DuplicateKeys.onlyDuplicates(e) ? Mono.empty() : Mono.error(e));
  }

  /**
   * Reports belong elsewhere from now on, wherever they are: a merge took them along, or one that
   * is undone brings them back.
   *
   * @param counting the incidents that counted them first
   */
  public Mono<Void> move(Collection<String> counting, String to) {
    return indexed
        .then(
            Mono.from(
                reports.updateMany(
                    Filters.and(Filters.in(COUNTED_FIRST, counting), Filters.ne(INCIDENT, to)),
                    Updates.set(INCIDENT, to))))
        .then();
  }

  /** The sender took it back. */
  public Mono<Void> withdraw(String reportId, Instant at) {
    return Mono.from(
            reports.updateOne(
                Filters.eq("_id", reportId), Updates.set(WITHDRAWN_AT, Date.from(at))))
        .then();
  }

  private static Document document(StoredReport stored) {
    return new Document("_id", stored.report().reportId())
        .append(INCIDENT, stored.incidentId())
        .append(COUNTED_FIRST, stored.countedFirst())
        .append(RULE, stored.rule())
        .append(REPORT, EventCodec.json().convertValue(stored.report(), Document.class));
  }

  private static StoredReport read(Document document) {
    Date withdrawnAt = document.getDate(WITHDRAWN_AT);
    return new StoredReport(
        EventCodec.json()
            .convertValue(document.get(REPORT, Document.class), ReportReceivedV1.class),
        document.getString(INCIDENT),
        document.getString(COUNTED_FIRST),
        document.getString(RULE),
        withdrawnAt == null ? null : withdrawnAt.toInstant());
  }
}
