package io.tocsin.notification.deliveries;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.HandedOff;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How many deliveries of a notice are in which state, by channel. */
@Component
public final class DeliveryCounts {

  private final MongoDatabase database;
  private final UnderWay underWay;

  DeliveryCounts(MongoDatabase database, UnderWay underWay) {
    this.database = database;
    this.underWay = underWay;
  }

  /**
   * {@code {noticeId: {channel: {state: count}}}}; a notice without deliveries is left out. What
   * gets its document in this very moment may be left out as well, and is never counted twice.
   */
  public Mono<Map<String, Map<String, Map<String, Long>>>> of(Collection<String> noticeIds) {
    return stored(noticeIds)
        .flatMap(counts ->
            underWay.withoutDocument(noticeIds).collectList().map(rows -> with(rows, counts)));
  }

  private static Map<String, Map<String, Map<String, Long>>> with(
      List<Delivery> rows, Map<String, Map<String, Map<String, Long>>> counts) {
    for (Delivery row : rows) {
      String notice = Objects.requireNonNull(row.message().about().noticeId());
      add(counts, notice, row.message().channel().name(), row.state().name(), 1);
    }
    return counts;
  }

  private Mono<Map<String, Map<String, Map<String, Long>>>> stored(Collection<String> noticeIds) {
    Document key =
        new Document("notice", "$" + DeliveryDocument.NOTICE)
            .append("channel", "$" + DeliveryDocument.CHANNEL)
            .append("state", "$" + DeliveryDocument.STATE);
    return Flux.from(
            database
                .getCollection(DeliveryDocument.COLLECTION)
                .aggregate(
                    List.of(
                        Aggregates.match(Filters.in(DeliveryDocument.NOTICE, noticeIds)),
                        Aggregates.group(key, Accumulators.sum("count", 1)))))
        .collect(TreeMap::new, DeliveryCounts::put);
  }

  /** How many messages of a channel stand in a state, by who was asked last to carry them. */
  public record ByProvider(String channel, String provider, String state, long count) {}

  /** Of the messages made since then. */
  public Flux<ByProvider> since(Instant since) {
    return byProvider(madeSince(since));
  }

  /** Of those, what was handed over and has no receipt to come: more will not be heard of it. */
  public Flux<ByProvider> withoutReceiptSince(Instant since) {
    return byProvider(
        Filters.and(
            madeSince(since),
            Filters.eq(DeliveryDocument.KIND, HandedOff.class.getSimpleName()),
            Filters.eq(DeliveryDocument.RECEIPTS, List.of())));
  }

  private static Bson madeSince(Instant since) {
    return Filters.gte(DeliveryDocument.CREATED_AT, Date.from(since));
  }

  private Flux<ByProvider> byProvider(Bson which) {
    Document key =
        new Document("channel", "$" + DeliveryDocument.CHANNEL)
            .append("provider", "$" + DeliveryDocument.PROVIDER)
            .append("state", "$" + DeliveryDocument.STATE);
    return Flux.from(
            database
                .getCollection(DeliveryDocument.COLLECTION)
                .aggregate(
                    List.of(
                        Aggregates.match(which),
                        Aggregates.group(key, Accumulators.sum("count", 1)))))
        .map(group -> {
          Document found = group.get("_id", Document.class);
          return new ByProvider(
              found.getString("channel"),
              Objects.requireNonNullElse(found.getString("provider"), "none"),
              found.getString("state"),
              group.get("count", Number.class).longValue());
        });
  }

  private static void put(Map<String, Map<String, Map<String, Long>>> counts, Document group) {
    Document key = group.get("_id", Document.class);
    add(
        counts,
        key.getString("notice"),
        key.getString("channel"),
        key.getString("state"),
        group.get("count", Number.class).longValue());
  }

  private static void add(
      Map<String, Map<String, Map<String, Long>>> counts,
      String notice,
      String channel,
      String state,
      long count) {
    counts
        .computeIfAbsent(notice, n -> new TreeMap<>())
        .computeIfAbsent(channel, c -> new TreeMap<>())
        .merge(state, count, Long::sum);
  }
}
