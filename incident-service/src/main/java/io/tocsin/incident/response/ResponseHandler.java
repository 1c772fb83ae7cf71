package io.tocsin.incident.response;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.NotificationEvent.CallDueV1;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.contracts.NotificationEvent.NoticeConfirmedV1;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand;
import io.tocsin.incident.domain.IncidentCommand.AcknowledgeIncident;
import io.tocsin.incident.domain.IncidentCommand.NoteResponse;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.IncidentEvent;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.kit.kafka.KeyedHandler;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts what a batch says about one incident onto it, with one write. */
@Component
final class ResponseHandler implements KeyedHandler {

  private final IncidentStore incidents;

  ResponseHandler(IncidentStore incidents) {
    this.incidents = incidents;
  }

  @Override
  public Mono<Void> handle(String incidentId, List<Envelope<?>> records) {
    List<Envelope<?>> ours = new ArrayList<>();
    for (Envelope<?> record : records) {
      if (isOf(incidentId, record)) {
        ours.add(record);
      }
    }
    if (ResponseFacts.of(ours).isEmpty()) {
      return Mono.empty();
    }
    return incidents.update(incidentId, loaded -> change(loaded, ours)).then();
  }

  /** What came of a notice that is no incident's bears the notice's id as its key. */
  private static boolean isOf(String incidentId, Envelope<?> record) {
    return switch (record.data()) {
      case DeliveryStateChangedV1 change -> incidentId.equals(change.incidentId());
      case CallDueV1 due -> incidentId.equals(due.incidentId());
      case NoticeConfirmedV1 confirmed -> incidentId.equals(confirmed.incidentId());
      default -> true;
    };
  }

  private static Change<Incident> change(Loaded<Incident> loaded, List<Envelope<?>> records) {
    ResponseFacts facts =
        ResponseFacts.of(records.stream().filter(r -> !loaded.hasHandled(r.id())).toList());
    Incident incident = loaded.state();
    if (facts.isEmpty()) {
      return Change.none(loaded);
    }
    if (incident == null) {
      throw new IllegalStateException(
          "Expected the incident " + loaded.id() + ", but it is not there");
    }
    List<IncidentEvent> events = new ArrayList<>();
    for (IncidentCommand command : facts.commands()) {
      Accepted accepted = carryOut(incident, command);
      events.addAll(accepted.events());
      incident = accepted.incident();
    }
    return IncidentStore.change(loaded, new Accepted(events, incident), facts.recordIds());
  }

  /** What happened has happened: a fact that the incident cannot take is written down at least. */
  private static Accepted carryOut(Incident incident, IncidentCommand command) {
    return switch (IncidentDecider.decide(incident, command)) {
      case Accepted accepted -> accepted;
      case Refused refused -> {
        if (command instanceof AcknowledgeIncident late
            && IncidentDecider.decide(incident, tooLate(late, refused)) instanceof Accepted noted) {
          yield noted;
        }
        throw new IllegalStateException(refused.detail().en());
      }
    };
  }

  private static NoteResponse tooLate(AcknowledgeIncident late, Refused refused) {
    Because because = late.because();
    return new NoteResponse(
        "page.acknowledged",
        late.pageId(),
        new Because(because.reason().then(refused.detail()), because.actor(), because.at()));
  }
}
