package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Availability;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Route;
import io.tocsin.notification.domain.Urgency;
import java.time.Instant;
import java.util.List;

/**
 * The providers of one queue, the first choice first.
 *
 * <p>A provider that says "too fast" is waited for by bulk: pouring it over the next one is how a
 * second provider was overrun elsewhere. Pages do not wait.
 */
record Lanes(Urgency urgency, List<Lane> lanes) {

  Lanes {
    if (lanes.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one provider, but got none");
    }
    lanes = List.copyOf(lanes);
  }

  /** Where the next message most likely goes. */
  Lane preferred(Instant now) {
    if (urgency == Urgency.URGENT) {
      for (Lane lane : lanes) {
        if (lane.ready(now)) {
          return lane;
        }
      }
    }
    for (Lane lane : lanes) {
      if (lane.usable()) {
        return lane;
      }
    }
    return lanes.getFirst();
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
