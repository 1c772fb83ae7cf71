package io.tocsin.notification.budget;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.kit.store.DuplicateKeys;
import io.tocsin.notification.expiry.ExpiryIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Counts what each provider carries in a day. Instances take shares of what is left and spend them
 * by themselves, so that no message waits for one counter; what an instance had left when it was
 * killed is not spent that day, which is less than was allowed and never more.
 */
@Component
class DailyTotals {

  private static final Duration KEPT = Duration.ofDays(3);
  private static final FindOneAndUpdateOptions UPSERT = new FindOneAndUpdateOptions().upsert(true);

  private final MongoCollection<Document> collection;
  private final Mono<Boolean> index;

  DailyTotals(MongoDatabase database) {
    this.collection = database.getCollection("budget_days");
    this.index = ExpiryIndex.on(collection, "forgetAt", Duration.ZERO);
  }

  /**
   * Takes a share of a day.
   *
   * @param allowed no more than this may have been taken in all
   * @param wish how much would do; less is given where less is left
   * @return what was taken, 0 when nothing is left
   */
  Mono<Integer> take(String provider, LocalDate day, int allowed, int wish, Instant now) {
    return index.then(Mono.defer(() -> take(provider + "|" + day, allowed, wish, now)));
  }

  private Mono<Integer> take(String key, int allowed, int wish, Instant now) {
    int share = Math.min(allowed, wish);
    return Mono.from(
            collection.findOneAndUpdate(
                and(eq("_id", key), lte("taken", allowed - share)),
                combine(inc("taken", share), setOnInsert("forgetAt", Date.from(now.plus(KEPT)))),
                UPSERT))
        .thenReturn(share)
        // More was taken already: the filter finds nothing, and its insert hits the key.
        .onErrorResume(
            DuplicateKeys::isDuplicate,
            e -> share == 1 ? Mono.just(0) : take(key, allowed, share / 2, now));
  }
}
