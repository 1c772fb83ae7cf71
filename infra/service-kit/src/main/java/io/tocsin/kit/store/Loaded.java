package io.tocsin.kit.store;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate as it was read.
 *
 * @param state null where there is none yet
 * @param version 0 where there is none yet
 * @param handled ids of the records it has taken in, the latest ones (the store's bound says how
 *     many)
 * @param outbox ids of the events that were still in its document, published or not; null where
 *     that is not known
 */
public record Loaded<S>(
    String id,
    @Nullable S state,
    long version,
    Set<String> handled,
    @Nullable List<String> outbox) {

  public Loaded(String id, @Nullable S state, long version, Set<String> handled) {
    this(id, state, version, handled, null);
  }

  public static <S> Loaded<S> absent(String id) {
    return new Loaded<>(id, null, 0, Set.of(), List.of());
  }

  /** As it is after a change to that state which told nobody anything and came from no record. */
  public Loaded<S> silently(S to) {
    return new Loaded<>(id, to, version + 1, handled, outbox);
  }

  public boolean exists() {
    return version > 0;
  }

  public boolean hasHandled(String recordId) {
    return handled.contains(recordId);
  }
}
