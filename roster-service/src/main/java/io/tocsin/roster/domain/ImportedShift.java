package io.tocsin.roster.domain;

import java.time.Instant;

/** A shift out of a calendar of somebody else. */
public record ImportedShift(String personId, Instant from, Instant until) {

  boolean covers(Instant t) {
    return !from.isAfter(t) && until.isAfter(t);
  }
}
