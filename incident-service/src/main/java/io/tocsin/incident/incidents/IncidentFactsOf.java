package io.tocsin.incident.incidents;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.LifeStage;

/** An incident in the words of the contract. */
final class IncidentFactsOf {

  private IncidentFactsOf() {}

  static IncidentFacts incident(Incident incident) {
    return new IncidentFacts(
        incident.id(),
        incident.number(),
        incident.system(),
        Scope.valueOf(incident.extent().scope().name()),
        Severity.valueOf(incident.severity().name()),
        Degree.valueOf(incident.extent().degree().name()),
        state(incident.stage()),
        ServiceState.valueOf(incident.serviceState().name()),
        incident.cause(),
        incident.exercise(),
        incident.extent().units().stream()
            .map(u -> new IncidentFacts.AffectedUnit(u.unit(), u.reports(), u.lastReportedAt()))
            .toList(),
        incident.extent().reports(),
        incident.openedAt(),
        incident.commander(),
        incident.dueAt());
  }

  static IncidentState state(LifeStage stage) {
    return switch (stage) {
      case LifeStage.New _ -> IncidentState.NEW;
      case LifeStage.Assessed _ -> IncidentState.ASSESSED;
      case LifeStage.Active _ -> IncidentState.ACTIVE;
      case LifeStage.Repaired _ -> IncidentState.REPAIRED;
      case LifeStage.Tested _ -> IncidentState.TESTED;
      case LifeStage.Restored _ -> IncidentState.RESTORED;
      case LifeStage.Ended _ -> IncidentState.ENDED;
      case LifeStage.Closed _ -> IncidentState.CLOSED;
      case LifeStage.Merged _ -> IncidentState.MERGED;
      case LifeStage.FalseAlarm _ -> IncidentState.FALSE_ALARM;
    };
  }
}
