package io.tocsin.notification.batching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * Works on everything that came while the last batch was being worked on. An idle one takes a piece
 * at once, a busy one gathers: without a pace there is no timer, hence no latency to pay for the
 * batches.
 */
public final class Gathering<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);

  private final Queue<Piece<T>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final int most;
  private final Duration pace;
  private final BooleanSupplier gate;
  private final Function<List<Piece<T>>, Mono<Void>> work;

  /**
   * Makes one.
   *
   * @param most pieces in a batch
   * @param gate asked once for each piece before it is taken; when it says no, the rest waits for
   *     {@link #wake}
   * @param work answers every piece itself; an error answers those that it left open
   */
  public Gathering(int most, BooleanSupplier gate, Function<List<Piece<T>>, Mono<Void>> work) {
    this(most, Duration.ZERO, gate, work);
  }

  /**
   * Makes one that begins a batch no sooner than a while after the one before.
   *
   * @param most pieces in a batch
   * @param pace from the beginning of a batch to that of the next, at least
   * @param gate asked once for each piece before it is taken; when it says no, the rest waits for
   *     {@link #wake}
   * @param work answers every piece itself; an error answers those that it left open
   */
  public Gathering(
      int most, Duration pace, BooleanSupplier gate, Function<List<Piece<T>>, Mono<Void>> work) {
    this.most = most;
    this.pace = pace;
    this.gate = gate;
    this.work = work;
  }

  /** One piece of work and whoever waits for it. */
  public record Piece<T>(T value, MonoSink<Void> sink) {

    public void done() {
      sink.success();
    }

    public void failed(Throwable error) {
      sink.error(error);
    }
  }

  /** Completes when the piece is answered. */
  public Mono<Void> add(T value) {
    return Mono.create(sink -> {
      queue.add(new Piece<>(value, sink));
      wake();
    });
  }

  /** Takes on a piece again that could not be finished. */
  public void again(Piece<T> piece) {
    queue.add(piece);
    wake();
  }

  /** Looks again at what waits: the gate may be open now. */
  public void wake() {
    if (calls.getAndIncrement() == 0) {
      Schedulers.parallel().schedule(this::next);
    }
  }

  /** Whether anything waits to be taken. */
  public boolean crowded() {
    return !queue.isEmpty();
  }

  private void next() {
    int seen = calls.get();
    List<Piece<T>> pieces = take();
    if (pieces.isEmpty()) {
      if (calls.addAndGet(-seen) != 0) {
        Schedulers.parallel().schedule(this::next);
      }
      return;
    }
    long began = System.nanoTime();
    Mono.defer(() -> work.apply(pieces))
        .subscribe(
            nothing -> {},
            error -> {
              LOG.debug("A batch of {} failed", pieces.size(), error);
              pieces.forEach(p -> p.failed(error));
              nextAfter(began);
            },
            () -> nextAfter(began));
  }

  private void nextAfter(long began) {
    long rest = began + pace.toNanos() - System.nanoTime();
    var _ = Schedulers.parallel().schedule(this::next, Math.max(rest, 0), TimeUnit.NANOSECONDS);
  }

  private List<Piece<T>> take() {
    List<Piece<T>> pieces = new ArrayList<>();
    while (pieces.size() < most && !queue.isEmpty() && gate.getAsBoolean()) {
      Piece<T> piece = queue.poll();
      if (piece != null) {
        pieces.add(piece);
      }
    }
    return pieces;
  }
}
