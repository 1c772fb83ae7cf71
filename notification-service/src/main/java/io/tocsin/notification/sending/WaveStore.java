package io.tocsin.notification.sending;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.kit.store.DuplicateKeys;
import io.tocsin.notification.expiry.ExpiryIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps the waves that are not settled, and until their notice has gone out those that are. */
@Component
class WaveStore {

  /** For those of a notice that nobody finished: longer than any is worth sending. */
  private static final Duration KEPT = Duration.ofDays(3);

  /** What another build has left is no reason to show nothing; only its notice waits for that. */
  private static final Bson READABLE = exists(WaveDocument.BODY);

  private final MongoCollection<Document> waves;
  private final MongoCollection<Document> notes;
  private final Mono<Boolean> indexes;

  WaveStore(MongoDatabase database) {
    this.waves = database.getCollection("waves");
    this.notes = database.getCollection("wave_notes");
    this.indexes =
        Mono.from(waves.createIndex(Indexes.ascending(WaveDocument.NOTICE)))
            .then(Mono.from(notes.createIndex(Indexes.ascending(WaveDocument.NOTICE))))
            .then(ExpiryIndex.on(waves, WaveDocument.SETTLED_AT, KEPT))
            .then(ExpiryIndex.on(notes, WaveDocument.NOTED_AT, KEPT))
            .cacheInvalidateIf(done -> false);
  }

  /** Completes with false where one of this id was there before. */
  Mono<Boolean> add(Wave wave) {
    return insert(WaveDocument.of(wave));
  }

  /** As if a wave of this id had been and is settled: its messages go another way. */
  Mono<Boolean> addSettled(String id, String noticeId, Instant now) {
    return insert(
        new Document("_id", id)
            .append(WaveDocument.NOTICE, noticeId)
            .append(WaveDocument.SETTLED_AT, Date.from(now)));
  }

  private Mono<Boolean> insert(Document document) {
    return indexes
        .then(Mono.defer(() -> Mono.from(waves.insertOne(document))))
        .thenReturn(true)
        .onErrorResume(DuplicateKeys::isDuplicate, e -> Mono.just(false));
  }

  private static Bson unsettled(String id) {
    return and(eq("_id", id), exists(WaveDocument.SETTLED_AT, false));
  }

  /**
   * Adds notes to waves, with one page for each notice.
   *
   * @param byNotice the notes of its waves by their ids
   */
  Mono<Void> note(Map<String, Map<String, List<WaveNote>>> byNotice, Instant now) {
    List<Document> pages =
        byNotice.entrySet().stream()
            .map(e -> WaveDocument.page(e.getKey(), e.getValue(), now))
            .toList();
    return Mono.from(notes.insertMany(pages)).then();
  }

  /** Their messages are about to get documents of their own, by which they are counted then. */
  Mono<Void> settling(Collection<String> ids) {
    return Mono.from(waves.updateMany(in("_id", ids), set(WaveDocument.SETTLING, true))).then();
  }

  Mono<Void> settled(String id, Instant now) {
    return Mono.from(
            waves.updateOne(
                eq("_id", id),
                combine(set(WaveDocument.SETTLED_AT, Date.from(now)), unset(WaveDocument.BODY))))
        .then();
  }

  /** Nothing of the notice will be made again. */
  Mono<Void> forget(String noticeId) {
    Bson its = eq(WaveDocument.NOTICE, noticeId);
    return Mono.from(notes.deleteMany(its)).then(Mono.from(waves.deleteMany(its))).then();
  }

  /** The ids of a notice's waves that are not settled. */
  Flux<String> openOf(String noticeId) {
    return Flux.from(
            waves
                .find(
                    and(eq(WaveDocument.NOTICE, noticeId), exists(WaveDocument.SETTLED_AT, false)))
                .projection(Projections.include("_id")))
        .map(document -> document.getString("_id"));
  }

  Mono<Boolean> isOpen(String id) {
    return Mono.from(waves.find(unsettled(id)).projection(Projections.include("_id")).first())
        .hasElement();
  }

  /** One that is not settled. */
  Mono<Wave> open(String id, WaveDocument.Reading reading) {
    return open(eq("_id", id), reading).next();
  }

  /** Those of these notices that are not settled. */
  Flux<Wave> ofNotices(Collection<String> noticeIds, WaveDocument.Reading reading) {
    return open(and(in(WaveDocument.NOTICE, noticeIds), READABLE), reading);
  }

  /** Those of these notices of which no message has a document of its own. */
  Flux<Wave> notSettling(Collection<String> noticeIds, WaveDocument.Reading reading) {
    return open(
        and(in(WaveDocument.NOTICE, noticeIds), exists(WaveDocument.SETTLING, false), READABLE),
        reading);
  }

  /** All that are not settled. */
  Flux<Wave> all(WaveDocument.Reading reading) {
    return open(READABLE, reading);
  }

  private Flux<Wave> open(Bson which, WaveDocument.Reading reading) {
    return Flux.from(
            waves.find(and(which, exists(WaveDocument.SETTLED_AT, false)), RawBsonDocument.class))
        .collectList()
        .flatMapMany(found -> found.isEmpty() ? Flux.empty() : withNotes(found, reading));
  }

  private Flux<Wave> withNotes(List<RawBsonDocument> found, WaveDocument.Reading reading) {
    Set<String> notices =
        found.stream()
            .map(d -> d.getString(WaveDocument.NOTICE).getValue())
            .collect(Collectors.toSet());
    return Flux.from(notes.find(in(WaveDocument.NOTICE, notices), RawBsonDocument.class))
        .flatMapIterable(page -> WaveDocument.notes(page).entrySet())
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                Collectors.flatMapping(e -> e.getValue().stream(), Collectors.toList())))
        .flatMapIterable(byWave ->
            found.stream()
                .map(wave ->
                    WaveDocument.read(
                        wave,
                        byWave.getOrDefault(wave.getString("_id").getValue(), List.of()),
                        reading))
                .toList());
  }
}
