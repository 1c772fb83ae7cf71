package io.tocsin.notification.notices;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The notices that are still to be sent out, and who has taken them on. */
@Component
final class UnsentNotices {

  private static final FindOneAndUpdateOptions AFTER =
      new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

  private static final int AT_ONCE = 1000;

  private final MongoCollection<Document> collection;

  UnsentNotices(MongoDatabase database) {
    this.collection = database.getCollection(NoticeStore.COLLECTION);
  }

  /**
   * Takes on a notice that has to be sent out, the most urgent first; nobody else does before the
   * lease is over.
   *
   * @param below only one of a lower {@link Notice#rank()}
   */
  Mono<Notice> claim(Instant now, Instant leaseUntil, int below) {
    return claim(
        or(lt(NoticeDocument.SEND_RANK, below), exists(NoticeDocument.SEND_RANK, false)),
        now,
        leaseUntil,
        Sorts.ascending(NoticeDocument.SEND_RANK, NoticeDocument.SEND_AT));
  }

  /**
   * Takes on the earliest of those that go before a notice; empty where all of them were sent, or
   * others have taken them on.
   */
  Mono<Notice> claimBefore(Notice notice, Instant now, Instant leaseUntil) {
    return claim(
        NoticeStore.before(notice), now, leaseUntil, Sorts.ascending(NoticeDocument.ISSUED_AT));
  }

  private Mono<Notice> claim(Bson which, Instant now, Instant leaseUntil, Bson first) {
    return Mono.from(
            collection.findOneAndUpdate(
                and(lte(NoticeDocument.SEND_AT, Date.from(now)), which),
                set(NoticeDocument.SEND_AT, Date.from(leaseUntil)),
                new FindOneAndUpdateOptions().sort(first).returnDocument(ReturnDocument.AFTER)))
        .map(NoticeDocument::read);
  }

  /** Whether one of those that go before a notice is still to be sent out, or being sent. */
  Mono<Boolean> anyBefore(Notice notice) {
    return Mono.from(
            collection
                .find(and(exists(NoticeDocument.SEND_AT), NoticeStore.before(notice)))
                .projection(Projections.include("_id"))
                .limit(1)
                .first())
        .hasElement();
  }

  /** All that are still to be sent out, or being sent. */
  Mono<Set<String>> ids() {
    return Flux.from(
            collection
                .find(exists(NoticeDocument.SEND_AT))
                .projection(Projections.include("_id"))
                .limit(AT_ONCE))
        .map(document -> document.getString("_id"))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Leaves a notice that was taken on until then; completes with how often it was left. */
  Mono<Integer> putOff(String id, Instant until) {
    return Mono.from(
            collection.findOneAndUpdate(
                and(eq("_id", id), exists(NoticeDocument.SEND_AT)),
                combine(
                    set(NoticeDocument.SEND_AT, Date.from(until)), inc(NoticeDocument.PUT_OFF, 1)),
                AFTER))
        .map(document -> document.getInteger(NoticeDocument.PUT_OFF));
  }

  /** Keeps others from a notice that is still being sent. */
  Mono<Void> renew(String id, Instant leaseUntil) {
    return Mono.from(
            collection.updateOne(
                and(eq("_id", id), exists(NoticeDocument.SEND_AT)),
                set(NoticeDocument.SEND_AT, Date.from(leaseUntil))))
        .then();
  }

  /** Completes with false where it was taken back, and whoever has to stop it is not done. */
  Mono<Boolean> sentUnlessTakenBack(String id) {
    return Mono.from(
            collection.updateOne(
                and(eq("_id", id), exists(NoticeDocument.WITHDRAWN_AT, false)),
                unset(NoticeDocument.SEND_AT)))
        .map(result -> result.getMatchedCount() == 1);
  }

  Mono<Void> sent(String id) {
    return Mono.from(collection.updateOne(eq("_id", id), unset(NoticeDocument.SEND_AT))).then();
  }
}
