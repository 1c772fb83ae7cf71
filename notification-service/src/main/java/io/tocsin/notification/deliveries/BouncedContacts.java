package io.tocsin.notification.deliveries;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.notification.expiry.ExpiryIndex;
import io.tocsin.notification.rounds.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Addresses that mail came back from. A copy is held here, because pages ask for it and wait for
 * nothing; another instance's marks show within the minute. A mark is forgotten after 30 days.
 */
@Component
public class BouncedContacts extends Rounds {

  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int MOST = 10_000;

  private final MongoCollection<Document> collection;
  private final Mono<Boolean> index;
  private final Clock clock;
  private volatile Map<String, Mark> marks = Map.of();

  BouncedContacts(MongoDatabase database, Clock clock) {
    super(LOOK);
    this.collection = database.getCollection("bounced_contacts");
    this.clock = clock;
    this.index = ExpiryIndex.on(collection, "at", KEPT);
  }

  /**
   * Why an address does not do.
   *
   * @param detail the mail server's words
   */
  public record Mark(String address, Instant at, String detail) {}

  /** In small letters. */
  public Set<String> addresses() {
    return marks.keySet();
  }

  public Map<String, Mark> marks() {
    return marks;
  }

  /** Completes when it is stored. */
  public Mono<Void> mark(String address, String detail) {
    Mark mark = new Mark(address.toLowerCase(Locale.ROOT), clock.instant(), detail);
    Document document =
        new Document("_id", mark.address())
            .append("at", Date.from(mark.at()))
            .append("detail", detail);
    return index
        .then(
            Mono.from(
                collection.replaceOne(
                    eq("_id", mark.address()), document, new ReplaceOptions().upsert(true))))
        .doOnSuccess(done -> add(mark))
        .then();
  }

  private synchronized void add(Mark mark) {
    Map<String, Mark> now = new TreeMap<>(marks);
    now.put(mark.address(), mark);
    marks = now;
  }

  @Override
  protected Mono<Void> round() {
    return Flux.from(collection.find().sort(Sorts.descending("at")).limit(MOST))
        .map(d -> new Mark(d.getString("_id"), d.getDate("at").toInstant(), d.getString("detail")))
        .collectMap(Mark::address)
        .doOnNext(found -> marks = Map.copyOf(found))
        .then();
  }
}
