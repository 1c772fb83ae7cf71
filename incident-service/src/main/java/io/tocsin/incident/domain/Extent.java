package io.tocsin.incident.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is reported of a fault so far. By itself it only grows: the degree is the gravest reported,
 * the scope never narrows, no report is lost. A person may find another degree or a narrower scope,
 * and a merge that is undone gives back what it brought.
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

  /** As the leader found it; with that no central component is at fault either. */
  Extent regional() {
    return new Extent(Scope.REGIONAL, degree, false, units, reports);
  }

  /** As people found it: reports that come later may make it worse again. */
  Extent assessed(Degree found) {
    return new Extent(scope, found, centralComponent, units, reports);
  }

  /** Without these; a unit that is left without a report is not affected. */
  Extent minus(List<AffectedUnit> others) {
    Map<String, Long> less = new LinkedHashMap<>();
    others.forEach(u -> less.put(u.unit(), u.reports()));
    List<AffectedUnit> left =
        units.stream()
            .map(u ->
                new AffectedUnit(
                    u.unit(), u.reports() - less.getOrDefault(u.unit(), 0L), u.lastReportedAt()))
            .filter(u -> u.reports() > 0)
            .toList();
    return new Extent(
        scope,
        degree,
        centralComponent,
        left,
        left.stream().mapToLong(AffectedUnit::reports).sum());
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
