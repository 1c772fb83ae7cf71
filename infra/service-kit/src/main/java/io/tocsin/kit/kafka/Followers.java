package io.tocsin.kit.kafka;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lets those of this process who keep records of what others do begin later in a storm, and work
 * one after the other: each of them alone is modest, all of them together take much of the
 * processors away from those who page people.
 */
final class Followers {

  /** One that hangs, as in an outage of the store, holds up nobody for longer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  /**
   * So old may a record get before it is kept, while the processors are busy: most storms are over
   * by then, and the watchdog waits for nearly four times as long before it speaks.
   */
  static final Duration LONGEST_BEHIND = Duration.ofSeconds(8);

  private static final Duration LOOK = Duration.ofMillis(250);

  /** From this share of the processors on, others have to wait for them. */
  private static final double BUSY = 0.75;

  private final Semaphore turn = new Semaphore(1, true);
  private final DoubleSupplier load;

  /**
   * Makes one.
   *
   * @param load the share of the processors that is in use, below zero where it is not known
   */
  Followers(DoubleSupplier load) {
    this.load = load;
  }

  static Followers ofThisMachine() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Followers(new Sampled(system::getCpuLoad));
  }

  /** The share is that since it was last asked for, and a moment is no measure. */
  private static final class Sampled implements DoubleSupplier {

    private final DoubleSupplier load;
    private long lookedAt = System.nanoTime() - LOOK.toNanos();
    private double seen;

    Sampled(DoubleSupplier load) {
      this.load = load;
    }

    @Override
    public synchronized double getAsDouble() {
      long now = System.nanoTime();
      if (now - lookedAt >= LOOK.toNanos() / 2) {
        seen = load.getAsDouble();
        lookedAt = now;
      }
      return seen;
    }
  }

  /** Waits for its turn; {@link Turn#close} ends it. Blocks the listener's thread. */
  Turn turn() {
    try {
      return new Turn(
          turn.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS) ? turn : null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Turn.NONE;
    }
  }

  /** Completes when others have less to do, or when records of that age can wait no longer. */
  Mono<Void> quiet(Duration age) {
    Duration left = LONGEST_BEHIND.minus(age);
    if (!left.isPositive() || !busy()) {
      return Mono.empty();
    }
    // A clock that is behind the writer's makes nobody wait for longer.
    long looks = Math.min(left.toMillis(), LONGEST_BEHIND.toMillis()) / LOOK.toMillis() + 1;
    return Flux.interval(LOOK, Schedulers.parallel()).take(looks).takeUntil(look -> !busy()).then();
  }

  /** Whether a rest would be of use to anybody. */
  boolean busy() {
    double now = load.getAsDouble();
    return now < 0 || now >= BUSY;
  }

  /** Somebody's turn, or leave to work without one. */
  record Turn(@Nullable Semaphore held) implements AutoCloseable {

    static final Turn NONE = new Turn(null);

    @Override
    public void close() {
      if (held != null) {
        held.release();
      }
    }
  }
}
