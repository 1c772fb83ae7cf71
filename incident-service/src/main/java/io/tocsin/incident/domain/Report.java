package io.tocsin.incident.domain;

import java.time.Instant;

/**
 * One unit's statement that the system is at fault.
 *
 * @param unit the bureau it counts for
 * @param reportedBy the unit that made it: the bureau or one of its sub-offices
 */
public record Report(
    String id,
    Unit unit,
    Unit reportedBy,
    String symptom,
    Degree degree,
    boolean centralComponent,
    Instant receivedAt) {

  /** Names the sub-office as well where one reported. */
  public Text reporter() {
    if (reportedBy.code().equals(unit.code())) {
      return unit.name();
    }
    return new Text(
        unit.name().zh() + "（" + reportedBy.name().zh() + "）",
        unit.name().en() + " (" + reportedBy.name().en() + ")");
  }
}
