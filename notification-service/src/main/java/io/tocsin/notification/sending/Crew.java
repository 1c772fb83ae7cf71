package io.tocsin.notification.sending;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Hands over the messages of waves to one provider, as many side by side as its window holds. Rows
 * are begun in the store a few ahead of those who hand them over: enough that nobody waits for the
 * write, and few enough that a crash leaves little in doubt.
 */
final class Crew {

  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

  /** Rows begun with one write. */
  static final int CHUNK = 64;

  /** With fewer rows in stock the next ones are begun. */
  private static final int LOW = 48;

  private static final Duration GLANCE = Duration.ofMillis(1);

  private final Lane lane;
  private final WaveStore store;
  private final HandOver handOver;
  private final BooleanSupplier open;
  private final Clock clock;
  private final Executor threads;
  private final Queue<Errand> errands = new ConcurrentLinkedQueue<>();
  private final AtomicInteger stock = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Run> waiting = new ArrayDeque<>();
  private boolean beginning;

  /**
   * Makes one.
   *
   * @param open whether anything is handed over now
   */
  Crew(
      Lane lane,
      WaveStore store,
      HandOver handOver,
      BooleanSupplier open,
      Clock clock,
      Executor threads) {
    this.lane = lane;
    this.store = store;
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
   * Hands a wave over that is stored; its first rows may be begun already.
   *
   * @param patience what has not left by then does not leave with the wave
   * @return whether all of it has left
   */
  Mono<Boolean> send(Wave wave, Duration patience) {
    return Mono.defer(() -> {
      Run run = new Run(wave);
      stock(run, 0, wave.begun());
      lock.lock();
      try {
        waiting.add(run);
      } finally {
        lock.unlock();
      }
      restock();
      return Mono.firstWithSignal(run.gone.asMono(), Mono.delay(patience).then())
          .doFinally(signal -> run.over = true)
          .then(Mono.fromSupplier(() -> run.toGo.get() == 0));
    });
  }

  /** Whether it would have to wait for the next rows to be begun. */
  boolean low() {
    return stock.get() <= LOW;
  }

  private void stock(Run run, int from, int upTo) {
    for (int row = from; row < upTo; row++) {
      errands.add(new Errand(run, row));
    }
    stock.addAndGet(upTo - from);
    hire();
  }

  /** Begins the next rows where few are left. */
  private void restock() {
    if (!low()) {
      return;
    }
    Run next = toBegin();
    if (next == null) {
      return;
    }
    int from = next.wave.begun();
    int upTo = Math.min(next.wave.size(), from + CHUNK);
    store
        .begin(next.wave.id(), upTo)
        .subscribe(
            allowed -> {
              if (allowed) {
                next.wave.begin(upTo);
                stock(next, from, upTo);
              } else {
                next.over = true;
              }
              began();
            },
            e -> {
              LOG.warn("Wave {} goes no further: {}", next.wave.id(), e.toString());
              next.over = true;
              began();
            });
  }

  /**
   * The first wave that has rows to begin, where nobody begins any; then {@link #began} follows.
   */
  private @Nullable Run toBegin() {
    lock.lock();
    try {
      if (beginning) {
        return null;
      }
      while (!waiting.isEmpty()) {
        Run run = waiting.element();
        if (!run.over && run.wave.begun() < run.wave.size()) {
          beginning = true;
          return run;
        }
        waiting.remove();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void began() {
    lock.lock();
    try {
      beginning = false;
    } finally {
      lock.unlock();
    }
    restock();
  }

  private void hire() {
    int most = Math.min(lane.guards().places(), stock.get());
    for (int now = working.get(); now < most; now = working.get()) {
      if (working.compareAndSet(now, now + 1)) {
        threads.execute(this::work);
      }
    }
  }

  private void work() {
    Errand errand = errands.poll();
    while (errand != null) {
      if (stock.decrementAndGet() <= LOW) {
        restock();
      }
      carryOut(errand);
      errand = errands.poll();
    }
    working.decrementAndGet();
    // One may have come between the look and the leave.
    hire();
  }

  private void carryOut(Errand errand) {
    Run run = errand.run();
    if (!entered(run)) {
      return;
    }
    if (!run.wave.leaves(errand.row())) {
      lane.guards().forgo();
      lane.guards().leave();
      return;
    }
    run.oneLeft();
    handOver.handOver(run.wave, errand.row(), lane);
  }

  /** Waits for a place in the provider's window; false where the wave's time is over before. */
  private boolean entered(Run run) {
    while (!run.over) {
      if (open.getAsBoolean() && lane.ready(clock.instant()) && lane.guards().enter()) {
        if (lane.guards().permitted()) {
          return true;
        }
        lane.guards().leave();
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return false;
  }
}
