package io.tocsin.roster.handover;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.book.BookKeeping;
import io.tocsin.roster.domain.Decision;
import io.tocsin.roster.domain.Handover;
import io.tocsin.roster.stored.StoredRoles;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps the handovers, one document each: what was signed stays. */
@Component
class HandoverStore {

  private static final String SCHEDULE = "schedule";
  private static final String AT = "at";
  private static final String ID = "_id";

  private final AggregateStore<Handover> store;

  HandoverStore(AggregateStores stores) {
    this.store =
        stores.open(
            "handovers",
            JacksonStateCodec.of(
                Handover.class,
                h -> Map.of(SCHEDULE, h.schedule(), AT, Date.from(h.at())),
                StoredRoles::asText),
            1,
            List.of(
                new IndexModel(
                    Indexes.compoundIndex(Indexes.ascending(SCHEDULE), Indexes.descending(AT)))));
  }

  /** Where one stands in the list. */
  record Place(Instant at, String id) {

    private Bson older() {
      Date time = Date.from(at);
      return Filters.or(
          Filters.lt(AT, time), Filters.and(Filters.eq(AT, time), Filters.lt(ID, id)));
    }
  }

  /** As it is kept: one of the same id that was written before stays as it is. */
  Mono<Handover> add(Handover handover, List<Outgoing> events) {
    return store
        .update(
            handover.id(),
            loaded ->
                loaded.state() == null
                    ? new Change<>(loaded, handover, events, List.of())
                    : Change.none(loaded))
        .map(loaded -> Objects.requireNonNull(loaded.state()));
  }

  /** Empty where there is none. */
  Mono<Handover> find(String id) {
    return store.load(id).mapNotNull(Loaded::state);
  }

  /**
   * The newest first.
   *
   * @param after the last one of the page before; null for the first page
   */
  Mono<List<Handover>> of(String schedule, @Nullable Place after, int limit) {
    Bson ofSchedule = Filters.eq(SCHEDULE, schedule);
    return store
        .find(
            after == null ? ofSchedule : Filters.and(ofSchedule, after.older()),
            Sorts.orderBy(Sorts.descending(AT), Sorts.descending(ID)),
            limit)
        .map(loaded -> Objects.requireNonNull(loaded.state()))
        .collectList();
  }

  Mono<Handover> update(String schedule, String id, Function<Handover, Decision<Handover>> decide) {
    return store
        .update(
            id,
            loaded -> {
              Handover handover = loaded.state();
              if (handover == null || !handover.schedule().equals(schedule)) {
                throw Problems.notFound(
                    new LocalText(
                        "应为已有的交接班记录，但没有 " + id,
                        "Expected a handover of this schedule, but there is no " + id));
              }
              return new Change<>(
                  loaded, BookKeeping.accepted(decide.apply(handover)), List.of(), List.of());
            })
        .map(loaded -> Objects.requireNonNull(loaded.state()));
  }
}
