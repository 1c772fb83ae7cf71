package io.tocsin.kit.kafka;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets those of this process who keep records of what others do work one after the other in a
 * storm: each of them alone is modest, all of them together take much of the processors away from
 * those who page people.
 */
final class Followers {

  /** One that hangs, as in an outage of the store, holds up nobody for longer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

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
    return new Followers(system::getCpuLoad);
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
