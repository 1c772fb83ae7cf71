package io.tocsin.escalation.paging;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.IncidentGradedV1;
import io.tocsin.contracts.IncidentEvent.IncidentMergedV1;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentEvent.IncidentPromotedV1;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.escalation.domain.Incident;
import io.tocsin.escalation.domain.Scope;
import io.tocsin.escalation.domain.Severity;
import java.util.Optional;

/** The incident as its events tell it. */
final class Facts {

  private Facts() {}

  /**
   * Only events that can change whom to page. Reports that join are left out: a storm of them must
   * not cost a write each, and what they change follows as a promotion or a grade.
   */
  static Optional<IncidentEvent> of(Envelope<?> record) {
    return switch (record.data()) {
      case IncidentOpenedV1 e -> Optional.of(e);
      case IncidentPromotedV1 e -> Optional.of(e);
      case IncidentGradedV1 e -> Optional.of(e);
      case IncidentMergedV1 e -> Optional.of(e);
      case IncidentTransitionedV1 e -> Optional.of(e);
      default -> Optional.empty();
    };
  }

  static Incident incident(IncidentFacts facts) {
    return new Incident(
        facts.id(),
        facts.system(),
        Scope.valueOf(facts.scope().name()),
        Severity.valueOf(facts.severity().name()),
        facts.exercise(),
        facts.state().open());
  }
}
