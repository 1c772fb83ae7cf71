package io.tocsin.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it stands after the event that carries it, so that no reader has to ask for more.
 *
 * @param number what people call it, such as {@code 2026-0042}; never changes
 * @param units affected units, in the order they first reported
 * @param reports how many reports in all, repeats included
 * @param cause a cause code of the domain, UNKNOWN until assessed
 */
public record IncidentFacts(
    String id,
    String number,
    String system,
    Scope scope,
    Severity severity,
    Degree degree,
    IncidentState state,
    ServiceState serviceState,
    String cause,
    boolean exercise,
    List<AffectedUnit> units,
    long reports,
    Instant openedAt,
    @Nullable String commander) {

  /** One affected unit and how often it reported. */
  public record AffectedUnit(String unit, long reports, Instant lastReportedAt) {}
}
