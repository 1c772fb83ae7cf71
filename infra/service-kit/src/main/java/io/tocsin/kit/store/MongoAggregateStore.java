package io.tocsin.kit.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Aggregates of one collection. */
final class MongoAggregateStore<S> implements AggregateStore<S> {

  private static final Logger log = LoggerFactory.getLogger(MongoAggregateStore.class);
  private static final int WRITES_AT_ONCE = 32;
  private static final int INSERTS_AT_ONCE = 500;
  private static final int UPDATES_AT_ONCE = 250;

  /** From so many on, one command for all and one to look cost less than a command for each. */
  private static final int MANY_UPDATES = 8;

  private static final BulkWriteOptions EACH_FOR_ITSELF = new BulkWriteOptions().ordered(false);
  private static final Retry DECIDE_ANEW =
      Retry.backoff(64, Duration.ofMillis(4))
          .maxBackoff(Duration.ofMillis(150))
          .jitter(0.8)
          .filter(VersionConflictException.class::isInstance)
          .onRetryExhaustedThrow((spec, signal) -> signal.failure());
  private static final FindOneAndUpdateOptions OUTBOX_AFTER =
      new FindOneAndUpdateOptions()
          .returnDocument(ReturnDocument.AFTER)
          .projection(Projections.include(OutboxEntry.FIELD));

  private final MongoCollection<Document> collection;

  /** The same, whose documents come as their bytes: a state is read from them, not from a copy. */
  private final MongoCollection<RawBsonDocument> stored;

  private final AggregateDocument<S> documents;
  private final OutboxRelay relay;
  private final Mono<Boolean> indexes;
  private final StoreMetrics metrics;
  private final Clock clock;
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
  private final Coalescer<String, Loaded<S>> loads;
  private final Coalescer<Change<S>, Loaded<S>> saves;

  MongoAggregateStore(
      MongoCollection<Document> collection,
      AggregateDocument<S> documents,
      OutboxRelay relay,
      Mono<Boolean> indexes,
      StoreMetrics metrics,
      Clock clock) {
    this.collection = collection;
    this.stored = collection.withDocumentClass(RawBsonDocument.class);
    this.documents = documents;
    this.relay = relay;
    this.indexes = indexes;
    this.metrics = metrics;
    this.clock = clock;
    this.loads =
        new Coalescer<>(
            id -> id,
            this::loadOne,
            ids -> loadAll(ids).map(all -> all.stream().map(Mono::just).toList()));
    this.saves = new Coalescer<>(change -> change.from().id(), this::saveOne, this::saveTogether);
  }

  @Override
  public Mono<Loaded<S>> load(String id) {
    return loads.call(id);
  }

  private Mono<Loaded<S>> loadOne(String id) {
    return Mono.from(stored.find(Filters.eq("_id", id)).first())
        .map(documents::read)
        .defaultIfEmpty(Loaded.absent(id));
  }

  @Override
  public Mono<List<Loaded<S>>> loadAll(Collection<String> ids) {
    Set<String> distinct = new LinkedHashSet<>(ids);
    return Flux.from(stored.find(Filters.in("_id", distinct)))
        .map(documents::read)
        .collectMap(Loaded::id)
        .map(found ->
            distinct.stream()
                .map(id -> Objects.requireNonNullElseGet(found.get(id), () -> Loaded.<S>absent(id)))
                .toList());
  }

  @Override
  public Flux<Loaded<S>> find(Bson filter, @Nullable Bson sort, int limit) {
    return documents(filter, sort, 0, limit).map(documents::read);
  }

  @Override
  public Flux<Loaded<S>> findReadable(Bson filter, @Nullable Bson sort, int limit) {
    return readable(filter, sort, 0, limit);
  }

  /** What cannot be read leaves a gap in what a query gives; the next query fills it. */
  private Flux<Loaded<S>> readable(Bson filter, @Nullable Bson sort, int skipped, int limit) {
    return Flux.defer(() -> {
      AtomicInteger found = new AtomicInteger();
      AtomicInteger gaps = new AtomicInteger();
      return documents(filter, sort, skipped, limit)
          .doOnNext(document -> found.incrementAndGet())
          .mapNotNull(document -> {
            Loaded<S> loaded = readable(document);
            if (loaded == null) {
              gaps.incrementAndGet();
            }
            return loaded;
          })
          .concatWith(
              Flux.defer(() ->
                  found.get() < limit || gaps.get() == 0
                      ? Flux.empty()
                      : readable(filter, sort, skipped + limit, gaps.get())));
    });
  }

  private Flux<RawBsonDocument> documents(
      Bson filter, @Nullable Bson sort, int skipped, int limit) {
    return Flux.from(stored.find(filter).sort(sort).skip(skipped).limit(limit));
  }

  private @Nullable Loaded<S> readable(RawBsonDocument document) {
    try {
      return documents.read(document);
    } catch (RuntimeException e) {
      metrics.unreadable(1);
      if (unreadable.add(document.get("_id") + "@" + document.get(AggregateDocument.VERSION))) {
        log.error(
            "{} {} cannot be decoded and is left out, the others go on",
            collection.getNamespace().getCollectionName(),
            document.get("_id"),
            e);
      }
      return null;
    }
  }

  @Override
  public Mono<Loaded<S>> save(Change<S> change) {
    return change.isNone() ? Mono.just(change.from()) : saves.call(change);
  }

  private Mono<Loaded<S>> saveOne(Change<S> change) {
    return indexes
        .then(write(change))
        .switchIfEmpty(Mono.error(() -> conflict(List.of(change.from().id()))))
        .delayUntil(
            outbox -> change.events().isEmpty() ? Mono.empty() : relay.tell(List.of(outbox)))
        .map(outbox -> documents.after(change, outbox.emptied()));
  }

  /** What others have changed meanwhile fails alone. */
  private Mono<List<Mono<Loaded<S>>>> saveTogether(List<Change<S>> changes) {
    return store(changes)
        .delayUntil(relay::tell)
        .map(stored -> {
          Map<String, PendingOutbox> written = new HashMap<>();
          stored.forEach(outbox -> written.put(outbox.documentId(), outbox));
          return changes.stream().map(change -> outcome(change, written)).toList();
        });
  }

  private Mono<Loaded<S>> outcome(Change<S> change, Map<String, PendingOutbox> written) {
    String id = change.from().id();
    PendingOutbox outbox = written.get(id);
    return outbox == null
        ? Mono.error(() -> conflict(List.of(id)))
        : Mono.just(documents.after(change, outbox.emptied()));
  }

  @Override
  public Mono<Void> saveAll(List<Change<S>> changes) {
    List<Change<S>> due = changes.stream().filter(c -> !c.isNone()).toList();
    if (due.isEmpty()) {
      return Mono.empty();
    }
    return due.size() < MANY_UPDATES
        ? saveEach(due)
        : store(due).flatMap(stored -> relay.tell(stored).then(refuseUnwritten(due, ids(stored))));
  }

  /** A few are no command of their own: they go with what others save. */
  private Mono<Void> saveEach(List<Change<S>> changes) {
    return Flux.fromIterable(changes)
        .flatMap(change ->
            saves
                .call(change)
                .thenMany(Flux.<String>empty())
                .onErrorResume(VersionConflictException.class, e -> Flux.fromIterable(e.ids())))
        .collectList()
        .flatMap(ids -> ids.isEmpty() ? Mono.empty() : Mono.error(conflicting(ids)));
  }

  /** Stores; the outboxes of those that nobody else had changed. */
  private Mono<List<PendingOutbox>> store(List<Change<S>> due) {
    List<Change<S>> inserts = due.stream().filter(c -> !c.from().exists()).toList();
    List<Change<S>> updates = due.stream().filter(c -> c.from().exists()).toList();
    Flux<PendingOutbox> inserted =
        Flux.fromIterable(inserts).buffer(INSERTS_AT_ONCE).concatMap(this::insertAll);
    Flux<PendingOutbox> updated =
        updates.size() < MANY_UPDATES
            ? Flux.fromIterable(updates).flatMap(this::update, WRITES_AT_ONCE)
            : Flux.fromIterable(updates).buffer(UPDATES_AT_ONCE).concatMap(this::updateAll);
    return indexes.thenMany(Flux.merge(inserted, updated)).collectList();
  }

  @Override
  public Mono<Loaded<S>> update(String id, Function<Loaded<S>, Change<S>> decide) {
    return Mono.defer(() -> load(id))
        .flatMap(loaded -> save(decide.apply(loaded)))
        .retryWhen(DECIDE_ANEW);
  }

  /** Empty when somebody else was faster. */
  private Mono<PendingOutbox> write(Change<S> change) {
    return change.from().exists() ? update(change) : insert(change);
  }

  private Mono<PendingOutbox> insert(Change<S> change) {
    return Mono.defer(() -> {
      Instant now = clock.instant();
      List<OutboxEntry> entries = entries(change, now);
      return Mono.from(collection.insertOne(documents.insert(change, entries, now)))
          .doOnSuccess(r -> metrics.saved(1))
          .thenReturn(new PendingOutbox(change.from().id(), entries))
          .onErrorResume(DuplicateKeys::isDuplicate, e -> Mono.empty());
    });
  }

  private Mono<PendingOutbox> update(Change<S> change) {
    return Mono.defer(() -> {
      Instant now = clock.instant();
      String id = change.from().id();
      List<OutboxEntry> entries = entries(change, now);
      boolean emptied = relay.mayEmpty(change.from());
      Document update = documents.update(change, entries, emptied, now);
      Mono<PendingOutbox> written =
          entries.isEmpty() || relay.hasAll(change.from())
              ? Mono.from(collection.updateOne(unchanged(change), update))
                  .filter(result -> result.getMatchedCount() == 1)
                  .map(result -> new PendingOutbox(id, entries, emptied))
              : Mono.from(collection.findOneAndUpdate(unchanged(change), update, OUTBOX_AFTER))
                  .map(d -> new PendingOutbox(id, OutboxEntry.in(d)));
      return written
          .doOnNext(outbox -> stored(change, outbox))
          .onErrorResume(DuplicateKeys::isDuplicate, e -> Mono.empty());
    });
  }

  private void stored(Change<S> change, PendingOutbox outbox) {
    metrics.saved(1);
    if (outbox.emptied()) {
      relay.takenOff(change.from());
    }
  }

  private static <S> Bson unchanged(Change<S> change) {
    return Filters.and(
        Filters.eq("_id", change.from().id()),
        Filters.eq(AggregateDocument.VERSION, change.from().version()));
  }

  /**
   * With one command. Its answer only counts what was written; where that is less than was sent,
   * the batch's own mark in the documents tells which of them are ours.
   */
  private Flux<PendingOutbox> updateAll(List<Change<S>> changes) {
    Instant now = clock.instant();
    String batch = ObjectId.get().toHexString();
    List<UpdateOneModel<Document>> writes = new ArrayList<>();
    List<PendingOutbox> told = new ArrayList<>();
    List<String> toRead = new ArrayList<>();
    List<Change<S>> emptying = new ArrayList<>();
    for (Change<S> change : changes) {
      List<OutboxEntry> entries = entries(change, now);
      boolean emptied = relay.mayEmpty(change.from());
      Document update = documents.update(change, entries, emptied, now);
      update.get("$set", Document.class).append(AggregateDocument.BATCH, batch);
      writes.add(new UpdateOneModel<>(unchanged(change), update));
      if (emptied) {
        emptying.add(change);
      }
      if (entries.isEmpty() || relay.hasAll(change.from())) {
        told.add(new PendingOutbox(change.from().id(), entries, emptied));
      } else {
        toRead.add(change.from().id());
      }
    }
    return Mono.from(collection.bulkWrite(writes, EACH_FOR_ITSELF))
        .map(BulkWriteResult::getMatchedCount)
        .onErrorResume(
            MongoBulkWriteException.class,
            e -> DuplicateKeys.onlyDuplicates(e) ? Mono.just(0) : Mono.error(e))
        .flatMapMany(matched -> {
          if (matched < changes.size()) {
            return outboxes(changes.stream().map(c -> c.from().id()).toList(), batch);
          }
          emptying.forEach(change -> relay.takenOff(change.from()));
          return Flux.fromIterable(told).concatWith(outboxes(toRead, null));
        })
        .doOnNext(written -> metrics.saved(1));
  }

  /** As they are now; only of those that bear the mark, if one is given. */
  private Flux<PendingOutbox> outboxes(List<String> ids, @Nullable String batch) {
    if (ids.isEmpty()) {
      return Flux.empty();
    }
    Bson these = Filters.in("_id", ids);
    Bson ours =
        batch == null ? these : Filters.and(these, Filters.eq(AggregateDocument.BATCH, batch));
    return Flux.from(collection.find(ours).projection(Projections.include(OutboxEntry.FIELD)))
        .map(d -> new PendingOutbox(d.getString("_id"), OutboxEntry.in(d)));
  }

  private Flux<PendingOutbox> insertAll(List<Change<S>> changes) {
    Instant now = clock.instant();
    List<PendingOutbox> outboxes = new ArrayList<>();
    List<Document> batch = new ArrayList<>();
    for (Change<S> change : changes) {
      List<OutboxEntry> entries = entries(change, now);
      outboxes.add(new PendingOutbox(change.from().id(), entries));
      batch.add(documents.insert(change, entries, now));
    }
    return Mono.from(collection.insertMany(batch, new InsertManyOptions().ordered(false)))
        .thenReturn(outboxes)
        .onErrorResume(
            MongoBulkWriteException.class,
            e -> DuplicateKeys.onlyDuplicates(e) ? whatIsOurs(outboxes, batch) : Mono.error(e))
        .doOnNext(ours -> metrics.saved(ours.size()))
        .flatMapIterable(ours -> ours);
  }

  /**
   * The errors name the duplicates, but not every server is right about which of the others it
   * wrote: what lies there now is compared with what was sent.
   */
  private Mono<List<PendingOutbox>> whatIsOurs(List<PendingOutbox> outboxes, List<Document> batch) {
    Map<String, BsonDocument> sent = new HashMap<>();
    batch.forEach(d -> sent.put(d.getString("_id"), d.toBsonDocument()));
    return Flux.from(stored.find(Filters.in("_id", sent.keySet())))
        .filter(found -> found.equals(sent.get(found.getString("_id").getValue())))
        .map(found -> found.getString("_id").getValue())
        .collectList()
        .map(HashSet::new)
        .map(ours -> outboxes.stream().filter(o -> ours.contains(o.documentId())).toList());
  }

  private static Set<String> ids(List<PendingOutbox> stored) {
    return stored.stream().map(PendingOutbox::documentId).collect(Collectors.toUnmodifiableSet());
  }

  private Mono<Void> refuseUnwritten(List<Change<S>> due, Set<String> stored) {
    List<String> unwritten =
        due.stream().map(c -> c.from().id()).filter(id -> !stored.contains(id)).toList();
    return unwritten.isEmpty() ? Mono.empty() : Mono.error(conflict(unwritten));
  }

  private VersionConflictException conflict(List<String> ids) {
    metrics.conflicted(ids.size());
    return conflicting(ids);
  }

  private VersionConflictException conflicting(List<String> ids) {
    return new VersionConflictException(collection.getNamespace().getCollectionName(), ids);
  }

  private static <S> List<OutboxEntry> entries(Change<S> change, Instant now) {
    return change.events().stream().map(e -> OutboxEntry.of(e, now)).toList();
  }
}
