package io.tocsin.notification.sending;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Receipts that came before it was written down what they are for: a centre may send them faster
 * than its answer to the message is stored. Kept for ten minutes.
 */
@Component
class EarlyReceipts {

  private static final int AT_ONCE = 1000;
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
  private static final BulkWriteOptions EACH_FOR_ITSELF = new BulkWriteOptions().ordered(false);

  private final MongoCollection<Document> collection;
  private final Mono<Void> index;
  private final Clock clock;

  EarlyReceipts(MongoDatabase database, Clock clock) {
    this.collection = database.getCollection("early_receipts");
    this.clock = clock;
    this.index =
        Mono.from(collection.createIndex(Indexes.ascending("at")))
            .cacheInvalidateIf(done -> false)
            .then();
  }

  Mono<Void> keep(List<Receipt> receipts) {
    Date now = Date.from(clock.instant());
    List<ReplaceOneModel<Document>> writes =
        receipts.stream()
            .flatMap(receipt -> receipt.ids().stream().map(id -> write(id, receipt, now)))
            .toList();
    return writes.isEmpty()
        ? Mono.empty()
        : index.then(Mono.from(collection.bulkWrite(writes, EACH_FOR_ITSELF))).then();
  }

  private static ReplaceOneModel<Document> write(String id, Receipt receipt, Date now) {
    return new ReplaceOneModel<>(
        eq("_id", id),
        new Document("_id", id)
            .append("result", receipt.result().name())
            .append("detail", receipt.detail())
            .append("delivery", receipt.deliveryId())
            .append("at", now),
        UPSERT);
  }

  Flux<Receipt> among(Collection<String> ids) {
    return Flux.from(collection.find(in("_id", ids))).map(EarlyReceipts::receipt);
  }

  /** Those that have waited for longer than a healthy store takes. */
  Flux<Receipt> waitingSince(Instant before) {
    return Flux.from(
            collection.find(lt("at", Date.from(before))).sort(Sorts.ascending("at")).limit(AT_ONCE))
        .map(EarlyReceipts::receipt);
  }

  Mono<Void> remove(Collection<String> ids) {
    return ids.isEmpty() ? Mono.empty() : Mono.from(collection.deleteMany(in("_id", ids))).then();
  }

  Mono<Void> forgetOld() {
    return Mono.from(collection.deleteMany(lt("at", Date.from(clock.instant().minus(KEPT)))))
        .then();
  }

  private static Receipt receipt(Document document) {
    return new Receipt(
        List.of(document.getString("_id")),
        Receipt.Result.valueOf(document.getString("result")),
        document.getString("detail"),
        document.getString("delivery"));
  }
}
