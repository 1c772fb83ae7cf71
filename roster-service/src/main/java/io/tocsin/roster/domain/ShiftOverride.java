package io.tocsin.roster.domain;

import java.time.Instant;

/**
 * This person and nobody else, whatever the layers say.
 *
 * @param by who decided it, {@code at} when
 */
public record ShiftOverride(
    String id,
    OnCallRole role,
    String personId,
    Instant from,
    Instant until,
    String reason,
    String by,
    Instant at) {

  boolean covers(Instant t) {
    return !from.isAfter(t) && until.isAfter(t);
  }
}
