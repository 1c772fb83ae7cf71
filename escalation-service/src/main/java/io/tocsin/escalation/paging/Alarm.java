package io.tocsin.escalation.paging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;

/**
 * Rings at the earliest time that was asked for since it rang last. A timer that an earlier one has
 * overtaken rings for nobody: whoever answers sets the next one, so each that was heard in vain
 * would go on for good.
 */
final class Alarm {

  private final Clock clock;
  private final Duration atMost;
  private final BiConsumer<Runnable, Duration> timers;
  private final Runnable ring;
  private Instant time = Instant.MAX;
  private long latest;

  /**
   * Makes one that is not set.
   *
   * @param atMost so long it waits, however late the time
   * @param timers runs something after a while
   */
  Alarm(Clock clock, Duration atMost, BiConsumer<Runnable, Duration> timers, Runnable ring) {
    this.clock = clock;
    this.atMost = atMost;
    this.timers = timers;
    this.ring = ring;
  }

  /** Sets it, unless it is set for an earlier time already. */
  synchronized void expect(Instant asked) {
    if (asked.isBefore(time)) {
      time = asked;
      long timer = ++latest;
      Duration pause = Duration.between(clock.instant(), asked);
      timers.accept(() -> rung(timer), shorter(pause.isNegative() ? Duration.ZERO : pause));
    }
  }

  private Duration shorter(Duration pause) {
    return pause.compareTo(atMost) > 0 ? atMost : pause;
  }

  private void rung(long timer) {
    synchronized (this) {
      if (timer != latest) {
        return;
      }
      time = Instant.MAX;
    }
    ring.run();
  }
}
