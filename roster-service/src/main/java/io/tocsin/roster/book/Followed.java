package io.tocsin.roster.book;

import com.mongodb.client.model.Filters;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.Loaded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A store's aggregates in memory, each as new as it was last seen. Two readings may cross: the
 * higher version stays.
 */
final class Followed<S> {

  static final String UPDATED_AT = "updatedAt";

  /**
   * A write is dated before it waits for the store, by the clock of its own machine; whoever looks
   * for news looks back beyond both.
   */
  private static final Duration LOOK_BACK = Duration.ofMinutes(2);

  private static final int ALL = 100_000;

  private final AggregateStore<S> store;
  private final Clock clock;
  private final Map<String, Loaded<S>> known = new ConcurrentHashMap<>();
  private volatile @Nullable Instant lookedAt;

  Followed(AggregateStore<S> store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Reads what changed since the last look, all the first time; whether anything did. */
  Mono<Boolean> look() {
    return Mono.defer(() -> {
      Instant now = clock.instant();
      Instant before = lookedAt;
      Instant since = before == null ? Instant.EPOCH : before.minus(LOOK_BACK);
      return store
          .find(Filters.gte(UPDATED_AT, Date.from(since)), null, ALL)
          .map(this::take)
          .reduce(false, Boolean::logicalOr)
          .doOnSuccess(done -> lookedAt = now);
    });
  }

  /** Whether it is newer than what was known. */
  boolean take(Loaded<S> loaded) {
    Loaded<S> before = known.get(loaded.id());
    if (before != null && before.version() >= loaded.version()) {
      return false;
    }
    known.merge(loaded.id(), loaded, (old, read) -> read.version() > old.version() ? read : old);
    return true;
  }

  Map<String, S> states() {
    Map<String, S> states = new HashMap<>();
    known.forEach((id, loaded) -> {
      S state = loaded.state();
      if (state != null) {
        states.put(id, state);
      }
    });
    return states;
  }
}
