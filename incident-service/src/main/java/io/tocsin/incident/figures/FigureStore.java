package io.tocsin.incident.figures;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Figures under their incident's id. */
@Component
final class FigureStore {

  private static final String OPENED_AT = "openedAt";

  private final AggregateStore<IncidentFigures> figures;

  FigureStore(AggregateStores stores) {
    figures =
        stores.open(
            "figures",
            JacksonStateCodec.of(
                IncidentFigures.class, f -> Map.of(OPENED_AT, Date.from(f.openedAt()))),
            1,
            List.of(new IndexModel(Indexes.ascending(OPENED_AT))));
  }

  /** Takes in what came of one incident, in order. */
  Mono<Void> take(String incidentId, List<Envelope<IncidentEvent>> events) {
    return figures.update(incidentId, loaded -> change(loaded, events)).then();
  }

  private static Change<IncidentFigures> change(
      Loaded<IncidentFigures> loaded, List<Envelope<IncidentEvent>> events) {
    IncidentFigures known = loaded.state();
    IncidentFigures after =
        known == null ? IncidentFigures.of(events.getFirst().data().incident()) : known;
    for (Envelope<IncidentEvent> event : events) {
      after = after.with(event.data(), event.at());
    }
    return after.equals(known)
        ? Change.none(loaded)
        : new Change<>(loaded, after, List.of(), List.of());
  }

  /** Of incidents opened from {@code from} and before {@code to}, the newest first. */
  Flux<IncidentFigures> openedBetween(Instant from, Instant to, int limit) {
    return figures
        .find(
            Filters.and(
                Filters.gte(OPENED_AT, Date.from(from)), Filters.lt(OPENED_AT, Date.from(to))),
            Sorts.descending(OPENED_AT),
            limit)
        .map(loaded -> Objects.requireNonNull(loaded.state()));
  }
}
