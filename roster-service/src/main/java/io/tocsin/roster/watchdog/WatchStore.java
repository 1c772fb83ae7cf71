package io.tocsin.roster.watchdog;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One document an incident; those that wait for a page stand in the index of alarms. */
@Component
class WatchStore {

  private static final String ALARM_AT = "alarmAt";
  private static final int HANDLED_BOUND = 200;

  private final AggregateStore<Watch> store;

  WatchStore(AggregateStores stores) {
    this.store =
        stores.open(
            "watches",
            JacksonStateCodec.of(Watch.class, WatchStore::indexed),
            HANDLED_BOUND,
            List.of(new IndexModel(Indexes.ascending(ALARM_AT), new IndexOptions().sparse(true))));
  }

  Mono<Loaded<Watch>> update(String incidentId, Function<Loaded<Watch>, Change<Watch>> decide) {
    return store.update(incidentId, decide);
  }

  /**
   * The incidents whose alarm has come, the longest overdue first. One that cannot be read must not
   * keep the others from being told.
   */
  Flux<String> overdue(Instant now, int limit) {
    return store
        .findReadable(Filters.lte(ALARM_AT, Date.from(now)), Sorts.ascending(ALARM_AT), limit)
        .map(Loaded::id);
  }

  private static Map<String, @Nullable Object> indexed(Watch watch) {
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put(ALARM_AT, watch.alarmAt() == null ? null : Date.from(watch.alarmAt()));
    return fields;
  }
}
