package io.tocsin.notification.sending;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * While pages go out, what is done for notices takes turns, and rests after each for longer than it
 * took: the processors, the store and the providers are the pages'.
 */
final class GivingWay {

  /** So many times what a turn took. */
  private static final int REST = 4;

  private static final Duration LONGEST_REST = Duration.ofMillis(500);

  private final BooleanSupplier pagesGoOut;
  private final Clock clock;
  private final AtomicReference<Instant> restUntil = new AtomicReference<>(Instant.MIN);

  GivingWay(BooleanSupplier pagesGoOut, Clock clock) {
    this.pagesGoOut = pagesGoOut;
    this.clock = clock;
  }

  /** Does it now, or after the rest where pages go out. */
  <T> Mono<T> turn(Supplier<Mono<T>> work) {
    return Mono.defer(() -> {
      Duration rest = rest(clock.instant());
      return rest.isZero() ? timed(work) : Mono.delay(rest).then(Mono.defer(() -> timed(work)));
    });
  }

  private <T> Mono<T> timed(Supplier<Mono<T>> work) {
    Instant began = clock.instant();
    return work.get().doFinally(signal -> took(began, clock.instant()));
  }

  /** How long a turn that would begin now has to wait. */
  Duration rest(Instant now) {
    Instant until = restUntil.get();
    return until.isAfter(now) && pagesGoOut.getAsBoolean()
        ? Duration.between(now, until)
        : Duration.ZERO;
  }

  /** A turn is over. */
  void took(Instant began, Instant now) {
    Duration rest = Duration.between(began, now).multipliedBy(REST);
    Instant until = now.plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    restUntil.accumulateAndGet(until, (a, b) -> a.isAfter(b) ? a : b);
  }
}
