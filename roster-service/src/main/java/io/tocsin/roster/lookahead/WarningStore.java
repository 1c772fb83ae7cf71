package io.tocsin.roster.lookahead;

import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.roster.domain.Gap;
import io.tocsin.roster.domain.Warnings;
import io.tocsin.roster.stored.StoredRoles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps what was warned of, one document for each post. Several instances may look at the same
 * time: the second one finds the warning given.
 */
@Component
class WarningStore {

  private final AggregateStore<Warnings> store;

  WarningStore(AggregateStores stores) {
    this.store =
        stores.open(
            "roster_warnings",
            JacksonStateCodec.of(Warnings.class, w -> Map.of(), StoredRoles::asText),
            1,
            List.of());
  }

  /** Remembers the gaps and tells of the new ones. */
  Mono<Void> warn(
      String post, List<Gap> gaps, Instant now, Function<List<Gap>, List<Outgoing>> tell) {
    return store.update(post, loaded -> change(loaded, gaps, now, tell)).then();
  }

  private static Change<Warnings> change(
      Loaded<Warnings> loaded,
      List<Gap> gaps,
      Instant now,
      Function<List<Gap>, List<Outgoing>> tell) {
    Warnings before = loaded.state() == null ? Warnings.NONE : loaded.state();
    Warnings.Next next = before.after(gaps, now);
    return next.fresh().isEmpty() && next.warnings().equals(before)
        ? Change.none(loaded)
        : new Change<>(loaded, next.warnings(), tell.apply(next.fresh()), List.of());
  }
}
