package io.tocsin.kit.store;

import io.tocsin.kit.kafka.Outgoing;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a decision makes of an aggregate: one write, filtered on the version that was read.
 *
 * @param to the new state
 * @param events published in this order after the write
 * @param handled ids of the records that led to it
 * @param forgotten ids among those handled before that cannot come again: what an aggregate need
 *     not remember makes its document lighter to read and to write
 */
public record Change<S>(
    Loaded<S> from,
    @Nullable S to,
    List<Outgoing> events,
    List<String> handled,
    Set<String> forgotten) {

  public Change(Loaded<S> from, @Nullable S to, List<Outgoing> events, List<String> handled) {
    this(from, to, events, handled, Set.of());
  }

  /** Nothing to do: the store writes nothing and publishes nothing. */
  public static <S> Change<S> none(Loaded<S> loaded) {
    return new Change<>(loaded, loaded.state(), List.of(), List.of());
  }

  public boolean isNone() {
    return events.isEmpty() && handled.isEmpty() && Objects.equals(to, from.state());
  }
}
