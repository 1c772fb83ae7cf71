package io.tocsin.notification.sending;

import io.tocsin.notification.deliveries.Queue;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Queued;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The way of thousands of messages that are made at once. As long as the provider takes more than a
 * hundred a second, they are stored as being attempted, as many with one write as have a place in
 * its window, and handed over by this process. Once it falls behind the rest queues, so that
 * everybody sees what waits and every instance takes its share of it.
 */
@Component
public final class FanOut {

  private static final int AT_ONCE = 128;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Until a few more places are free: a write for each of them would cost more than the wait. */
  private static final Duration GLANCE = Duration.ofMillis(4);

  private final Dispatch dispatch;
  private final Senders senders;
  private final Clock clock;

  FanOut(Dispatch dispatch, Senders senders, Clock clock) {
    this.dispatch = dispatch;
    this.senders = senders;
    this.clock = clock;
  }

  /**
   * Stores new deliveries; completes when each of them is on its way, queued or settled. Those that
   * are stored already stay as they are. Asks for a few at a time.
   */
  public Mono<Void> send(Flux<? extends Delivery> deliveries) {
    return Mono.defer(() -> {
      Set<Queue> slow = new HashSet<>();
      return deliveries
          .buffer(AT_ONCE)
          .concatMap(some -> go(some, slow, clock.instant().plus(PATIENCE)), 1)
          .then();
    });
  }

  /** Those that have not left by then queue, and so does all that comes after them. */
  private Mono<Void> go(List<? extends Delivery> deliveries, Set<Queue> slow, Instant until) {
    boolean late = clock.instant().isAfter(until);
    Map<String, Departure> leaving = new LinkedHashMap<>();
    List<Delivery> stored = new ArrayList<>();
    List<Delivery> later = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      Queue queue = Queue.of(delivery.message());
      if (!(delivery instanceof Queued) || !senders.channels().contains(queue.channel())) {
        stored.add(delivery);
        continue;
      }
      Departure departure =
          later.isEmpty() && !slow.contains(queue)
              ? senders.of(queue).depart(delivery).orElse(null)
              : null;
      if (departure != null && leaving.putIfAbsent(departure.id(), departure) != null) {
        departure.stay(false);
      } else if (departure != null) {
        stored.add(departure.attempting());
      } else if (late || slow.contains(queue)) {
        slow.add(queue);
        stored.add(delivery);
      } else {
        later.add(delivery);
      }
    }
    Mono<Void> rest =
        later.isEmpty()
            ? Mono.empty()
            : Mono.delay(GLANCE, Schedulers.parallel())
                .then(Mono.defer(() -> go(later, slow, until)));
    return (stored.isEmpty() ? Mono.<Void>empty() : dispatch.go(leaving, stored, null)).then(rest);
  }
}
