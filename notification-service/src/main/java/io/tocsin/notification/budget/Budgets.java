package io.tocsin.notification.budget;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.kit.store.DuplicateKeys;
import io.tocsin.notification.domain.Budget;
import io.tocsin.notification.domain.Budget.Verdict;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.expiry.ExpiryIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Counts what went to each number. A use is written down before the message goes out, on the
 * version that was read: two instances that spend the last one at the same time both ask, one gets
 * it.
 */
@Component
public class Budgets {

  private static final Duration KEPT_BEYOND = Duration.ofHours(1);
  private static final Retry FASTER_ELSEWHERE =
      Retry.backoff(50, Duration.ofMillis(2))
          .maxBackoff(Duration.ofMillis(50))
          .filter(SpentElsewhereException.class::isInstance)
          .onRetryExhaustedThrow((spec, signal) -> signal.failure());

  private static final int SEEN = 10_000;

  private final MongoCollection<Document> collection;
  private final Mono<Boolean> index;
  private final Clock clock;

  /**
   * What this instance last saw of a number, to spend from without reading first: a page waits for
   * one write and no read. It is a guess; the write on its version tells when it was a wrong one.
   */
  private final Map<String, Document> seen =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Document> eldest) {
              return size() > SEEN;
            }
          });

  Budgets(MongoDatabase database, Clock clock) {
    this.collection = database.getCollection("budgets");
    this.clock = clock;
    this.index = ExpiryIndex.on(collection, "forgetAt", Duration.ZERO);
  }

  /** Somebody else wrote the same number's uses meanwhile. */
  private static final class SpentElsewhereException extends RuntimeException {}

  /**
   * Spends one use, or says why not.
   *
   * @param key whose budget: a provider and a number
   */
  public Mono<Verdict> spend(Budget budget, String key, Urgency urgency) {
    return index
        .then(Mono.defer(() -> spend(budget, seen.getOrDefault(key, unused(key)), urgency)))
        .filter(Verdict.Spend.class::isInstance)
        .onErrorResume(SpentElsewhereException.class, e -> Mono.empty())
        .switchIfEmpty(
            Mono.defer(() -> read(key).flatMap(found -> spend(budget, found, urgency)))
                .retryWhen(FASTER_ELSEWHERE));
  }

  private Mono<Document> read(String key) {
    return Mono.from(collection.find(eq("_id", key)).first()).defaultIfEmpty(unused(key));
  }

  private static Document unused(String key) {
    return new Document("_id", key);
  }

  /**
   * Gives a use back: the provider surely did not take the message. That one and no other: with the
   * newest gone in its place, what was sent after it would count from before.
   */
  public Mono<Void> giveBack(String key, Verdict.Spend use) {
    return Mono.defer(() -> Mono.from(collection.find(eq("_id", key)).first()))
        .flatMap(found -> {
          List<Instant> uses = uses(found);
          // The store keeps milliseconds.
          if (!uses.remove(use.at().truncatedTo(ChronoUnit.MILLIS))) {
            return Mono.empty();
          }
          long version = version(found);
          return write(
              new Document(found).append("version", version + 1).append("uses", dates(uses)),
              version);
        })
        .retryWhen(FASTER_ELSEWHERE)
        .then();
  }

  private Mono<Verdict> spend(Budget budget, Document found, Urgency urgency) {
    Instant now = clock.instant();
    List<Instant> uses = uses(found);
    Verdict verdict = budget.verdict(uses, urgency, now);
    if (!(verdict instanceof Verdict.Spend)) {
      return Mono.just(verdict);
    }
    uses.removeIf(use -> !use.isAfter(now.minus(budget.memory())));
    uses.add(now);
    long version = version(found);
    Document after =
        new Document("_id", found.getString("_id"))
            .append("version", version + 1)
            .append("uses", dates(uses))
            .append("forgetAt", Date.from(now.plus(budget.memory()).plus(KEPT_BEYOND)));
    return write(after, version).thenReturn(verdict);
  }

  private static List<Instant> uses(Document found) {
    return new ArrayList<>(
        found.getList("uses", Date.class, List.of()).stream().map(Date::toInstant).toList());
  }

  private static List<Date> dates(List<Instant> uses) {
    return uses.stream().map(Date::from).toList();
  }

  private static long version(Document found) {
    Number version = found.get("version", Number.class);
    return version == null ? 0 : version.longValue();
  }

  private Mono<Boolean> write(Document after, long version) {
    return writeOn(version, after).doOnSuccess(done -> seen.put(after.getString("_id"), after));
  }

  private Mono<Boolean> writeOn(long version, Document after) {
    if (version == 0) {
      return Mono.from(collection.insertOne(after))
          .thenReturn(true)
          .onErrorMap(DuplicateKeys::isDuplicate, e -> new SpentElsewhereException());
    }
    return Mono.from(
            collection.replaceOne(
                and(eq("_id", after.getString("_id")), eq("version", version)), after))
        .filter(result -> result.getMatchedCount() == 1)
        .switchIfEmpty(Mono.error(SpentElsewhereException::new))
        .thenReturn(true);
  }
}
