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
 * @param dueAt when the incident goes on by itself unless something happens before: an event of it
 *     follows then; null while it waits for nothing
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
    @Nullable String commander,
    @Nullable Instant dueAt) {

  /** Waits for nothing. */
  public IncidentFacts(
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
    this(
        id,
        number,
        system,
        scope,
        severity,
        degree,
        state,
        serviceState,
        cause,
        exercise,
        units,
        reports,
        openedAt,
        commander,
        null);
  }

  /** One affected unit and how often it reported. */
  public record AffectedUnit(String unit, long reports, Instant lastReportedAt) {}
}
