package io.tocsin.incident.domain;

import java.time.Instant;

/** One affected unit, how often it reported and when last. */
public record AffectedUnit(String unit, long reports, Instant lastReportedAt) {

  AffectedUnit plus(AffectedUnit more) {
    return new AffectedUnit(
        unit,
        reports + more.reports,
        lastReportedAt.isBefore(more.lastReportedAt) ? more.lastReportedAt : lastReportedAt);
  }
}
