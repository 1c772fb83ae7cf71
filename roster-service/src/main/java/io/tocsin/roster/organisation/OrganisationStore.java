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
import io.tocsin.kit.store.StateCodec;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.organisation.Details.Detail;
import io.tocsin.roster.stored.StoredRoles;
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
            codec(),
            1,
            List.of(
                new IndexModel(Indexes.ascending(ANNOUNCING), new IndexOptions().sparse(true))));
    this.directory = directory;
    this.clock = clock;
  }

  static StateCodec<OrganisationState> codec() {
    return JacksonStateCodec.of(
        OrganisationState.class, OrganisationStore::indexed, StoredRoles::asText);
  }

  private static Map<String, @Nullable Object> indexed(OrganisationState state) {
    return Collections.<String, @Nullable Object>singletonMap(
        ANNOUNCING, state.unannounced().isEmpty() ? null : true);
  }

  /** What was applied, or would be. */
  record Applied(
      long revision, Difference difference, List<Detail> details, List<PolicyHole> holes) {}

  /** A set-up made out of the one before, if there was one. */
  interface Wanted {
    Organisation after(@Nullable Organisation before);
  }

  private record Made(Difference difference, List<Detail> details, List<PolicyHole> holes) {
    static final Made NOTHING = new Made(Difference.NONE, List.of(), List.of());

    Applied at(long revision) {
      return new Applied(revision, difference, details, holes);
    }
  }

  Mono<OrganisationState> load() {
    return store.load(ID).mapNotNull(Loaded::state);
  }

  /** Applies the set-up as a whole; one that changes nothing makes no revision. */
  Mono<Applied> apply(Organisation wanted, @Nullable String ifMatch) {
    requireFits(wanted);
    return apply(before -> wanted, ifMatch);
  }

  /** Applies what is made of the set-up that holds, made anew when another one came between. */
  Mono<Applied> apply(Wanted wanted, @Nullable String ifMatch) {
    return Mono.defer(() -> {
      AtomicReference<Made> made = new AtomicReference<>(Made.NOTHING);
      return store
          .update(
              ID,
              loaded -> {
                Organisation after = wanted.after(organisation(loaded));
                requireFits(after);
                made.set(made(loaded, after, ifMatch));
                return change(loaded, after, made.get().difference());
              })
          .flatMap(this::announceRest)
          .map(after -> made.get().at(revision(after)));
    });
  }

  /** What applying it would change. */
  Mono<Applied> tried(Organisation wanted, @Nullable String ifMatch) {
    requireFits(wanted);
    return tried(before -> wanted, ifMatch);
  }

  /** What applying it would change. */
  Mono<Applied> tried(Wanted wanted, @Nullable String ifMatch) {
    return store
        .load(ID)
        .map(loaded ->
            made(loaded, wanted.after(organisation(loaded)), ifMatch).at(revision(loaded)));
  }

  private static @Nullable Organisation organisation(Loaded<OrganisationState> loaded) {
    OrganisationState state = loaded.state();
    return state == null ? null : state.organisation();
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

  private static Made made(
      Loaded<OrganisationState> loaded, Organisation wanted, @Nullable String ifMatch) {
    ETags.requireCurrent(ifMatch, revision(loaded));
    Organisation before = organisation(loaded);
    Difference difference = Difference.between(before, wanted);
    return new Made(
        difference, Details.of(before, wanted, difference.changed()), PolicyHoles.in(wanted));
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
    return announcing(
        loaded, OrganisationState.after(before, wanted, revision, List.copyOf(unannounced)));
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
              "应不超过 %d 项，但有 %d 项".formatted(MOST_ENTITIES, entities),
              "Expected at most %d entries, but there are %d".formatted(MOST_ENTITIES, entities)),
          List.of());
    }
  }
}
