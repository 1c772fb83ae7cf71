package io.tocsin.roster.domain;

import java.time.Instant;

/**
 * Something that stays as it is from {@code since} until just before {@code until}. It may go on
 * beyond either end; within it surely does not change.
 */
public record Span<T>(T value, Instant since, Instant until) {

  static <T> Span<T> always(T value) {
    return new Span<>(value, Instant.MIN, Instant.MAX);
  }

  <R> Span<R> with(R other) {
    return new Span<>(other, since, until);
  }

  /** No longer than this one and no longer than the other. */
  Span<T> within(Span<?> other) {
    return within(other.since, other.until);
  }

  Span<T> within(Instant from, Instant to) {
    return new Span<>(value, from.isAfter(since) ? from : since, to.isBefore(until) ? to : until);
  }

  /** Cut at an interval of something else, so that it lies wholly inside or wholly outside. */
  Span<T> cutAt(Instant from, Instant to, Instant at) {
    Span<T> cut = this;
    for (Instant edge : new Instant[] {from, to}) {
      cut = edge.isAfter(at) ? cut.within(Instant.MIN, edge) : cut.within(edge, Instant.MAX);
    }
    return cut;
  }
}
