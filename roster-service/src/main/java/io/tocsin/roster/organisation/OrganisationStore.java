package io.tocsin.roster.organisation;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.Problems;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps the one set-up of the organisation and tells the others what changed in it. */
@Component
class OrganisationStore {

  private static final String ID = "organisation";
  private static final String ANNOUNCING = "announcing";

  /** A document of MongoDB holds 16 MiB. */
  private static final int MOST_ENTITIES = 25_000;

  private final AggregateStore<OrganisationState> store;
  private final Directory directory;
  private final Clock clock;

  OrganisationStore(AggregateStores stores, Directory directory, Clock clock) {
    this.store =
        stores.open(
            ID,
            JacksonStateCodec.of(OrganisationState.class, OrganisationStore::indexed),
            1,
            List.of(
                new IndexModel(Indexes.ascending(ANNOUNCING), new IndexOptions().sparse(true))));
    this.directory = directory;
    this.clock = clock;
  }

  private static Map<String, @Nullable Object> indexed(OrganisationState state) {
    return Collections.<String, @Nullable Object>singletonMap(
        ANNOUNCING, state.unannounced().isEmpty() ? null : true);
  }

  /** What was applied, or would be. */
  record Applied(long revision, Difference difference) {}

  Mono<OrganisationState> load() {
    return store.load(ID).mapNotNull(Loaded::state);
  }

  /** Applies the set-up as a whole; one that changes nothing makes no revision. */
  Mono<Applied> apply(Organisation wanted, @Nullable String ifMatch) {
    requireFits(wanted);
    return Mono.defer(() -> {
      AtomicReference<Difference> made = new AtomicReference<>(Difference.NONE);
      return store
          .update(
              ID,
              loaded -> {
                made.set(difference(loaded, wanted, ifMatch));
                return change(loaded, wanted, made.get());
              })
          .flatMap(this::announceRest)
          .map(after -> new Applied(revision(after), made.get()));
    });
  }

  /** What applying it would change. */
  Mono<Applied> tried(Organisation wanted, @Nullable String ifMatch) {
    requireFits(wanted);
    return store
        .load(ID)
        .map(loaded -> new Applied(revision(loaded), difference(loaded, wanted, ifMatch)));
  }

  /** Goes on with an announcement that a crash broke off; looks at an index where there is none. */
  Mono<Void> resume() {
    return store.find(Filters.eq(ANNOUNCING, true), null, 1).flatMap(this::announceRest).then();
  }

  private Mono<Loaded<OrganisationState>> announceRest(Loaded<OrganisationState> loaded) {
    OrganisationState state = loaded.state();
    return state == null || state.unannounced().isEmpty()
        ? Mono.just(loaded)
        : store.update(ID, this::announced).flatMap(this::announceRest);
  }

  private Change<OrganisationState> announced(Loaded<OrganisationState> loaded) {
    OrganisationState state = loaded.state();
    return state == null || state.unannounced().isEmpty()
        ? Change.none(loaded)
        : announcing(loaded, state);
  }

  private Change<OrganisationState> announcing(
      Loaded<OrganisationState> loaded, OrganisationState state) {
    Announcement next = Announcement.next(state, clock.instant());
    return new Change<>(loaded, next.after(), next.events(), List.of());
  }

  private static long revision(Loaded<OrganisationState> loaded) {
    OrganisationState state = loaded.state();
    return state == null ? 0 : state.revision();
  }

  private static Difference difference(
      Loaded<OrganisationState> loaded, Organisation wanted, @Nullable String ifMatch) {
    ETags.requireCurrent(ifMatch, revision(loaded));
    OrganisationState before = loaded.state();
    return Difference.between(before == null ? null : before.organisation(), wanted);
  }

  private Change<OrganisationState> change(
      Loaded<OrganisationState> loaded, Organisation wanted, Difference difference) {
    if (difference.isNone()) {
      return Change.none(loaded);
    }
    // Beyond what the copies have seen too: a store that begins anew must not fall behind them.
    long revision = Math.max(revision(loaded), directory.current().revision()) + 1;
    OrganisationState before = loaded.state();
    Set<String> unannounced = new LinkedHashSet<>();
    if (before != null) {
      unannounced.addAll(before.unannounced());
    }
    unannounced.addAll(difference.toAnnounce());
    return announcing(loaded, new OrganisationState(revision, wanted, List.copyOf(unannounced)));
  }

  private static void requireFits(Organisation o) {
    int entities =
        o.units().size()
            + o.systems().size()
            + o.posts().size()
            + o.people().size()
            + o.schedules().size()
            + o.policies().size()
            + o.vendors().size();
    if (entities > MOST_ENTITIES) {
      throw Problems.badRequest(
          new LocalText(
              "应不超过 %d 项,但有 %d 项".formatted(MOST_ENTITIES, entities),
              "Expected at most %d entries, but there are %d".formatted(MOST_ENTITIES, entities)),
          List.of());
    }
  }
}
