package io.tocsin.kit.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes what a crash, or a broker that was away, left in the outboxes of one collection. Runs
 * beside the writers and beside other instances: the worst is a record published twice.
 */
final class OutboxSweeper {

  static final String AT = OutboxEntry.FIELD + ".at";
  private static final int AT_ONCE = 200;

  private final MongoCollection<Document> collection;
  private final OutboxRelay relay;
  private final OutboxCleaner cleaner;
  private final Clock clock;
  private final Duration age;
  private final StoreMetrics metrics;

  OutboxSweeper(
      MongoCollection<Document> collection,
      OutboxRelay relay,
      OutboxCleaner cleaner,
      Clock clock,
      Duration age,
      StoreMetrics metrics) {
    this.collection = collection;
    this.relay = relay;
    this.cleaner = cleaner;
    this.clock = clock;
    this.age = age;
    this.metrics = metrics;
  }

  /**
   * Publishes all entries older than the age, and those that follow them in their documents. Goes
   * on at once only where it got ahead: what Kafka refuses is found again.
   */
  Mono<Void> sweep() {
    return stranded()
        .flatMap(outboxes ->
            relay
                .publish(outboxes)
                .doOnNext(metrics::swept)
                .flatMap(records ->
                    cleaner
                        .flush()
                        .then(
                            records > 0 && outboxes.size() == AT_ONCE
                                ? Mono.defer(this::sweep)
                                : Mono.empty())));
  }

  private Mono<List<PendingOutbox>> stranded() {
    return Flux.from(
            collection
                .find(Filters.lt(AT, Date.from(clock.instant().minus(age))))
                .projection(Projections.include(OutboxEntry.FIELD))
                .limit(AT_ONCE))
        .map(d -> new PendingOutbox(d.getString("_id"), OutboxEntry.in(d)))
        .collectList();
  }
}
