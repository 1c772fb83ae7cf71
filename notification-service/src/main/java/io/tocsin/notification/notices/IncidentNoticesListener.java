package io.tocsin.notification.notices;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentMergedV1;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentEvent.IncidentPromotedV1;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentEvent.IncidentUnmergedV1;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentEvent.NoticeWithdrawnV1;
import io.tocsin.contracts.IncidentEvent.PeoplePagedV1;
import io.tocsin.contracts.IncidentEvent.ReportsJoinedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedListeners;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.incidents.IncidentsKnown;
import io.tocsin.notification.notices.Notice.Origin;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Posts the notices that incidents issue, and keeps in mind whom an incident hits, who was called
 * to it and whether it is over. Everything else about an incident is not read here.
 */
@Configuration(proxyBeanMethods = false)
class IncidentNoticesListener {

  @Bean
  Consumer<Message<List<byte[]>>> incidentNotices(
      KeyedListeners listeners, NoticeBoard board, IncidentsKnown incidents) {
    return listeners.follow(
        Topics.INCIDENTS,
        (incident, records) ->
            remember(records, incidents)
                .thenMany(Flux.fromIterable(records).concatMap(r -> handle(r, board)))
                .then());
  }

  /** One write for all that a batch says of the incident; most events change nothing of it. */
  private static Mono<Void> remember(List<Envelope<?>> records, IncidentsKnown incidents) {
    IncidentFacts latest = null;
    Set<String> people = new LinkedHashSet<>();
    for (Envelope<?> record : records) {
      if (record.data() instanceof IncidentEvent event && changesWhatIsKnown(event)) {
        latest = event.incident();
        people.addAll(paged(event));
      }
    }
    return latest == null ? Mono.empty() : incidents.saw(latest, people);
  }

  private static boolean changesWhatIsKnown(IncidentEvent event) {
    return switch (event) {
      case IncidentOpenedV1 opened -> true;
      case IncidentPromotedV1 promoted -> true;
      case PeoplePagedV1 paged -> true;
      case IncidentTransitionedV1 transitioned -> true;
      case IncidentMergedV1 merged -> true;
      case IncidentUnmergedV1 unmerged -> true;
      case ReportsJoinedV1 joined -> !joined.newUnits().isEmpty();
      default -> false;
    };
  }

  private static Set<String> paged(IncidentEvent event) {
    return event instanceof PeoplePagedV1 paged
        ? paged.people().stream().map(Actor::id).collect(Collectors.toSet())
        : Set.of();
  }

  private static Mono<Void> handle(Envelope<?> record, NoticeBoard board) {
    return switch (record.data()) {
      case NoticeIssuedV1 issued -> board.post(notice(issued));
      case NoticeWithdrawnV1 withdrawn ->
          board.withdraw(
              withdrawn.noticeId(),
              record.at(),
              new Words(withdrawn.reason().zh(), withdrawn.reason().en()));
      default -> Mono.empty();
    };
  }

  private static Notice notice(NoticeIssuedV1 event) {
    var notice = event.notice();
    return new Notice(
        notice.noticeId(),
        0,
        notice.number(),
        notice.type(),
        Origin.INCIDENT,
        event.incident().id(),
        notice.refersTo(),
        event.incident().system(),
        new Words(notice.title().zh(), notice.title().en()),
        new Words(notice.body().zh(), notice.body().en()),
        Addressed.units(notice.audience(), notice.units()),
        new LinkedHashSet<>(notice.channels()),
        event.incident().severity(),
        event.incident().exercise(),
        event.actor().id(),
        notice.facts(),
        Revision.FIRST,
        notice.issuedAt(),
        notice.expiresAt(),
        null);
  }
}
