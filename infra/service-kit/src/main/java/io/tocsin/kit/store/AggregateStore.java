package io.tocsin.kit.store;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Aggregates of one kind, one document each: {@code {_id, version, state, outbox, handled,
 * updatedAt, <indexed fields>}}.
 *
 * <p>A save writes one document, filtered on the version that was read, and then publishes the
 * outbox in order. Written is done: what a crash, or Kafka, leaves in an outbox the sweeper
 * publishes. At least once towards Kafka; whoever reads dedupes by the envelope's id.
 */
public interface AggregateStore<S> {

  /** Reads by {@code _id}; {@link Loaded#absent} where there is none. */
  Mono<Loaded<S>> load(String id);

  /**
   * Reads many by {@code _id} with one query; absent ones come as {@link Loaded#absent}. Order as
   * asked.
   */
  Mono<List<Loaded<S>>> loadAll(Collection<String> ids);

  /** Reads by an indexed filter. */
  Flux<Loaded<S>> find(Bson filter, @Nullable Bson sort, int limit);

  /**
   * As {@link #find}, without those that cannot be decoded: each is logged once as an error and
   * counted as {@code tocsin.store.unreadable}. They take no room from the others: fewer than
   * {@code limit} come only where there are no more. For work on many of which none may keep the
   * others from being done; whoever has to know all that there are uses {@link #find}.
   */
  Flux<Loaded<S>> findReadable(Bson filter, @Nullable Bson sort, int limit);

  /**
   * Stores, publishes, and completes when Kafka has it, or seconds later when Kafka does not take
   * it: the change is made then too.
   *
   * @return the aggregate as stored; {@link VersionConflictException} when somebody else wrote it
   *     meanwhile (nothing was written)
   */
  Mono<Loaded<S>> save(Change<S> change);

  /**
   * Many independent aggregates with as few round trips as the store allows. Conflicting ones are
   * not written and named in the error {@link VersionConflictException} after all others were
   * stored and published.
   */
  Mono<Void> saveAll(List<Change<S>> changes);

  /**
   * Load, decide, save; decided anew when somebody else was faster. {@link Change#none} writes
   * nothing.
   */
  Mono<Loaded<S>> update(String id, Function<Loaded<S>, Change<S>> decide);
}
