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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A store's aggregates in memory, each as new as it was last seen. Two readings may cross: the
 * higher version stays. One that cannot be read leaves the others alone, and itself as it was when
 * it last could be.
 */
final class Followed<S> {

  static final String UPDATED_AT = "updatedAt";

  private static final Logger LOG = LoggerFactory.getLogger(Followed.class);

  /**
   * A write is dated before it waits for the store, by the clock of its own machine; whoever looks
   * for news looks back beyond both.
   */
  private static final Duration LOOK_BACK = Duration.ofMinutes(2);

  private static final int ALL = 100_000;

  private final String name;
  private final AggregateStore<Entered<S>> store;
  private final Clock clock;
  private final Map<String, Loaded<Entered<S>>> known = new ConcurrentHashMap<>();
  private final Map<String, Long> unread = new ConcurrentHashMap<>();
  private volatile @Nullable Instant lookedAt;

  /**
   * @param name of the store, for whoever has to look after a document that cannot be read
   */
  Followed(String name, AggregateStore<Entered<S>> store, Clock clock) {
    this.name = name;
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
  boolean take(Loaded<Entered<S>> loaded) {
    if (loaded.state() != null && loaded.state().trouble() != null) {
      leaveOut(loaded.id(), loaded.version(), loaded.state().trouble());
      return false;
    }
    unread.remove(loaded.id());
    Loaded<Entered<S>> before = known.get(loaded.id());
    if (before != null && before.version() >= loaded.version()) {
      return false;
    }
    known.merge(loaded.id(), loaded, (old, read) -> read.version() > old.version() ? read : old);
    return true;
  }

  /** Said once for each version of the document. */
  private void leaveOut(String id, long version, String trouble) {
    Long said = unread.put(id, version);
    if (said == null || said != version) {
      LOG.error(
          "{} of {} cannot be read (version {}); what was last read of it holds: {}",
          id,
          name,
          version,
          trouble);
    }
  }

  /** How many documents cannot be read. */
  int unread() {
    return unread.size();
  }

  Map<String, S> states() {
    Map<String, S> states = new HashMap<>();
    known.forEach((id, loaded) -> {
      Entered<S> entered = loaded.state();
      S state = entered == null ? null : entered.state();
      if (state != null) {
        states.put(id, state);
      }
    });
    return states;
  }
}
