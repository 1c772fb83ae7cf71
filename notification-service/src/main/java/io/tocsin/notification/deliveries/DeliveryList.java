package io.tocsin.notification.deliveries;

import io.tocsin.notification.domain.Delivery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** All deliveries as they can be asked for, those that have no document of their own yet too. */
@Component
final class DeliveryList {

  private static final Comparator<Delivery> NEWEST_FIRST =
      Comparator.comparingLong((Delivery d) -> d.message().createdAt().toEpochMilli())
          .thenComparing(Delivery::id)
          .reversed();

  private final DeliveryStore store;
  private final UnderWay underWay;

  DeliveryList(DeliveryStore store, UnderWay underWay) {
    this.store = store;
    this.underWay = underWay;
  }

  /** Empty where there is none. */
  Mono<Delivery> one(String id) {
    return stored(id)
        .switchIfEmpty(underWay.all().filter(delivery -> delivery.id().equals(id)).next())
        // It may have got its document between the two looks.
        .switchIfEmpty(Mono.defer(() -> stored(id)));
  }

  private Mono<Delivery> stored(String id) {
    return store.loadAll(List.of(id)).mapNotNull(found -> found.getFirst().state());
  }

  /** The newest first. */
  Mono<List<Delivery>> page(DeliveryQuery query, int limit) {
    String notice = query.notice();
    return (notice == null ? underWay.all() : underWay.ofNotices(List.of(notice)))
        .filter(query::matches)
        .collectList()
        .flatMap(rows ->
            store.list(query, limit).collectList().map(stored -> merged(rows, stored, limit)));
  }

  private static List<Delivery> merged(List<Delivery> rows, List<Delivery> stored, int limit) {
    if (rows.isEmpty()) {
      return stored;
    }
    Map<String, Delivery> byId = new HashMap<>();
    rows.forEach(row -> byId.put(row.id(), row));
    stored.forEach(delivery -> byId.put(delivery.id(), delivery));
    List<Delivery> all = new ArrayList<>(byId.values());
    all.sort(NEWEST_FIRST);
    return List.copyOf(all.subList(0, Math.min(limit, all.size())));
  }
}
