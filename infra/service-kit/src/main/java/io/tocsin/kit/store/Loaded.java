package io.tocsin.kit.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate as it was read.
 *
 * @param state null where there is none yet
 * @param version 0 where there is none yet
 * @param handled ids of the records it has taken in, the latest ones (the store's bound says how
 *     many)
 */
public record Loaded<S>(String id, @Nullable S state, long version, Set<String> handled) {

  public static <S> Loaded<S> absent(String id) {
    return new Loaded<>(id, null, 0, Set.of());
  }

  public boolean exists() {
    return version > 0;
  }

  public boolean hasHandled(String recordId) {
    return handled.contains(recordId);
  }
}
