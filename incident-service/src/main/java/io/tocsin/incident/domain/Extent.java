package io.tocsin.incident.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is reported of a fault so far. Grows only: the degree is the gravest reported, the scope
 * never narrows, no report is ever taken back out.
 *
 * @param units in the order they first reported
 * @param reports all of them, repeats included: the sum over the units
 */
public record Extent(
    Scope scope, Degree degree, boolean centralComponent, List<AffectedUnit> units, long reports) {

  public Extent {
    units = List.copyOf(units);
  }

  static Extent first(Scope scope, Report report) {
    return new Extent(
        scope,
        report.degree(),
        report.centralComponent(),
        List.of(new AffectedUnit(report.unit().code(), 1, report.receivedAt())),
        1);
  }

  /** With more reports of old and new units. */
  Extent plus(List<AffectedUnit> more, Degree gravest, boolean central) {
    Map<String, AffectedUnit> merged = new LinkedHashMap<>();
    units.forEach(u -> merged.put(u.unit(), u));
    more.forEach(u -> merged.merge(u.unit(), u, AffectedUnit::plus));
    return new Extent(
        scope,
        degree.graverOf(gravest),
        centralComponent || central,
        new ArrayList<>(merged.values()),
        reports + more.stream().mapToLong(AffectedUnit::reports).sum());
  }

  Extent global() {
    return new Extent(Scope.GLOBAL, degree, centralComponent, units, reports);
  }

  public boolean has(String unit) {
    return units.stream().anyMatch(u -> u.unit().equals(unit));
  }

  public Instant latestReportAt() {
    return units.stream().map(AffectedUnit::lastReportedAt).max(Instant::compareTo).orElseThrow();
  }

  Reach reach(int bureaux) {
    return Reach.of(units.size(), bureaux, centralComponent);
  }
}
