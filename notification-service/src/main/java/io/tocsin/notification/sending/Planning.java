package io.tocsin.notification.sending;

import io.tocsin.kit.store.Loaded;
import io.tocsin.notification.domain.Availability;
import io.tocsin.notification.domain.Availability.Available;
import io.tocsin.notification.domain.Availability.Unavailable;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Waiting;
import io.tocsin.notification.domain.NextStep;
import io.tocsin.notification.domain.NextStep.HandOff;
import io.tocsin.notification.domain.NextStep.Settle;
import io.tocsin.notification.domain.Route;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.sending.Gate.Passed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of the messages that passed a gate: handed over by which provider, settled
 * or put off. Each brings a place in a window; a plan to hand over keeps one, all else gives it
 * back.
 */
final class Planning {

  private static final Logger LOG = LoggerFactory.getLogger(Planning.class);

  private final Urgency urgency;
  private final Lanes lanes;
  private final SendingProperties properties;
  private final Clock clock;

  /**
   * Attempts that may be stored but whose hand-off surely was not made: the write's answer failed.
   */
  private final Map<String, Attempting> abandoned;

  Planning(
      Lanes lanes, SendingProperties properties, Clock clock, Map<String, Attempting> abandoned) {
    this.urgency = lanes.urgency();
    this.lanes = lanes;
    this.properties = properties;
    this.clock = clock;
    this.abandoned = abandoned;
  }

  /**
   * What to do with one; null where it comes again in a moment. One that cannot be decided about is
   * its own record's fault, and keeps no place.
   */
  @Nullable Plan planned(Loaded<Delivery> loaded, Passed passed) {
    try {
      return plan(loaded, passed);
    } catch (RuntimeException e) {
      passed.place().leave();
      passed.piece().failed(e);
      return null;
    }
  }

  /** Null where the provider it has to go to has no room: it comes again in a moment. */
  private @Nullable Plan plan(Loaded<Delivery> loaded, Passed passed) {
    Delivery delivery = loaded.state();
    if (delivery == null) {
      throw new IllegalStateException(
          "Expected delivery " + loaded.id() + " in the store, but it is not there");
    }
    if (delivery instanceof Attempting mine && mine.equals(abandoned.get(loaded.id()))) {
      return again(loaded, mine, passed);
    }
    if (delivery instanceof Waiting waiting
        && lanes.route(delivery.message()).exhaustedFor(delivery)) {
      return settled(loaded, nobodyLeft(waiting), passed);
    }
    return chosen(loaded, delivery, passed);
  }

  /** A page takes the next provider where the first one's window is full; bulk waits for it. */
  private @Nullable Plan chosen(Loaded<Delivery> loaded, Delivery delivery, Passed passed) {
    Instant now = clock.instant();
    List<Availability> states = new ArrayList<>(lanes.states(delivery.message(), now));
    while (true) {
      Availability choice = Route.choice(delivery, states);
      NextStep step =
          NextStep.of(delivery, now, choice, properties.answerWithin(), properties.backoff());
      if (!(step instanceof HandOff) || !(choice instanceof Available available)) {
        return settled(loaded, step, passed);
      }
      Lane lane = lanes.named(available.provider());
      if (!lane.guards().permitted()) {
        states.replaceAll(s -> s.equals(choice) ? new Unavailable(lane.name(), Lane.BROKEN) : s);
        continue;
      }
      if (moved(passed, lane)) {
        return new Plan(loaded, step, lane, passed);
      }
      lane.guards().forgo();
      states.replaceAll(s -> s.equals(choice) ? new Unavailable(lane.name(), Lane.FULL) : s);
      if (urgency == Urgency.BULK || !(Route.choice(delivery, states) instanceof Available)) {
        return later(passed);
      }
    }
  }

  /** Written down before, and surely not handed over. */
  private @Nullable Plan again(Loaded<Delivery> loaded, Attempting mine, Passed passed) {
    Instant now = clock.instant();
    if (!now.isBefore(mine.answerBy()) || !now.isBefore(mine.message().notAfter())) {
      // Others may call it UNKNOWN by now, and so it may not leave as if it were this one's alone.
      Words reason = new Words("已登记但确未交付，重新发送", "Written down but surely not handed over");
      return settled(
          loaded, new Settle(mine.failTemporarily(now, reason, reason.en()), reason), passed);
    }
    Lane lane = lanes.named(mine.attempts().getLast().provider());
    return moved(passed, lane)
        ? new Plan(loaded, new HandOff(mine, new Words("续发", "Written down before")), lane, passed)
        : later(passed);
  }

  private static Plan settled(Loaded<Delivery> loaded, NextStep step, Passed passed) {
    LOG.debug("{}: {} because {}", loaded.id(), step.getClass().getSimpleName(), step.reason());
    passed.place().leave();
    return new Plan(loaded, step, null, passed);
  }

  private static @Nullable Plan later(Passed passed) {
    passed.place().leave();
    passed.comesAgain();
    return null;
  }

  private static NextStep nobodyLeft(Waiting waiting) {
    Words reason =
        new Words(
            "没有服务商能向 " + waiting.message().recipient().address() + " 发送",
            "No provider reaches " + waiting.message().recipient().address());
    return new Settle(waiting.refuse(reason), reason);
  }

  /** Whether it has a place there; the one it came with is given back for it. */
  private boolean moved(Passed passed, Lane lane) {
    if (passed.place().with(lane)) {
      return true;
    }
    if (lane.guards().resting(clock.instant()) || !lane.guards().enter()) {
      return false;
    }
    passed.place().leave();
    return true;
  }
}
