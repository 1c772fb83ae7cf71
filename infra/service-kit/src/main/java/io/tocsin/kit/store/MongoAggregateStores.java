package io.tocsin.kit.store;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.kit.kafka.RecordPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The stores of one service's database, and the sweeper that runs over them. */
final class MongoAggregateStores implements AggregateStores, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MongoAggregateStores.class);
  private static final Duration LAST_CLEANING = Duration.ofSeconds(3);
  private static final IndexModel OUTBOX_AGE =
      new IndexModel(Indexes.ascending(OutboxSweeper.AT), new IndexOptions().sparse(true));

  private final MongoDatabase database;
  private final RecordPublisher publisher;
  private final Clock clock;
  private final MeterRegistry registry;
  private final OutboxProperties properties;
  private final List<OutboxSweeper> sweepers = new CopyOnWriteArrayList<>();
  private final List<OutboxCleaner> cleaners = new CopyOnWriteArrayList<>();
  private final Disposable sweeping;

  MongoAggregateStores(
      MongoDatabase database,
      RecordPublisher publisher,
      Clock clock,
      MeterRegistry registry,
      OutboxProperties properties) {
    this.database = database;
    this.publisher = publisher;
    this.clock = clock;
    this.registry = registry;
    this.properties = properties;
    this.sweeping =
        Mono.delay(properties.sweepEvery(), Schedulers.parallel())
            .thenMany(Flux.defer(() -> Flux.fromIterable(sweepers)))
            .concatMap(MongoAggregateStores::sweep)
            .repeat()
            .subscribe();
  }

  @Override
  public <S> AggregateStore<S> open(
      String collection, StateCodec<S> codec, int handledBound, List<IndexModel> indexes) {
    MongoCollection<Document> documents = database.getCollection(collection);
    StoreMetrics metrics = new StoreMetrics(registry, collection);
    OutboxCleaner cleaner = new OutboxCleaner(documents);
    OutboxRelay relay = new OutboxRelay(publisher, cleaner);
    Mono<Boolean> indexed = indexed(documents, indexes);
    cleaners.add(cleaner);
    sweepers.add(
        new OutboxSweeper(documents, relay, cleaner, clock, properties.sweepAfter(), metrics));
    return new MongoAggregateStore<>(
        documents, new AggregateDocument<>(codec, handledBound), relay, indexed, metrics, clock);
  }

  /**
   * Every write waits for this, so that a unique index holds from the first one on. Made on first
   * use and kept; made again when the store was away.
   */
  private static Mono<Boolean> indexed(
      MongoCollection<Document> collection, List<IndexModel> indexes) {
    List<IndexModel> all = new ArrayList<>(indexes);
    all.add(OUTBOX_AGE);
    return Flux.defer(() -> collection.createIndexes(all))
        .then(Mono.just(true))
        .onErrorResume(
            MongoCommandException.class,
            e -> {
              LOG.error("Indexes of {} are not as declared", collection.getNamespace(), e);
              return Mono.just(true);
            })
        .cacheInvalidateIf(done -> false);
  }

  private static Mono<Void> sweep(OutboxSweeper sweeper) {
    return sweeper
        .sweep()
        .onErrorResume(e -> {
          LOG.warn("Left for the next sweep: {}", e.toString());
          return Mono.empty();
        });
  }

  /** Ends the sweeper and takes off what is published, as far as a moment allows. */
  @Override
  public void close() {
    sweeping.dispose();
    CountDownLatch cleaned = new CountDownLatch(1);
    Flux.fromIterable(cleaners)
        .flatMap(OutboxCleaner::flush)
        .timeout(LAST_CLEANING)
        .onErrorComplete()
        .subscribe(nothing -> {}, e -> {}, cleaned::countDown);
    try {
      if (!cleaned.await(LAST_CLEANING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Some published entries stay in their outboxes; they will be published anew");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
