package io.tocsin.notification.confirmations;

import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.contracts.NotificationEvent.NoticeConfirmedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.time.Ids;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the confirmations, one document for each notice and unit, so that ten thousand units which
 * confirm at once never wait for each other.
 */
@Component
public final class Confirmations {

  private static final String COLLECTION = "confirmations";
  private static final String NOTICE = "notice";
  private static final String UNIT = "unit";
  private static final String REVISION = "revision";
  private static final String AT = "at";

  private final AggregateStore<Confirmation> store;
  private final MongoDatabase database;
  private final Clock clock;

  Confirmations(AggregateStores stores, MongoDatabase database, Clock clock) {
    this.store =
        stores.open(
            COLLECTION,
            JacksonStateCodec.of(Confirmation.class, Confirmations::indexed),
            1,
            List.of(
                new IndexModel(ascending(NOTICE, UNIT)),
                new IndexModel(compoundIndex(ascending(UNIT), descending(AT)))));
    this.database = database;
    this.clock = clock;
  }

  /**
   * What came of a confirmation.
   *
   * @param standing the one that stands: an earlier one where the unit had confirmed before
   */
  public record Outcome(Confirmation standing, boolean fresh) {}

  /** Notes it down and tells it; completes when both are done. The same again changes nothing. */
  public Mono<Outcome> add(Confirmation confirmation) {
    return keep(confirmation, List.of(told(confirmation)));
  }

  /** Notes down what a delivery has told already, because its recipient confirmed that. */
  public Mono<Outcome> note(Confirmation confirmation) {
    return keep(confirmation, List.of());
  }

  private Mono<Outcome> keep(Confirmation confirmation, List<Outgoing> events) {
    return store
        .update(confirmation.id(), loaded -> decide(loaded, confirmation, events))
        .map(loaded -> {
          Confirmation standing = Objects.requireNonNull(loaded.state());
          return new Outcome(standing, standing.equals(confirmation));
        });
  }

  /** The confirmations of a notice, by unit. */
  public Flux<Confirmation> of(String noticeId, int limit) {
    return store
        .find(Filters.eq(NOTICE, noticeId), Sorts.ascending(NOTICE, UNIT), limit)
        .map(loaded -> Objects.requireNonNull(loaded.state()));
  }

  /** Those that stand, by their ids as {@link Confirmation#id(String, String)} makes them. */
  public Mono<Map<String, Confirmation>> standing(Collection<String> ids) {
    return ids.isEmpty() ? Mono.just(Map.of()) : store.loadAll(ids).map(Confirmations::byId);
  }

  private static Map<String, Confirmation> byId(List<Loaded<Confirmation>> loaded) {
    Map<String, Confirmation> found = new HashMap<>();
    for (Loaded<Confirmation> one : loaded) {
      if (one.state() != null) {
        found.put(one.id(), one.state());
      }
    }
    return found;
  }

  /** What a unit has confirmed, the latest first. */
  public Flux<Confirmation> by(String unit, int limit) {
    return store
        .find(Filters.eq(UNIT, unit), Sorts.descending(AT), limit)
        .map(loaded -> Objects.requireNonNull(loaded.state()));
  }

  /** {@code {noticeId: {revision: units}}}; a notice that nobody confirmed is left out. */
  public Mono<Map<String, Map<Integer, Long>>> counts(Collection<String> noticeIds) {
    Document key = new Document(NOTICE, "$" + NOTICE).append(REVISION, "$" + REVISION);
    return Flux.from(
            database
                .getCollection(COLLECTION)
                .aggregate(
                    List.of(
                        Aggregates.match(Filters.in(NOTICE, noticeIds)),
                        Aggregates.group(key, Accumulators.sum("count", 1)))))
        .collect(HashMap<String, Map<Integer, Long>>::new, Confirmations::count)
        .map(Map::copyOf);
  }

  private static void count(Map<String, Map<Integer, Long>> counts, Document group) {
    Document key = group.get("_id", Document.class);
    counts
        .computeIfAbsent(key.getString(NOTICE), n -> new HashMap<>())
        .put(
            key.get(REVISION, Number.class).intValue(),
            group.get("count", Number.class).longValue());
  }

  private static Change<Confirmation> decide(
      Loaded<Confirmation> loaded, Confirmation confirmation, List<Outgoing> events) {
    return confirmation.supersedes(loaded.state())
        ? new Change<>(loaded, confirmation, events, List.of())
        : Change.none(loaded);
  }

  private Outgoing told(Confirmation c) {
    return Outgoing.of(
        Topics.NOTIFICATIONS,
        c.incidentId() == null ? c.noticeId() : c.incidentId(),
        Ids.derived(c.noticeId(), c.unit(), String.valueOf(c.revision()), "confirmed"),
        clock.instant(),
        null,
        new NoticeConfirmedV1(
            c.noticeId(),
            c.incidentId(),
            c.unit(),
            c.personId(),
            c.personName(),
            c.channel(),
            c.at()));
  }

  private static Map<String, @Nullable Object> indexed(Confirmation c) {
    return Map.of(
        NOTICE, c.noticeId(), UNIT, c.unit(), REVISION, c.revision(), AT, Date.from(c.at()));
  }
}
