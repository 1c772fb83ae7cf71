package io.tocsin.notification.deliveries;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.store.VersionConflictException;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.FailedTemporarily;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Delivery.Unknown;
import io.tocsin.notification.domain.FollowUp;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Urgency;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps the deliveries. Every step that is stored here is told to the others by its outbox. */
@Component
public final class DeliveryStore {

  private static final int AT_ONCE = 1000;
  private static final Bson LONGEST_DUE = Sorts.ascending(DeliveryDocument.FOLLOW_UP);

  /** One whose receipt is due has arrived for all that is known: nothing of it can be stopped. */
  private static final Bson STUCK =
      and(
          exists(DeliveryDocument.FOLLOW_UP),
          ne(DeliveryDocument.KIND, HandedOff.class.getSimpleName()));

  private static final Bson OPEN =
      or(
          exists(DeliveryDocument.QUEUE),
          STUCK,
          eq(DeliveryDocument.CALL, DeliveryDocument.OPEN),
          eq(DeliveryDocument.KIND, Unknown.class.getSimpleName()));

  /** What this build cannot read waits for another build: that takes hours, not seconds. */
  private static final Duration UNREADABLE = Duration.ofMinutes(5);

  private final AggregateStore<Delivery> store;
  private final MongoCollection<Document> documents;
  private final Clock clock;

  DeliveryStore(AggregateStores stores, MongoDatabase database, FollowUp.Rules rules, Clock clock) {
    this.store =
        stores.open(
            DeliveryDocument.COLLECTION,
            DeliveryDocument.codec(rules),
            1,
            DeliveryDocument.INDEXES);
    this.documents = database.getCollection(DeliveryDocument.COLLECTION);
    this.clock = clock;
  }

  /**
   * Stores new deliveries; those that wait are queued by it. Those that are there already stay as
   * they are: a redelivery makes the same ids.
   *
   * @param cause the id of the record that led to them, if one did
   * @return the ids of those that were there before
   */
  public Mono<Set<String>> add(List<? extends Delivery> deliveries, @Nullable String cause) {
    Instant now = clock.instant();
    List<Change<Delivery>> changes =
        deliveries.stream().map(d -> step(Loaded.<Delivery>absent(d.id()), d, now, cause)).toList();
    return store
        .saveAll(changes)
        .thenReturn(Set.<String>of())
        .onErrorResume(VersionConflictException.class, e -> Mono.just(Set.copyOf(e.ids())));
  }

  /** Reads by id; the order is the one asked for. */
  public Mono<List<Loaded<Delivery>>> loadAll(Collection<String> ids) {
    return store.loadAll(ids);
  }

  /** Those of these ids that are stored. */
  public Mono<Set<String>> known(Collection<String> ids) {
    return store
        .loadAll(ids)
        .map(found ->
            found.stream()
                .filter(Loaded::exists)
                .map(Loaded::id)
                .collect(Collectors.toUnmodifiableSet()));
  }

  /** The change that takes a delivery one step further and tells it. */
  public Change<Delivery> step(Loaded<Delivery> from, Delivery to) {
    return step(from, to, clock.instant(), null);
  }

  /**
   * Stores steps of many deliveries.
   *
   * @return an error {@link VersionConflictException} naming those that somebody else took a step
   *     further meanwhile; all others are stored
   */
  public Mono<Void> saveAll(List<Change<Delivery>> changes) {
    return store.saveAll(changes);
  }

  /** Takes one delivery a step further, decided anew when somebody else was faster. */
  public Mono<Void> update(String id, Function<Delivery, Optional<? extends Delivery>> decide) {
    return store
        .update(
            id,
            loaded ->
                Optional.ofNullable(loaded.state())
                    .<Delivery>flatMap(decide)
                    .map(to -> step(loaded, to))
                    .orElseGet(() -> Change.none(loaded)))
        .then();
  }

  /**
   * What is due in a queue, the longest due first; one that cannot be read keeps no other from it.
   *
   * @param deadlinesOnly while the provider is away: only what has to be settled all the same
   */
  public Flux<Message> due(Queue queue, Instant now, boolean deadlinesOnly, int limit) {
    String field = deadlinesOnly ? DeliveryDocument.DEADLINE : DeliveryDocument.DUE_AT;
    return store
        .findReadable(
            and(eq(DeliveryDocument.QUEUE, queue.label()), lte(field, Date.from(now))),
            Sorts.ascending(field),
            limit)
        .map(loaded -> Objects.requireNonNull(loaded.state()).message());
  }

  /**
   * What of these pages may still go out, or still lead to something else: it waits, is being
   * handed over, was not answered, or was lost and not followed up or is to be telephoned about.
   */
  public Flux<Loaded<Delivery>> openOfPages(Collection<String> pageIds) {
    return store.find(and(in(DeliveryDocument.PAGE, pageIds), OPEN), null, AT_ONCE);
  }

  /**
   * What of a notice may still go out or lead to something else and was not stopped yet, a thousand
   * at most: the rest comes with the next call.
   */
  public Flux<Loaded<Delivery>> openOfNotice(String noticeId) {
    return store.find(
        and(
            eq(DeliveryDocument.NOTICE, noticeId),
            or(
                in(
                    DeliveryDocument.KIND,
                    Queued.class.getSimpleName(),
                    FailedTemporarily.class.getSimpleName()),
                STUCK,
                eq(DeliveryDocument.CALL, DeliveryDocument.OPEN),
                and(
                    in(
                        DeliveryDocument.KIND,
                        Attempting.class.getSimpleName(),
                        Unknown.class.getSimpleName()),
                    exists(DeliveryDocument.NEEDLESS, false)))),
        null,
        AT_ONCE);
  }

  /** Bulk that failed for now and waits, to one recipient on one channel. */
  public Flux<Loaded<Delivery>> waitingBulkOf(String recipient, Channel channel) {
    return store.find(
        and(
            eq(DeliveryDocument.RECIPIENT, recipient),
            eq(DeliveryDocument.QUEUE, new Queue(channel, Urgency.BULK).label()),
            eq(DeliveryDocument.KIND, FailedTemporarily.class.getSimpleName())),
        Sorts.ascending(DeliveryDocument.CREATED_AT),
        AT_ONCE);
  }

  /** What waits to be sent of a series. */
  public Flux<Loaded<Delivery>> waitingOfSeries(Collection<String> series) {
    return store.find(in(DeliveryDocument.SERIES, series), null, AT_ONCE);
  }

  /** The deliveries that await one of these receipts, the newest first. */
  public Flux<Loaded<Delivery>> awaiting(Collection<String> receipts) {
    return store.find(
        in(DeliveryDocument.RECEIPTS, receipts),
        Sorts.descending(DeliveryDocument.CREATED_AT),
        AT_ONCE);
  }

  /**
   * What did not reach its recipient and for which nobody has looked for another way yet, the
   * longest due first. What cannot be read gives way to the others for a while.
   *
   * @param without notices whose messages are left out
   */
  public Flux<Loaded<Delivery>> toFollowUp(Instant now, Collection<String> without, int limit) {
    Bson due = lte(DeliveryDocument.FOLLOW_UP, Date.from(now));
    return Flux.from(
            documents
                .find(without.isEmpty() ? due : and(due, nin(DeliveryDocument.NOTICE, without)))
                .projection(Projections.include("_id"))
                .sort(LONGEST_DUE)
                .limit(limit))
        .map(document -> document.getString("_id"))
        .collectList()
        .filter(ids -> !ids.isEmpty())
        .flatMapMany(ids ->
            store
                .findReadable(and(due, in("_id", ids)), LONGEST_DUE, limit)
                .collectList()
                .delayUntil(found -> putOffFollowUp(missing(ids, found), now, now.plus(UNREADABLE)))
                .flatMapIterable(found -> found));
  }

  private static Set<String> missing(List<String> ids, List<Loaded<Delivery>> found) {
    Set<String> missing = new HashSet<>(ids);
    found.forEach(one -> missing.remove(one.id()));
    return missing;
  }

  /**
   * Those of these that are due to be followed up now are so again only then. It moves them to the
   * end of the line and changes nothing of what they are: the next step of one is due as ever.
   */
  public Mono<Void> putOffFollowUp(Collection<String> ids, Instant now, Instant until) {
    return ids.isEmpty()
        ? Mono.empty()
        : Mono.from(
                documents.updateMany(
                    and(in("_id", ids), lte(DeliveryDocument.FOLLOW_UP, Date.from(now))),
                    set(DeliveryDocument.FOLLOW_UP, Date.from(until))))
            .then();
  }

  /** What was said in one of these messages besides its own words. */
  public Flux<Loaded<Delivery>> carriedBy(Collection<String> ids) {
    return ids.isEmpty()
        ? Flux.empty()
        : store.find(in(DeliveryDocument.CARRIER, ids), null, AT_ONCE);
  }

  /**
   * Takes one delivery a step further or refuses.
   *
   * @param decide throws what the caller is to be told
   * @return the delivery as it is then; empty where there is none
   */
  public Mono<Delivery> decide(String id, Function<Delivery, Delivery> decide) {
    return store
        .update(
            id,
            loaded -> {
              Delivery now = loaded.state();
              return now == null ? Change.none(loaded) : changed(loaded, now, decide.apply(now));
            })
        .mapNotNull(Loaded::state);
  }

  private Change<Delivery> changed(Loaded<Delivery> loaded, Delivery from, Delivery to) {
    return from.equals(to) ? Change.none(loaded) : step(loaded, to);
  }

  /** A page of the list, the newest first. */
  public Flux<Delivery> list(DeliveryQuery query, int limit) {
    return store
        .find(query.filter(), Sorts.descending(DeliveryDocument.CREATED_AT, "_id"), limit)
        .map(loaded -> Objects.requireNonNull(loaded.state()));
  }

  private static Change<Delivery> step(
      Loaded<Delivery> from, Delivery to, Instant now, @Nullable String cause) {
    return new Change<>(
        from, to, DeliveryEvents.of(from.state(), to, from.version() + 1, now, cause), List.of());
  }
}
