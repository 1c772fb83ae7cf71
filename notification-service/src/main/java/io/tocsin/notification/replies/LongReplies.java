package io.tocsin.notification.replies;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.kit.store.DuplicateKeys;
import io.tocsin.notification.expiry.ExpiryIndex;
import io.tocsin.notification.rounds.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Puts together what a phone had to send in parts. They wait in the store and not in memory: a
 * centre spreads them over the sessions of all instances, and forgets each when it is answered.
 */
@Component
public final class LongReplies extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(LongReplies.class);

  /** Longer than an outage: what nobody could read in that time is about nothing any more. */
  private static final Duration KEPT = Duration.ofDays(1);

  private static final FindOneAndUpdateOptions ADDED =
      new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

  private final Replies replies;
  private final ReplyProperties properties;
  private final Clock clock;
  private final MongoCollection<Document> collection;
  private final Mono<Boolean> index;

  LongReplies(Replies replies, ReplyProperties properties, MongoDatabase database, Clock clock) {
    super(properties.partsWithin().dividedBy(4));
    this.replies = replies;
    this.properties = properties;
    this.clock = clock;
    this.collection = database.getCollection("reply_parts");
    this.index = ExpiryIndex.on(collection, "at", KEPT);
  }

  /**
   * A part of a message.
   *
   * @param message the same for all parts of it that come from one number
   * @param number from 1
   * @param of how many parts there are
   */
  public record Part(String message, int number, int of, String text) {}

  /**
   * Takes one part; completes when it is stored, and with the last of them when whatever follows
   * from the whole is. The same part again changes nothing.
   */
  public Mono<Void> received(String from, Part part) {
    return index
        .then(Mono.defer(() -> add(from, part)))
        // Two parts at the same moment, each the first.
        .retryWhen(Retry.max(3).filter(DuplicateKeys::isDuplicate))
        .flatMap(found -> texts(found).size() < part.of() ? Mono.empty() : read(found));
  }

  private Mono<Document> add(String from, Part part) {
    return Mono.from(
        collection.findOneAndUpdate(
            eq("_id", from + "/" + part.message() + "/" + part.of()),
            combine(
                set("from", from),
                set("at", Date.from(clock.instant())),
                set("texts." + part.number(), part.text())),
            ADDED));
  }

  /** What misses a part for too long is read without it. */
  @Override
  protected Mono<Void> round() {
    Instant over = clock.instant().minus(properties.partsWithin());
    return Flux.from(collection.find(lte("at", Date.from(over))))
        .concatMap(found ->
            read(found)
                .onErrorResume(e -> {
                  LOG.warn("The parts of {} wait to be read: {}", found.get("_id"), e.toString());
                  return Mono.empty();
                }))
        .then();
  }

  /** Gone only when all of it is read, and where no further part has come meanwhile. */
  private Mono<Void> read(Document found) {
    return Flux.fromIterable(joined(texts(found)))
        .concatMap(text -> replies.received(found.getString("from"), text))
        .then(
            Mono.defer(() ->
                Mono.from(
                    collection.deleteOne(
                        and(eq("_id", found.get("_id")), eq("at", found.getDate("at")))))))
        .then();
  }

  private static SortedMap<Integer, String> texts(Document found) {
    SortedMap<Integer, String> texts = new TreeMap<>();
    found
        .get("texts", Document.class)
        .forEach((number, text) -> texts.put(Integer.valueOf(number), (String) text));
    return texts;
  }

  /** Across a gap nothing is joined: two ends could make a code that nobody wrote. */
  static List<String> joined(SortedMap<Integer, String> texts) {
    List<String> runs = new ArrayList<>();
    int last = -1;
    for (var part : texts.entrySet()) {
      if (part.getKey() == last + 1 && !runs.isEmpty()) {
        runs.add(runs.removeLast() + part.getValue());
      } else {
        runs.add(part.getValue());
      }
      last = part.getKey();
    }
    return runs;
  }
}
