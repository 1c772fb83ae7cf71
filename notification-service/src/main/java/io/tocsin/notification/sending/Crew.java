package io.tocsin.notification.sending;

import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Hands over the messages of waves to one provider, as many side by side as its window holds. */
final class Crew {

  private static final Duration GLANCE = Duration.ofMillis(1);

  private final Lane lane;
  private final HandOver handOver;
  private final BooleanSupplier open;
  private final Clock clock;
  private final Executor threads;
  private final Queue<Errand> errands = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();

  /**
   * Makes one.
   *
   * @param open whether anything is handed over now
   */
  Crew(Lane lane, HandOver handOver, BooleanSupplier open, Clock clock, Executor threads) {
    this.lane = lane;
    this.handOver = handOver;
    this.open = open;
    this.clock = clock;
    this.threads = threads;
  }

  /** Asks the provider and has its answer written down; gives the place in the window back. */
  @FunctionalInterface
  interface HandOver {
    void handOver(Wave wave, int row, Lane lane);
  }

  /** One wave on its way. */
  private static final class Run {
    private final Wave wave;
    private final AtomicInteger toGo;
    private final Sinks.Empty<Void> gone = Sinks.empty();
    private volatile boolean over;

    Run(Wave wave) {
      this.wave = wave;
      this.toGo = new AtomicInteger(wave.size());
    }

    void oneLeft() {
      if (toGo.decrementAndGet() == 0) {
        gone.tryEmitEmpty();
      }
    }
  }

  private record Errand(Run run, int row) {}

  /**
   * Hands over a wave that is stored.
   *
   * @param patience what has not left by then does not leave with the wave
   * @return whether all of it has left
   */
  Mono<Boolean> send(Wave wave, Duration patience) {
    return Mono.defer(() -> {
      Run run = new Run(wave);
      for (int row = 0; row < wave.size(); row++) {
        errands.add(new Errand(run, row));
      }
      waiting.addAndGet(wave.size());
      hire();
      return Mono.firstWithSignal(run.gone.asMono(), Mono.delay(patience).then())
          .doFinally(signal -> run.over = true)
          .then(Mono.fromSupplier(() -> run.toGo.get() == 0));
    });
  }

  private void hire() {
    int most = Math.min(lane.guards().places(), waiting.get());
    for (int now = working.get(); now < most; now = working.get()) {
      if (working.compareAndSet(now, now + 1)) {
        threads.execute(this::work);
      }
    }
  }

  private void work() {
    try {
      for (Errand next = errands.poll(); next != null; next = errands.poll()) {
        waiting.decrementAndGet();
        carryOut(next);
      }
    } finally {
      working.decrementAndGet();
      // One may have come between the look and the leave.
      hire();
    }
  }

  private void carryOut(Errand errand) {
    Run run = errand.run();
    if (!entered(run)) {
      return;
    }
    if (!run.wave.leaves(errand.row())) {
      lane.leave();
      return;
    }
    run.oneLeft();
    handOver.handOver(run.wave, errand.row(), lane);
  }

  /** Waits for a place in the provider's window; false where the wave's time is over before. */
  private boolean entered(Run run) {
    while (!run.over) {
      if (open.getAsBoolean() && lane.enter(clock.instant())) {
        return true;
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return false;
  }
}
