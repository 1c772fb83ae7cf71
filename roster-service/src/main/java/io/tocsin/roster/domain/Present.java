package io.tocsin.roster.domain;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * Who is in the set-up. What people entered may name somebody who has left since; that puts nobody
 * on duty any more, but what they did before stays on record.
 *
 * @param people whether the person of that id is there
 * @param since when that was looked at: before it nobody is taken to have left
 */
public record Present(Predicate<String> people, Instant since) {

  /** For plans of which everybody is known to be there. */
  static final Present ALL = new Present(person -> true, Instant.MIN);

  boolean has(String person) {
    return people.test(person);
  }

  /** Cut so that it lies wholly before or after anybody was taken to have left. */
  <T> Span<T> cut(Span<T> span, Instant t) {
    return span.cutAt(since, Instant.MAX, t);
  }

  boolean counts(Instant t) {
    return !t.isBefore(since);
  }
}
