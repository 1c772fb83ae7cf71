package io.tocsin.roster.handover;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.DecisionDueV1;
import io.tocsin.contracts.IncidentEvent.IncidentAcknowledgedV1;
import io.tocsin.contracts.IncidentEvent.MergeSuggestedV1;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentEvent.NoticeWithdrawnV1;
import io.tocsin.contracts.IncidentEvent.PeoplePagedV1;
import io.tocsin.contracts.IncidentEvent.ReportsJoinedV1;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.IncidentEvent.StepChangedV1;
import io.tocsin.contracts.IncidentEvent.StepOpenedV1;
import io.tocsin.contracts.IncidentEvent.StepOverdueV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedListeners;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.roster.domain.Handover.OpenIncident;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What a shift has to hand over, kept from the incidents' own events. */
@Component
class OpenIncidents {

  private static final String OPENED_AT = "openedAt";

  /** A record that two people sign is a page to read and a document to store. */
  private static final int LISTED = 2_000;

  private static final int COUNTED = 100_000;

  private final AggregateStore<Known> store;

  OpenIncidents(AggregateStores stores) {
    this.store =
        stores.open(
            "handover_incidents",
            JacksonStateCodec.of(Known.class, OpenIncidents::indexed),
            1,
            List.of(new IndexModel(Indexes.ascending(OPENED_AT), new IndexOptions().sparse(true))));
  }

  /**
   * An incident as the latest event that says anything new of it left it.
   *
   * @param seq of that event; an older one that comes again changes nothing
   * @param open whether the next shift has to know of it
   */
  record Known(long seq, boolean open, OpenIncident incident) {}

  private static Map<String, @Nullable Object> indexed(Known known) {
    Map<String, @Nullable Object> fields = new HashMap<>();
    Instant openedAt = known.incident().openedAt();
    fields.put(OPENED_AT, known.open() ? Date.from(openedAt) : null);
    return fields;
  }

  /**
   * What is open now.
   *
   * @param latest in the order of opening; of very many the latest
   * @param count of all
   */
  record Open(List<OpenIncident> latest, int count) {

    static Open of(List<OpenIncident> all) {
      return new Open(all.subList(Math.max(0, all.size() - LISTED), all.size()), all.size());
    }
  }

  Mono<Open> open() {
    return store
        .find(Filters.gte(OPENED_AT, Date.from(Instant.EPOCH)), Sorts.ascending(OPENED_AT), COUNTED)
        .map(loaded -> Objects.requireNonNull(loaded.state()).incident())
        .collectList()
        .map(Open::of);
  }

  private Mono<Void> take(String id, List<Envelope<?>> records) {
    Known latest = null;
    for (Envelope<?> record : records) {
      if (record.data() instanceof IncidentEvent event
          && matters(event)
          && (latest == null || event.seq() > latest.seq())) {
        latest = known(event);
      }
    }
    Known last = latest;
    return last == null ? Mono.empty() : store.update(id, loaded -> change(loaded, last)).then();
  }

  /** A storm of reports, and what merely stands on the timeline, must not cost a write each. */
  private static boolean matters(IncidentEvent event) {
    return switch (event) {
      case ReportsJoinedV1 e -> false;
      case MergeSuggestedV1 e -> false;
      case IncidentAcknowledgedV1 e -> false;
      case PeoplePagedV1 e -> false;
      case ResponseNotedV1 e -> false;
      case StepOpenedV1 e -> false;
      case StepChangedV1 e -> false;
      case StepOverdueV1 e -> false;
      case DecisionDueV1 e -> false;
      case NoticeIssuedV1 e -> false;
      case NoticeWithdrawnV1 e -> false;
      default -> true;
    };
  }

  private static Change<Known> change(Loaded<Known> loaded, Known latest) {
    Known before = loaded.state();
    return before != null && before.seq() >= latest.seq()
        ? Change.none(loaded)
        : new Change<>(loaded, latest, List.of(), List.of());
  }

  private static Known known(IncidentEvent event) {
    IncidentFacts facts = event.incident();
    boolean open =
        switch (facts.state()) {
          case NEW, ASSESSED, ACTIVE, REPAIRED, TESTED, RESTORED -> true;
          case ENDED, CLOSED, FALSE_ALARM, MERGED -> false;
        };
    return new Known(
        event.seq(),
        open,
        new OpenIncident(
            facts.id(),
            facts.number(),
            facts.system(),
            facts.severity().name(),
            facts.state().name(),
            facts.openedAt(),
            facts.exercise()));
  }

  @Bean
  Consumer<Message<List<byte[]>>> handoverIncidents(KeyedListeners listeners) {
    return listeners.follow(Topics.INCIDENTS, this::take);
  }
}
