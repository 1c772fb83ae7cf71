package io.tocsin.notification.notices;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.NoticeType;
import io.tocsin.kit.store.DuplicateKeys;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.notices.Notice.Withdrawal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Keeps the notices, and in them the log of the board: each has its place, and a change moves it to
 * the end.
 *
 * <p>A reader that has seen place n must never find one below n later. So a place is not drawn from
 * a counter, where a slow writer of n is overtaken by one of n + 1: whoever writes reads the last
 * place and writes the next one, and the unique index refuses all but the first. Place n + 1 is
 * only ever tried by somebody who has seen n. Notices come by the dozen, not by the thousand; what
 * an instance has to write at once, it writes in one ordered insert.
 */
@Component
final class NoticeStore {

  static final String COLLECTION = "notices";

  private static final IndexOptions SPARSE = new IndexOptions().sparse(true);
  private static final FindOneAndUpdateOptions AFTER =
      new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
  private static final Retry PLACE_TAKEN =
      Retry.backoff(200, Duration.ofMillis(2))
          .maxBackoff(Duration.ofMillis(50))
          .jitter(0.9)
          .filter(e -> e instanceof PlaceTakenException)
          .onRetryExhaustedThrow((spec, signal) -> signal.failure());

  private final MongoCollection<Document> collection;
  private final Mono<Void> indexes;

  NoticeStore(MongoDatabase database) {
    this.collection = database.getCollection(COLLECTION);
    this.indexes =
        Mono.from(
                collection.createIndexes(
                    List.of(
                        new IndexModel(
                            ascending(NoticeDocument.SEQ), new IndexOptions().unique(true)),
                        new IndexModel(descending(NoticeDocument.ISSUED_AT, "_id")),
                        newestOf(NoticeDocument.INCIDENT),
                        newestOf(NoticeDocument.UNITS),
                        new IndexModel(ascending(NoticeDocument.REFERS_TO), SPARSE),
                        new IndexModel(ascending(NoticeDocument.SEND_AT), SPARSE))))
            .then(Mono.just(true))
            .cacheInvalidateIf(done -> false)
            .then();
  }

  private static IndexModel newestOf(String field) {
    return new IndexModel(
        compoundIndex(ascending(field), descending(NoticeDocument.ISSUED_AT, "_id")));
  }

  /** Somebody else has written that place. */
  private static final class PlaceTakenException extends RuntimeException {}

  /** Appends new notices in this order; those that are there already stay as they are. */
  Mono<Void> append(List<Notice> notices) {
    return indexes.then(
        Mono.defer(() -> known(notices))
            .flatMap(
                known -> insert(notices.stream().filter(n -> !known.contains(n.id())).toList()))
            .retryWhen(PLACE_TAKEN));
  }

  /**
   * Takes a notice back; one that is back already, or unknown, stays as it is. What of it still
   * waits is stopped by whoever takes it on as unsent, should its caller be killed before.
   */
  Mono<Boolean> withdraw(String id, Instant at, Words reason) {
    return Mono.defer(this::last)
        .flatMap(last ->
            Mono.from(
                collection.findOneAndUpdate(
                    and(eq("_id", id), exists(NoticeDocument.WITHDRAWN_AT, false)),
                    combine(
                        set(NoticeDocument.WITHDRAWN_AT, Date.from(at)),
                        set(NoticeDocument.WITHDRAWN_FOR, NoticeDocument.words(reason)),
                        set(NoticeDocument.SEND_AT, Date.from(at)),
                        set(NoticeDocument.SEQ, last + 1)),
                    AFTER)))
        .onErrorMap(DuplicateKeys::isDuplicate, e -> new PlaceTakenException())
        .retryWhen(PLACE_TAKEN)
        .hasElement();
  }

  /**
   * Puts another wording in the place of the one that was read.
   *
   * @return empty when somebody else was faster, or the notice is taken back: nothing is written
   */
  Mono<Notice> revise(Notice from, Notice to) {
    Instant end = to.expiresAt();
    return Mono.defer(this::last)
        .flatMap(last ->
            Mono.from(
                collection.findOneAndUpdate(
                    and(
                        eq("_id", from.id()),
                        eq(NoticeDocument.REVISION, from.revision().number()),
                        exists(NoticeDocument.WITHDRAWN_AT, false)),
                    combine(
                        set(NoticeDocument.TITLE, NoticeDocument.words(to.title())),
                        set(NoticeDocument.BODY, NoticeDocument.words(to.body())),
                        set(NoticeDocument.REVISION, to.revision().number()),
                        set(NoticeDocument.REVISED_AT, to.revision().at()),
                        set(NoticeDocument.REVISED_BY, to.revision().by()),
                        unset(NoticeDocument.FACTS),
                        end == null
                            ? unset(NoticeDocument.EXPIRES_AT)
                            : set(NoticeDocument.EXPIRES_AT, Date.from(end)),
                        push(NoticeDocument.EARLIER, NoticeDocument.wording(from)),
                        set(NoticeDocument.SEQ, last + 1)),
                    AFTER)))
        .onErrorMap(DuplicateKeys::isDuplicate, e -> new PlaceTakenException())
        .retryWhen(PLACE_TAKEN)
        .map(NoticeDocument::read);
  }

  /** All wordings of a notice, the oldest first; empty when there is no such notice. */
  Mono<List<Notice>> wordings(String id) {
    return Mono.from(collection.find(eq("_id", id)).first()).map(NoticeDocument::wordings);
  }

  Mono<Notice> find(String id) {
    return Mono.from(collection.find(eq("_id", id)).first()).map(NoticeDocument::read);
  }

  /** Empty where it holds, or there is none; without reading whom it is for. */
  Mono<Withdrawal> withdrawal(String id) {
    return Mono.from(
            collection
                .find(eq("_id", id))
                .projection(
                    Projections.include(NoticeDocument.WITHDRAWN_AT, NoticeDocument.WITHDRAWN_FOR))
                .first())
        .mapNotNull(NoticeDocument::withdrawal);
  }

  /** Those of these that are there. */
  Flux<Notice> find(Collection<String> ids) {
    return ids.isEmpty()
        ? Flux.empty()
        : Flux.from(collection.find(in("_id", ids))).map(NoticeDocument::read);
  }

  /** The restorations that hold and may end one of these. */
  Flux<Notice> restorationsAfter(Collection<Notice> notices) {
    return Flux.from(
            collection.find(
                and(
                    eq(NoticeDocument.TYPE, NoticeType.RESTORATION.name()),
                    exists(NoticeDocument.WITHDRAWN_AT, false),
                    or(
                        in(NoticeDocument.REFERS_TO, notices.stream().map(Notice::id).toList()),
                        in(
                            NoticeDocument.INCIDENT,
                            notices.stream()
                                .map(Notice::incidentId)
                                .filter(Objects::nonNull)
                                .toList())))))
        .map(NoticeDocument::read);
  }

  /** The newest first. */
  Flux<Notice> list(Bson filter, int limit) {
    return Flux.from(
            collection
                .find(filter)
                .sort(Sorts.descending(NoticeDocument.ISSUED_AT, "_id"))
                .limit(limit))
        .map(NoticeDocument::read);
  }

  /** The log behind a place, in its order. */
  Flux<Notice> after(long place, int limit) {
    return Flux.from(
            collection
                .find(gt(NoticeDocument.SEQ, place))
                .sort(Sorts.ascending(NoticeDocument.SEQ))
                .limit(limit))
        .map(NoticeDocument::read);
  }

  /** What is posted and holds now, in the order of the log, up to a place; the latest of it. */
  Flux<Notice> holding(Instant now, long upTo, int limit) {
    return Flux.from(
            collection
                .find(and(posted(), holds(now), lte(NoticeDocument.SEQ, upTo)))
                .sort(Sorts.descending(NoticeDocument.SEQ))
                .limit(limit))
        .map(NoticeDocument::read)
        .collectList()
        .flatMapIterable(List::reversed);
  }

  /** What is posted for a unit and holds now, the newest first, before a place. */
  Flux<Notice> holdingFor(String unit, Instant now, long before, int limit) {
    return list(
        and(eq(NoticeDocument.UNITS, unit), posted(), holds(now), lt(NoticeDocument.SEQ, before)),
        limit);
  }

  /** The last place of the log; 0 when it is empty. */
  Mono<Long> last() {
    return Mono.from(
            collection
                .find()
                .projection(Projections.include(NoticeDocument.SEQ))
                .sort(Sorts.descending(NoticeDocument.SEQ))
                .limit(1)
                .first())
        .map(d -> d.get(NoticeDocument.SEQ, Number.class).longValue())
        .defaultIfEmpty(0L);
  }

  /** Those that a restoration ends. */
  Flux<Notice> endedBy(Notice restoration) {
    return Flux.from(collection.find(before(restoration)))
        .map(NoticeDocument::read)
        .filter(restoration::ends);
  }

  /** The notice that it refers to, and what its incident has issued earlier. */
  static Bson before(Notice notice) {
    List<Bson> any = new ArrayList<>();
    if (notice.refersTo() != null) {
      any.add(eq("_id", notice.refersTo()));
    }
    if (notice.incidentId() != null) {
      any.add(
          and(
              eq(NoticeDocument.INCIDENT, notice.incidentId()),
              lt(NoticeDocument.ISSUED_AT, Date.from(notice.issuedAt()))));
    }
    return any.isEmpty() ? in("_id", List.of()) : or(any);
  }

  static Bson posted() {
    return eq(NoticeDocument.CHANNELS, Channel.INTRANET.name());
  }

  static Bson holds(Instant now) {
    return and(
        exists(NoticeDocument.WITHDRAWN_AT, false),
        or(
            exists(NoticeDocument.EXPIRES_AT, false),
            gt(NoticeDocument.EXPIRES_AT, Date.from(now))));
  }

  private Mono<Set<String>> known(Collection<Notice> notices) {
    return Flux.from(
            collection
                .find(in("_id", notices.stream().map(Notice::id).toList()))
                .projection(Projections.include("_id")))
        .map(d -> d.getString("_id"))
        .collectList()
        .map(HashSet::new);
  }

  private Mono<Void> insert(List<Notice> fresh) {
    if (fresh.isEmpty()) {
      return Mono.empty();
    }
    return last()
        .flatMap(last -> {
          List<Document> documents = new ArrayList<>();
          for (Notice notice : fresh) {
            documents.add(NoticeDocument.write(notice.at(last + 1 + documents.size())));
          }
          return Mono.from(collection.insertMany(documents, new InsertManyOptions().ordered(true)));
        })
        .onErrorMap(DuplicateKeys::isDuplicate, e -> new PlaceTakenException())
        .then();
  }
}
