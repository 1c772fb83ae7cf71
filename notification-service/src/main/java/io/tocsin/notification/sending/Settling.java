package io.tocsin.notification.sending;

import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Awaiting;
import io.tocsin.notification.domain.Delivery.Delivered;
import io.tocsin.notification.domain.Delivery.FailedPermanently;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Delivery.Unanswered;
import io.tocsin.notification.domain.Needless;
import io.tocsin.notification.domain.Words;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives the messages of waves documents of their own, in the state that they have reached. Killed
 * in the middle it is done again from the notes of the wave; a delivery that stands already stays
 * as it is.
 */
@Component
class Settling {

  private static final int WAVES_AT_ONCE = 6;
  private static final int AT_ONCE = 16;

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

  /** One that this process has begun; completes when it is done. */
  Mono<Void> settle(Wave wave) {
    return intake.add(wave);
  }

  /**
   * One that somebody else has stored, who may be alive: all of it may have left, or may leave yet.
   * Completes when it is done, or was.
   */
  Mono<Void> takeOver(String id, WaveDocument.Reading reading) {
    return store
        .settling(List.of(id))
        .then(Mono.defer(() -> store.open(id, reading)))
        .flatMap(this::settle);
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
        .retryWhen(Stubborn.RETRY)
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
            id ->
                deliveries.update(
                    id,
                    now -> further(now, Objects.requireNonNull(known.get(id)), clock.instant())),
            AT_ONCE)
        .then();
  }

  /**
   * What a delivery becomes by what is known here: an attempt by its answer, one that was handed
   * off by its receipt. Empty where nothing more is known, or where it has gone on since.
   */
  static Optional<Delivery> further(Delivery now, Delivery known, Instant at) {
    boolean told = known instanceof Delivered || known instanceof FailedPermanently;
    if (now instanceof HandedOff) {
      return told ? Optional.of(known) : Optional.empty();
    }
    boolean answered = !(known instanceof Queued || known instanceof Attempting);
    if (!answered || !(now instanceof Unanswered open) || open.attempt() != 1) {
      return Optional.empty();
    }
    Words needless = open.needless();
    return needless == null
        ? Optional.of(known).filter(delivery -> !delivery.equals(now))
        : new Needless(needless, at).stopped(known).or(() -> Optional.of(known));
  }

  private static List<String> awaited(List<Delivery> all) {
    return all.stream()
        .filter(Awaiting.class::isInstance)
        .flatMap(delivery -> ((Awaiting) delivery).receipts().stream())
        .toList();
  }
}
