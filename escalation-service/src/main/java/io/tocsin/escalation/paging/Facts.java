package io.tocsin.escalation.paging;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.MergeSuggestedV1;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentEvent.NoticeWithdrawnV1;
import io.tocsin.contracts.IncidentEvent.PeoplePagedV1;
import io.tocsin.contracts.IncidentEvent.ReportsJoinedV1;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentFacts.AffectedUnit;
import io.tocsin.escalation.domain.Incident;
import io.tocsin.escalation.domain.Scope;
import io.tocsin.escalation.domain.Severity;
import io.tocsin.escalation.policies.Policies;
import java.util.Optional;

/** The incident as its events tell it. */
public final class Facts {

  private Facts() {}

  /**
   * Only events that can change whom to page. What merely stands on the timeline is left out, and
   * so are reports of units that had reported before: a storm of them must not cost a write each.
   */
  static Optional<IncidentEvent> of(Envelope<?> record) {
    return switch (record.data()) {
      case ReportsJoinedV1 e -> e.newUnits().isEmpty() ? Optional.empty() : Optional.of(e);
      case MergeSuggestedV1 e -> Optional.empty();
      case PeoplePagedV1 e -> Optional.empty();
      case ResponseNotedV1 e -> isComment(e) ? Optional.of(e) : Optional.empty();
      case NoticeIssuedV1 e -> byPerson(e) ? Optional.of(e) : Optional.empty();
      case NoticeWithdrawnV1 e -> byPerson(e) ? Optional.of(e) : Optional.empty();
      case IncidentEvent e -> Optional.of(e);
      default -> Optional.empty();
    };
  }

  /** Whether a person does something about the incident, which keeps an acknowledgement alive. */
  static boolean isProgress(IncidentEvent event) {
    return byPerson(event) && !(event instanceof ReportsJoinedV1);
  }

  private static boolean isComment(ResponseNotedV1 event) {
    return byPerson(event) && event.about().equals("comment");
  }

  private static boolean byPerson(IncidentEvent event) {
    return !event.actor().id().equals(IncidentEvent.Actor.SYSTEM.id());
  }

  /** The incident in the engine's terms, with whom the organisation's policies mean by it. */
  public static Incident incident(IncidentFacts facts, Policies policies) {
    return new Incident(
        facts.id(),
        facts.system(),
        Scope.valueOf(facts.scope().name()),
        Severity.valueOf(facts.severity().name()),
        facts.exercise(),
        facts.state().open(),
        facts.units().stream().map(AffectedUnit::unit).toList(),
        policies.causePosts(facts),
        policies.systemOwner(facts));
  }
}
