package io.tocsin.notification.sending;

import io.tocsin.kit.kafka.TransientErrors;
import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Awaiting;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Unanswered;
import io.tocsin.notification.domain.Delivery.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Gives the messages of waves documents of their own, in the state that they have reached. Killed
 * in the middle it is done again from the notes of the wave; a delivery that stands already stays
 * as it is.
 */
@Component
class Settling {

  private static final int WAVES_AT_ONCE = 3;
  private static final int AT_ONCE = 16;
  private static final Retry STUBBORN =
      Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
          .maxBackoff(Duration.ofSeconds(2))
          .filter(TransientErrors::isTransient);

  private final Waves waves;
  private final WaveStore store;
  private final DeliveryStore deliveries;
  private final Receipts receipts;
  private final GivingWay giveWay;
  private final Clock clock;
  private final Gathering<Wave> intake =
      new Gathering<>(WAVES_AT_ONCE, () -> true, this::settleInTurn);

  Settling(
      Waves waves,
      WaveStore store,
      DeliveryStore deliveries,
      Receipts receipts,
      GivingWay giveWay,
      Clock clock) {
    this.waves = waves;
    this.store = store;
    this.deliveries = deliveries;
    this.receipts = receipts;
    this.giveWay = giveWay;
    this.clock = clock;
  }

  /** Completes when it is done. */
  Mono<Void> settle(Wave wave) {
    return intake.add(wave);
  }

  private Mono<Void> settleInTurn(List<Piece<Wave>> pieces) {
    return giveWay.turn(() -> settleAll(pieces));
  }

  private Mono<Void> settleAll(List<Piece<Wave>> pieces) {
    List<Delivery> all = new ArrayList<>();
    pieces.forEach(piece -> all.addAll(piece.value().close()));
    return store
        .settling(pieces.stream().map(piece -> piece.value().id()).toList())
        .then(Mono.defer(() -> deliveries.add(all, null)))
        .flatMap(before -> catchUp(all, before))
        .then(Mono.defer(() -> receipts.applyEarly(awaited(all))))
        .thenMany(Flux.fromIterable(pieces))
        .flatMap(piece -> store.settled(piece.value().id(), clock.instant()))
        .then()
        .retryWhen(STUBBORN)
        .doOnSuccess(done ->
            pieces.forEach(piece -> {
              waves.gone(piece.value());
              piece.value().settled();
              piece.done();
            }));
  }

  /** One that somebody who took this process for dead had settled as an attempt. */
  private Mono<Void> catchUp(List<Delivery> all, Set<String> before) {
    if (before.isEmpty()) {
      return Mono.empty();
    }
    Map<String, Delivery> known = new HashMap<>();
    all.forEach(delivery -> known.put(delivery.id(), delivery));
    return Flux.fromIterable(before)
        .flatMap(
            id -> deliveries.update(id, now -> further(now, Optional.ofNullable(known.get(id)))),
            AT_ONCE)
        .then();
  }

  private static Optional<Delivery> further(Delivery now, Optional<Delivery> known) {
    return known
        .filter(delivery -> !(delivery instanceof Waiting) && !delivery.equals(now))
        .filter(delivery ->
            (now instanceof Unanswered open && open.attempt() == 1)
                || (now instanceof HandedOff && !(delivery instanceof Attempting)));
  }

  private static List<String> awaited(List<Delivery> all) {
    return all.stream()
        .filter(Awaiting.class::isInstance)
        .flatMap(delivery -> ((Awaiting) delivery).receipts().stream())
        .toList();
  }
}
