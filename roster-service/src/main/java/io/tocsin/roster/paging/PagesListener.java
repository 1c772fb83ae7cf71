package io.tocsin.roster.paging;

import io.tocsin.contracts.AssignmentEvent;
import io.tocsin.contracts.AssignmentEvent.AssignmentsWithdrawnV1;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.PageEvent;
import io.tocsin.contracts.PageEvent.EscalationExhaustedV1;
import io.tocsin.contracts.PageEvent.EscalationStartedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedHandler;
import io.tocsin.kit.kafka.KeyedListeners;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.kafka.RecordPublisher;
import io.tocsin.kit.time.Ids;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.Roster;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import reactor.core.publisher.Mono;

/**
 * Reads pages and writes assignments. Nothing is stored on this hop: the answer's id follows from
 * the page's, so a page that is read twice is answered twice under one id, and readers keep the
 * first.
 */
@Configuration(proxyBeanMethods = false)
class PagesListener {

  @Bean
  Consumer<Message<List<byte[]>>> pages(
      KeyedListeners listeners, CurrentRoster roster, RecordPublisher publisher, Clock clock) {
    return listeners.listen(Topics.PAGES, handler(roster, publisher, clock));
  }

  static KeyedHandler handler(CurrentRoster roster, RecordPublisher publisher, Clock clock) {
    return (incidentId, records) ->
        roster
            .current()
            .map(Optional::of)
            .defaultIfEmpty(Optional.empty())
            .map(r -> answers(incidentId, records, r.orElse(null), clock.instant()))
            .flatMap(answers -> answers.isEmpty() ? Mono.empty() : publisher.publish(answers));
  }

  private static List<Outgoing> answers(
      String incidentId, List<Envelope<?>> records, @Nullable Roster roster, Instant now) {
    List<Outgoing> answers = new ArrayList<>();
    for (Envelope<?> record : records) {
      AssignmentEvent answer =
          record.data() instanceof PageEvent page ? answer(page, roster, now) : null;
      if (answer != null) {
        String id = Ids.derived("assignment", record.id());
        answers.add(Outgoing.of(Topics.ASSIGNMENTS, incidentId, id, now, record.id(), answer));
      }
    }
    return answers;
  }

  private static @Nullable AssignmentEvent answer(
      PageEvent event, @Nullable Roster roster, Instant now) {
    return switch (event) {
      case PageRequestedV1 page -> PageAnswers.answerOrUnstaffed(page, roster, now);
      case PagesWithdrawnV1 w ->
          new AssignmentsWithdrawnV1(w.incidentId(), w.pageIds(), w.reason());
      case EscalationStartedV1 started -> null;
      case EscalationExhaustedV1 exhausted -> null;
    };
  }
}
