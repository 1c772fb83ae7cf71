package io.tocsin.notification.deliveries;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How many deliveries of a notice are in which state, by channel. */
@Component
public final class DeliveryCounts {

  private final MongoDatabase database;

  DeliveryCounts(MongoDatabase database) {
    this.database = database;
  }

  /** {@code {noticeId: {channel: {state: count}}}}; a notice without deliveries is left out. */
  public Mono<Map<String, Map<String, Map<String, Long>>>> of(Collection<String> noticeIds) {
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

  private static void put(Map<String, Map<String, Map<String, Long>>> counts, Document group) {
    Document key = group.get("_id", Document.class);
    counts
        .computeIfAbsent(key.getString("notice"), n -> new TreeMap<>())
        .computeIfAbsent(key.getString("channel"), c -> new TreeMap<>())
        .put(key.getString("state"), group.get("count", Number.class).longValue());
  }
}
