package io.tocsin.roster.domain;

import java.time.Instant;

/**
 * Somebody is away, from every schedule.
 *
 * @param by who entered it
 */
public record Leave(
    String id, String personId, Instant from, Instant until, String reason, String by) {

  boolean covers(Instant t) {
    return !from.isAfter(t) && until.isAfter(t);
  }

  boolean overlaps(Instant start, Instant end) {
    return from.isBefore(end) && until.isAfter(start);
  }
}
