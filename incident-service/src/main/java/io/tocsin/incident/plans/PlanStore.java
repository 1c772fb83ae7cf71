package io.tocsin.incident.plans;

import com.mongodb.client.model.Filters;
import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.plan.ContingencyPlan;
import io.tocsin.incident.domain.plan.PlanVersion;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.ETags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Plans, one document each with all its versions: some tens of kilobytes a version, saved a few
 * times a year. A plan that ships lies there only once somebody has changed it.
 */
@Component
final class PlanStore {

  /** More than any organisation has. */
  private static final int AT_MOST = 1000;

  private final AggregateStore<PlanHistory> plans;
  private final ShippedPlans shipped = new ShippedPlans();

  PlanStore(AggregateStores stores) {
    plans =
        stores.open("plans", JacksonStateCodec.of(PlanHistory.class, h -> Map.of()), 1, List.of());
  }

  /** The latest version of each, by id. */
  Mono<List<PlanVersion>> latest() {
    return plans
        .find(Filters.empty(), null, AT_MOST)
        .collectList()
        .map(stored -> {
          Map<String, PlanVersion> byId = new TreeMap<>();
          shipped.all().forEach(v -> byId.put(v.plan().id(), v));
          for (Loaded<PlanHistory> loaded : stored) {
            PlanHistory history = loaded.state();
            if (history != null) {
              byId.put(history.id(), history.latest());
            }
          }
          return List.copyOf(byId.values());
        });
  }

  /** Empty where there is no such plan. */
  Mono<PlanHistory> history(String id) {
    return plans.load(id).mapNotNull(this::known);
  }

  /**
   * Saves a plan that was found good.
   *
   * @param ifMatch the version that it is a change of, as an entity tag; null for whichever
   */
  Mono<PlanHistory> save(ContingencyPlan plan, Actor by, Instant at, @Nullable String ifMatch) {
    return plans
        .update(
            plan.id(),
            loaded -> {
              PlanHistory before = known(loaded);
              ETags.requireCurrent(ifMatch, before == null ? 0 : before.latest().number());
              PlanHistory after =
                  before == null
                      ? new PlanHistory(plan.id(), List.of(new PlanVersion(plan, 1, at, by)))
                      : before.saved(plan, by, at);
              return after.equals(before)
                  ? Change.none(loaded)
                  : new Change<>(loaded, after, List.of(), List.of());
            })
        .mapNotNull(this::known);
  }

  private @Nullable PlanHistory known(Loaded<PlanHistory> loaded) {
    PlanHistory stored = loaded.state();
    return stored != null
        ? stored
        : shipped.find(loaded.id()).map(v -> new PlanHistory(loaded.id(), List.of(v))).orElse(null);
  }
}
