package io.tocsin.notification.failover;

import io.tocsin.kit.store.Loaded;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Carried;
import io.tocsin.notification.domain.Delivery.Confirmed;
import io.tocsin.notification.domain.Delivery.Delivered;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Lost;
import io.tocsin.notification.domain.Delivery.Unknown;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Messages that carried the words of others, which share what becomes of them. */
@Component
final class Carriers {

  private static final int AT_ONCE = 16;

  private final DeliveryStore store;

  Carriers(DeliveryStore store) {
    this.store = store;
  }

  /**
   * What was said in a message that is lost was not said, and what nobody knows of that is known of
   * neither: the next look finds it as well.
   */
  Mono<Void> inVain(List<Loaded<Delivery>> found) {
    Map<String, Lost> carriers = new HashMap<>();
    for (Loaded<Delivery> one : found) {
      if (one.state() instanceof Lost lost && lost.message().urgency() == Urgency.BULK) {
        carriers.put(one.id(), lost);
      }
    }
    return store
        .carriedBy(carriers.keySet())
        .flatMap(carried -> store.update(carried.id(), now -> lostWith(now, carriers)), AT_ONCE)
        .then();
  }

  private static Optional<Delivery> lostWith(Delivery delivery, Map<String, Lost> carriers) {
    return delivery instanceof Carried carried && carried.carrier() != null
        ? Optional.ofNullable(carriers.get(carried.carrier()))
            .<Delivery>map(carried::carriedInVain)
            .filter(lost -> !lost.equals(delivery))
        : Optional.empty();
  }

  /**
   * Those for which nothing else is known. One that went in a message which turned out to be taken
   * after all is marked so, and left out.
   */
  Mono<List<Loaded<Delivery>>> withoutThoseThatWent(List<Loaded<Delivery>> found) {
    Set<String> carriers =
        found.stream()
            .map(Carriers::carrier)
            .filter(carrier -> !carrier.isEmpty())
            .collect(Collectors.toSet());
    return carriers.isEmpty()
        ? Mono.just(found)
        : store.loadAll(carriers).flatMap(loaded -> without(found, taken(loaded)));
  }

  private Mono<List<Loaded<Delivery>>> without(List<Loaded<Delivery>> found, Set<String> taken) {
    return Flux.fromIterable(found)
        .filter(one -> taken.contains(carrier(one)))
        .flatMap(this::wentAlong, AT_ONCE)
        .then(
            Mono.fromSupplier(
                () -> found.stream().filter(one -> !taken.contains(carrier(one))).toList()));
  }

  private static Set<String> taken(List<Loaded<Delivery>> carriers) {
    return carriers.stream()
        .filter(one ->
            one.state() instanceof HandedOff
                || one.state() instanceof Delivered
                || one.state() instanceof Confirmed)
        .map(Loaded::id)
        .collect(Collectors.toSet());
  }

  /** Empty where it goes by itself. */
  private static String carrier(Loaded<Delivery> one) {
    return one.state() instanceof Unknown unknown && unknown.carrier() != null
        ? unknown.carrier()
        : "";
  }

  private Mono<Void> wentAlong(Loaded<Delivery> one) {
    return store.update(
        one.id(),
        now ->
            now instanceof Unknown unknown && unknown.carrier() != null
                ? Optional.of(unknown.wentAlong(afterAll(unknown.carrier())))
                : Optional.empty());
  }

  private static Words afterAll(@Nullable String carrier) {
    return new Words(
        "已与消息 " + carrier + " 合并发出，该消息后确认已被接收",
        "Went out together with " + carrier + ", which turned out to be taken");
  }
}
