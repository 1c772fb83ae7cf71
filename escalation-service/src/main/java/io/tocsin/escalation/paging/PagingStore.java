package io.tocsin.escalation.paging;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.tocsin.escalation.domain.Escalation;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.store.StateCodec;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One document an incident. Only those with something to wait for are in the index of deadlines.
 */
@Component
class PagingStore {

  private static final String DUE_AT = "dueAt";
  private static final String ID = "_id";

  /** Not sparse: every document has an {@code _id}, and would be in the index for that alone. */
  private static final IndexOptions WAITING_ALONE =
      new IndexOptions().partialFilterExpression(Filters.exists(DUE_AT));

  /** A fold brings at most a batch of 500 records, and there are three topics. */
  private static final int HANDLED_BOUND = 1_500;

  private final AggregateStore<Paging> store;

  PagingStore(AggregateStores stores) {
    this.store =
        stores.open(
            "escalations",
            codec(),
            HANDLED_BOUND,
            List.of(new IndexModel(Indexes.ascending(DUE_AT, ID), WAITING_ALONE)));
  }

  static StateCodec<Paging> codec() {
    return JacksonStateCodec.of(Paging.class, PagingStore::indexed, StoredRoles::asText);
  }

  Mono<Loaded<Paging>> load(String incidentId) {
    return store.load(incidentId);
  }

  Mono<Loaded<Paging>> update(String incidentId, Function<Loaded<Paging>, Change<Paging>> decide) {
    return store.update(incidentId, decide);
  }

  /**
   * Those whose deadline comes by then, the longest overdue first. One that cannot be read must not
   * keep the others from being paged.
   */
  Flux<Loaded<Paging>> due(Instant by, int limit) {
    return store.findReadable(Filters.lte(DUE_AT, Date.from(by)), Sorts.ascending(DUE_AT), limit);
  }

  /** Stores and publishes all that nobody else has changed; the others are named in the error. */
  Mono<Void> saveAll(List<Change<Paging>> changes) {
    return store.saveAll(changes);
  }

  /** Where one stands among those that wait. */
  record Place(Instant dueAt, String incidentId) {

    /** Of one that was found waiting. */
    static Place of(Paging paging) {
      Escalation escalation = paging.escalation();
      return new Place(
          Objects.requireNonNull(escalation.nextAt(), "waits"), escalation.incidentId());
    }

    /** The bound stands outside, so that it is one range of the index whatever the ids are. */
    private Bson later() {
      Date time = Date.from(dueAt);
      return Filters.and(
          Filters.gte(DUE_AT, time),
          Filters.or(Filters.gt(DUE_AT, time), Filters.gt(ID, incidentId)));
    }
  }

  /**
   * Those that wait for something, the most urgent first.
   *
   * @param after the last one of the page before; null for the first page
   */
  Flux<Paging> waiting(@Nullable Place after, int limit) {
    return store
        .findReadable(
            after == null ? Filters.exists(DUE_AT) : after.later(),
            Sorts.ascending(DUE_AT, ID),
            limit)
        .mapNotNull(Loaded::state);
  }

  private static Map<String, @Nullable Object> indexed(Paging paging) {
    Instant dueAt = paging.escalation().nextAt();
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put(DUE_AT, dueAt == null ? null : Date.from(dueAt));
    return fields;
  }
}
