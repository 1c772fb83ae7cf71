package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.LifeStage;
import io.tocsin.incident.domain.Recovery;
import io.tocsin.incident.domain.TestKind;
import java.util.EnumSet;
import java.util.Set;

/** Which facts hold for an incident as it stands. */
final class StepFacts {

  private StepFacts() {}

  static Set<StepFact> holding(Incident incident) {
    Set<StepFact> facts = reached(incident);
    if (!incident.acknowledgements().isEmpty()) {
      facts.add(StepFact.ACKNOWLEDGED);
    }
    return facts;
  }

  private static Set<StepFact> reached(Incident incident) {
    return switch (incident.stage()) {
      case LifeStage.New _ -> EnumSet.noneOf(StepFact.class);
      case LifeStage.Assessed _, LifeStage.Merged _, LifeStage.FalseAlarm _ ->
          EnumSet.of(StepFact.ASSESSED);
      case LifeStage.Active _ -> EnumSet.of(StepFact.ASSESSED, StepFact.ACTIVATED);
      case LifeStage.Repaired _, LifeStage.Tested _ -> repaired(incident.response().recovery());
      // Nobody acknowledged, yet it was seen through: the step must not stand open for ever.
      case LifeStage.Restored _ -> EnumSet.range(StepFact.ACKNOWLEDGED, StepFact.RESTORED);
      case LifeStage.Ended _, LifeStage.Closed _ -> EnumSet.allOf(StepFact.class);
    };
  }

  private static Set<StepFact> repaired(Recovery recovery) {
    Set<StepFact> facts = EnumSet.range(StepFact.ASSESSED, StepFact.REPAIRED);
    if (recovery.passed(TestKind.TECHNICAL)) {
      facts.add(StepFact.TECHNICAL_TEST);
    }
    if (recovery.passed(TestKind.BUSINESS)) {
      facts.add(StepFact.BUSINESS_TEST);
    }
    if (recovery.approved()) {
      facts.add(StepFact.APPROVED);
    }
    return facts;
  }
}
