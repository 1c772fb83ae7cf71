package io.tocsin.incident.domain;

import java.util.List;
import java.util.Set;

/**
 * What the plan and the reports of an incident have to say before it may go on. Each answer names
 * what is missing; without a plan nothing is.
 */
final class PlanGuards {

  private PlanGuards() {}

  /** Mandatory steps that are neither done nor skipped: they keep it from being repaired. */
  static List<Missing> beforeRepaired(Incident incident) {
    return List.of();
  }

  /** Ids of people who worked a step: they may not test. */
  static Set<String> workers(Incident incident) {
    return Set.of();
  }

  /** What keeps an ended incident from the archive. */
  static List<Missing> beforeClosed(Incident incident) {
    return List.of();
  }
}
