package io.tocsin.notification.sending;

import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.deliveries.Queue;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Urgency;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The way of urgent messages from the pen to the provider. One that finds a provider with room, or
 * in the short line before it, is stored as being attempted and handed over by this process; all
 * others queue. Killed between the two, the attempt stands without an answer, as it does when a
 * sender is killed: what nobody can know is told as UNKNOWN and followed up, and is not sent twice.
 */
@Component
public final class Dispatch {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

  private static final Duration GLANCE = Duration.ofMillis(20);

  private final DeliveryStore store;
  private final Senders senders;
  private final Clock clock;

  Dispatch(DeliveryStore store, Senders senders, Clock clock) {
    this.store = store;
    this.senders = senders;
    this.clock = clock;
  }

  /**
   * Stores new deliveries; completes when each of them is on its way or queued. Those that are
   * stored already stay as they are.
   *
   * <p>One that finds no room waits for it as long as the provider goes on answering, and a moment
   * at most: queueing costs its way and the store three times what leaving does.
   *
   * @param cause the id of the record that led to them, if one did
   */
  public Mono<Void> send(List<? extends Delivery> deliveries, @Nullable String cause) {
    return Mono.defer(() -> send(deliveries, cause, clock.instant()));
  }

  private Mono<Void> send(
      List<? extends Delivery> deliveries, @Nullable String cause, Instant since) {
    Duration waited = Duration.between(since, clock.instant());
    Map<String, Departure> leaving = new LinkedHashMap<>();
    List<Delivery> stored = new ArrayList<>();
    List<Delivery> later = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      Departure departure = departure(delivery);
      if (departure == null && waitsFor(delivery, waited)) {
        later.add(delivery);
        continue;
      }
      if (departure != null && leaving.putIfAbsent(departure.id(), departure) != null) {
        departure.stay(false);
        continue;
      }
      stored.add(departure == null ? delivery : departure.attempting());
    }
    Mono<Void> now =
        stored.isEmpty()
            ? Mono.empty()
            : go(leaving, stored, cause).doOnSuccess(done -> wake(stored));
    return later.isEmpty()
        ? now
        : now.then(Mono.delay(GLANCE, Schedulers.parallel()))
            .then(Mono.defer(() -> send(later, cause, since)));
  }

  /**
   * Stores new deliveries, then hands over those of them that leave.
   *
   * @param leaving by their ids; their attempts are among those that are stored
   */
  Mono<Void> go(
      Map<String, Departure> leaving, List<? extends Delivery> stored, @Nullable String cause) {
    return store
        .add(stored, cause)
        .doOnCancel(() -> leaving.values().forEach(d -> d.stay(true)))
        .doOnError(e -> leaving.values().forEach(d -> d.stay(true)))
        .flatMap(before -> leave(leaving, before));
  }

  /** What waits in the store alone: no record on a topic says to its sender that it is there. */
  private void wake(List<Delivery> stored) {
    Map<Queue, List<Message>> waiting =
        stored.stream()
            .filter(d -> d instanceof Queued && !d.message().channel().travels())
            .filter(d -> senders.channels().contains(d.message().channel()))
            .collect(
                Collectors.groupingBy(
                    d -> Queue.of(d.message()),
                    Collectors.mapping(Delivery::message, Collectors.toList())));
    waiting.forEach((queue, messages) ->
        senders
            .of(queue)
            .accept(messages)
            .subscribe(
                done -> {},
                e -> LOG.debug("{} of {} wait: {}", messages.size(), queue, e.toString())));
  }

  private @Nullable Departure departure(Delivery delivery) {
    return leavesAtOnce(delivery)
        ? senders.of(Queue.of(delivery.message())).depart(delivery).orElse(null)
        : null;
  }

  private boolean waitsFor(Delivery delivery, Duration waited) {
    if (!leavesAtOnce(delivery)) {
      return false;
    }
    Sender sender = senders.of(Queue.of(delivery.message()));
    return sender.flows() && waited.compareTo(sender.patience()) < 0;
  }

  private boolean leavesAtOnce(Delivery delivery) {
    Message message = delivery.message();
    return delivery instanceof Queued
        && message.urgency() == Urgency.URGENT
        && senders.channels().contains(message.channel());
  }

  /** What was stored before goes the usual way: its state says whether anything is left to do. */
  private Mono<Void> leave(Map<String, Departure> leaving, Set<String> before) {
    List<Departure> again = new ArrayList<>();
    leaving.forEach((id, departure) -> {
      if (before.contains(id)) {
        departure.stay(false);
        again.add(departure);
      } else {
        departure.leave();
      }
    });
    return Flux.fromIterable(again)
        .flatMap(d -> d.sender().accept(List.of(d.attempting().message())))
        .then();
  }
}
