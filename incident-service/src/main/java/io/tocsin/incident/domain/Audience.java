package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.IssuedNotice;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom a notice is for.
 *
 * @param toAll whether it is for all units, {@code units} being all there are
 * @param units by code
 */
record Audience(boolean toAll, List<String> units) {

  static final Audience NOBODY = new Audience(false, List.of());

  /** All units when the fault is GLOBAL, else the affected ones; a drill stays among these. */
  static Audience concerned(Incident incident, SystemProfile profile) {
    return concernsAll(incident)
        ? new Audience(true, profile.units().all())
        : new Audience(false, incident.extent().units().stream().map(AffectedUnit::unit).toList());
  }

  static boolean concernsAll(Incident incident) {
    return incident.extent().scope() == Scope.GLOBAL && !incident.exercise();
  }

  static Audience of(IssuedNotice notice) {
    return new Audience(notice.toAll(), notice.units());
  }

  /** Everybody who got one of these. */
  static Audience of(List<IssuedNotice> notices) {
    return notices.stream().map(Audience::of).reduce(NOBODY, Audience::and);
  }

  Audience and(Audience more) {
    return new Audience(
        toAll || more.toAll,
        Stream.concat(units.stream(), more.units.stream()).distinct().toList());
  }

  boolean covers(Audience other) {
    return toAll || !other.toAll && units.containsAll(other.units);
  }
}
