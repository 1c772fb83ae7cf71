package io.tocsin.incident.timeline;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.store.Coalescer;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Timeline items under the incident's id and the event's number: written twice they are the same.
 */
@Component
public final class TimelineStore {

  private static final String INCIDENT = "incidentId";
  private static final String SEQ = "seq";

  /** What every item has beside its detail. */
  private static final List<String> COMMON = List.of(SEQ, "incident", "reason", "actor");

  private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
  private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

  private final MongoCollection<Document> timeline;
  private final Mono<String> indexed;
  private final Coalescer<Told, BulkWriteResult> writes;

  TimelineStore(MongoDatabase database) {
    timeline = database.getCollection("timeline");
    indexed =
        Mono.from(
                timeline.createIndex(
                    Indexes.ascending(INCIDENT, SEQ), new IndexOptions().unique(true)))
            .cacheInvalidateIf(_ -> false);
    writes =
        new Coalescer<>(
            Told::incidentId,
            told -> write(List.of(told)),
            all -> write(all).map(done -> Collections.nCopies(all.size(), Mono.just(done))));
  }

  /** What came of one incident. */
  private record Told(String incidentId, List<Envelope<IncidentEvent>> events) {

    Stream<ReplaceOneModel<Document>> items() {
      return events.stream()
          .map(e -> document(incidentId, e))
          .map(d -> new ReplaceOneModel<>(Filters.eq("_id", d.getString("_id")), d, UPSERT));
    }
  }

  Mono<Void> put(String incidentId, List<Envelope<IncidentEvent>> events) {
    return writes.call(new Told(incidentId, events)).then();
  }

  private Mono<BulkWriteResult> write(List<Told> all) {
    return indexed.then(
        Mono.from(timeline.bulkWrite(all.stream().flatMap(Told::items).toList(), UNORDERED)));
  }

  /** Items after {@code seq}, in order. */
  public Flux<TimelineItem> after(String incidentId, long seq, int limit, Locale language) {
    return Flux.from(
            timeline
                .find(Filters.and(Filters.eq(INCIDENT, incidentId), Filters.gt(SEQ, seq)))
                .sort(Sorts.ascending(INCIDENT, SEQ))
                .limit(limit))
        .map(d -> item(d, language));
  }

  private static Document document(String incidentId, Envelope<IncidentEvent> envelope) {
    IncidentEvent event = envelope.data();
    ObjectNode detail = EventCodec.json().valueToTree(event);
    detail.remove(COMMON);
    ObjectNode standing = detail.putObject("incident");
    standing.put("scope", event.incident().scope().name());
    standing.put("severity", event.incident().severity().name());
    standing.put("state", event.incident().state().name());
    standing.put("reports", event.incident().reports());
    standing.put("units", event.incident().units().size());
    return new Document("_id", incidentId + ":" + event.seq())
        .append(INCIDENT, incidentId)
        .append(SEQ, event.seq())
        .append("at", Date.from(envelope.at()))
        .append("type", envelope.type())
        .append(
            "actor", new Document("id", event.actor().id()).append("name", event.actor().name()))
        .append(
            "summary", new Document("zh", event.reason().zh()).append("en", event.reason().en()))
        .append("detail", EventCodec.json().treeToValue(detail, Document.class));
  }

  private static TimelineItem item(Document document, Locale language) {
    Document actor = document.get("actor", Document.class);
    Document summary = document.get("summary", Document.class);
    return new TimelineItem(
        document.get(SEQ, Number.class).longValue(),
        document.getDate("at").toInstant(),
        document.getString("type"),
        new Actor(actor.getString("id"), actor.getString("name")),
        new LocalText(summary.getString("zh"), summary.getString("en")).in(language),
        document.get("detail", Document.class));
  }
}
