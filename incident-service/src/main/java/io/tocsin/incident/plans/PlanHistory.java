package io.tocsin.incident.plans;

import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.plan.ContingencyPlan;
import io.tocsin.incident.domain.plan.PlanVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All versions of one plan.
 *
 * @param versions in the order of their numbers, at least one
 */
record PlanHistory(String id, List<PlanVersion> versions) {

  PlanHistory {
    versions = List.copyOf(versions);
  }

  PlanVersion latest() {
    return versions.getLast();
  }

  Optional<PlanVersion> version(int number) {
    return versions.stream().filter(v -> v.number() == number).findFirst();
  }

  /** The same content again makes no new version. */
  PlanHistory saved(ContingencyPlan plan, Actor by, Instant at) {
    if (latest().plan().equals(plan)) {
      return this;
    }
    PlanVersion next = new PlanVersion(plan, latest().number() + 1, at, by);
    return new PlanHistory(id, Stream.concat(versions.stream(), Stream.of(next)).toList());
  }
}
