package io.tocsin.notification.sending;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * New messages that are stored as being attempted and stand in line for a place in their provider's
 * window: while they are written the window is used by those before them. No more than the provider
 * has lately answered in the time for which they may stand, and so few that a crash leaves little
 * in doubt; who has stood for too long goes back to where it can be sent another way.
 */
final class Lineup<T> {

  /** As many as leave in the time of a write where the provider is quick. */
  static final int LONGEST = 128;

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration GLANCE = Duration.ofMillis(1);

  private final Lane lane;
  private final BooleanSupplier open;
  private final Consumer<T> handOver;
  private final Consumer<T> turnBack;
  private final Clock clock;
  private final Executor threads;
  private final AtomicInteger standing = new AtomicInteger();
  private final Lately answers = new Lately(PATIENCE);
  private final Queue<Standing<T>> line = new ConcurrentLinkedQueue<>();
  private final AtomicInteger working = new AtomicInteger();

  /**
   * Makes one.
   *
   * @param open whether anything is handed over now
   * @param handOver asks the provider, and gives the place in its window back; may block
   * @param turnBack for one that surely was not handed over
   */
  Lineup(
      Lane lane,
      BooleanSupplier open,
      Consumer<T> handOver,
      Consumer<T> turnBack,
      Clock clock,
      Executor threads) {
    this.lane = lane;
    this.open = open;
    this.handOver = handOver;
    this.turnBack = turnBack;
    this.clock = clock;
    this.threads = threads;
  }

  private record Standing<T>(T message, Instant until) {}

  /** Keeps room for one; then {@link #add} or {@link #forgo} must follow. */
  boolean reserve() {
    int longest = Math.min(LONGEST, answers.count(clock.instant()));
    if (standing.incrementAndGet() <= longest) {
      return true;
    }
    standing.decrementAndGet();
    return false;
  }

  /** Whether the longest line leaves within a second. */
  boolean quick() {
    return answers.count(clock.instant()) >= LONGEST;
  }

  void forgo() {
    standing.decrementAndGet();
  }

  /** The provider has answered, to whomever. */
  void answered(Instant at) {
    answers.add(at);
  }

  /** One that is stored. */
  void add(T message) {
    line.add(new Standing<>(message, clock.instant().plus(PATIENCE)));
    hire();
  }

  private void hire() {
    int most = Math.min(lane.guards().places(), standing.get());
    for (int now = working.get(); now < most && !line.isEmpty(); now = working.get()) {
      if (working.compareAndSet(now, now + 1)) {
        threads.execute(this::work);
      }
    }
  }

  private void work() {
    try {
      for (Standing<T> next = line.poll(); next != null; next = line.poll()) {
        boolean entered = entered(next.until());
        standing.decrementAndGet();
        (entered ? handOver : turnBack).accept(next.message());
      }
    } finally {
      working.decrementAndGet();
      // One may have come between the look and the leave.
      hire();
    }
  }

  private boolean entered(Instant until) {
    for (Instant now = clock.instant(); now.isBefore(until); now = clock.instant()) {
      if (open.getAsBoolean() && lane.enter(now)) {
        return true;
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return false;
  }
}
