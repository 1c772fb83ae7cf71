package io.tocsin.notification.deliveries;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.notification.domain.Needless;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.expiry.ExpiryIndex;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Pages that were taken back. What had left by then may turn out to be lost hours later, by a
 * receipt or a mail that comes back; whoever looks for another way then finds the page here. A week
 * is longer than any receipt takes.
 */
@Component
public class WithdrawnPages {

  private static final Duration KEPT = Duration.ofDays(7);
  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
  private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

  private final MongoCollection<Document> collection;
  private final Mono<Boolean> index;

  WithdrawnPages(MongoDatabase database) {
    this.collection = database.getCollection("withdrawn_pages");
    this.index = ExpiryIndex.on(collection, "at", KEPT);
  }

  /** Completes when it is stored; the first reason stands. */
  public Mono<Void> add(Collection<String> pageIds, Needless why) {
    List<UpdateOneModel<Document>> upserts =
        pageIds.stream()
            .distinct()
            .map(id ->
                new UpdateOneModel<Document>(
                    eq("_id", id),
                    combine(
                        setOnInsert("at", Date.from(why.at())),
                        setOnInsert("zh", why.reason().zh()),
                        setOnInsert("en", why.reason().en())),
                    UPSERT))
            .toList();
    return upserts.isEmpty()
        ? Mono.empty()
        : index.then(Mono.from(collection.bulkWrite(upserts, UNORDERED))).then();
  }

  /** Those of these pages that were taken back, with the reason. */
  public Mono<Map<String, Words>> among(Collection<String> pageIds) {
    return pageIds.isEmpty()
        ? Mono.just(Map.of())
        : Flux.from(collection.find(in("_id", pageIds)))
            .collectMap(
                found -> found.getString("_id"),
                found -> new Words(found.getString("zh"), found.getString("en")));
  }
}
