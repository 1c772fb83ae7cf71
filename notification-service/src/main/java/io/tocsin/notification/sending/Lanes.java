package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Availability;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Route;
import io.tocsin.notification.domain.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The providers of one queue, the first choice first.
 *
 * <p>A provider that says "too fast" is waited for by bulk: pouring it over the next one is how a
 * second provider was overrun elsewhere. Pages do not wait, neither for that nor for a provider
 * whose window is full.
 */
record Lanes(Urgency urgency, List<Lane> lanes) {

  Lanes {
    lanes = List.copyOf(lanes);
  }

  /**
   * The lanes apart by whom they reach: those that reach everybody together, each that has
   * recipients of its own alone.
   */
  List<Lanes> apart() {
    List<Lanes> apart = new ArrayList<>();
    List<Lane> shared = lanes.stream().filter(l -> !l.provider().selective()).toList();
    if (!shared.isEmpty()) {
      apart.add(new Lanes(urgency, shared));
    }
    lanes.stream()
        .filter(l -> l.provider().selective())
        .forEach(own -> apart.add(new Lanes(urgency, List.of(own))));
    return apart;
  }

  /** Where the next message may go, the likeliest first; empty while all of them rest. */
  List<Lane> open(Instant now) {
    return candidates().filter(lane -> !lane.guards().resting(now)).toList();
  }

  /** When the first of them has rested; empty where one does not rest. */
  Optional<Instant> restsUntil(Instant now) {
    return open(now).isEmpty()
        ? candidates().map(lane -> lane.guards().restsUntil()).min(Comparator.naturalOrder())
        : Optional.empty();
  }

  private Stream<Lane> candidates() {
    Stream<Lane> usable = lanes.stream().filter(Lane::usable);
    return urgency == Urgency.URGENT ? usable : usable.limit(1);
  }

  /** Whether any of them could take a message. */
  boolean anyUsable() {
    return lanes.stream().anyMatch(Lane::usable);
  }

  Lane named(String provider) {
    return lanes.stream()
        .filter(lane -> lane.name().equals(provider))
        .findFirst()
        .orElse(lanes.getFirst());
  }

  Route route(Message message) {
    return new Route(
        lanes.stream().filter(l -> l.provider().carries(message)).map(Lane::name).toList());
  }

  /** Of those that carry the message; the ones that rest come behind for a page. */
  List<Availability> states(Message message, Instant now) {
    var carrying = lanes.stream().filter(l -> l.provider().carries(message));
    if (urgency == Urgency.URGENT) {
      carrying = carrying.sorted((a, b) -> Boolean.compare(resting(a, now), resting(b, now)));
    }
    return carrying.map(Lane::availability).toList();
  }

  private static boolean resting(Lane lane, Instant now) {
    return lane.guards().resting(now);
  }
}
