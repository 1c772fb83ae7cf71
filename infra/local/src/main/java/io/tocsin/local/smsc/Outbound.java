package io.tocsin.local.smsc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.session.SMPPServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the centre delivers to whoever is bound to receive: receipts and replies. While nobody is
 * bound it waits; a delivery that is not answered is offered again, as a real centre does.
 */
final class Outbound implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Outbound.class);
  private static final int WINDOW = 48;
  private static final int CAPACITY = 50_000;
  private static final int OFFERS = 10;
  private static final Duration NEXT_OFFER = Duration.ofMillis(500);

  private final DelayQueue<Waiting> queue = new DelayQueue<>();
  private final List<SMPPServerSession> receivers = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final List<Thread> workers;

  Outbound() {
    workers =
        java.util.stream.IntStream.range(0, WINDOW)
            .mapToObj(i -> Thread.ofVirtual().name("smsc-outbound-" + i).start(this::work))
            .toList();
  }

  /** One deliver_sm on a session; blocks until the client has answered it. */
  @FunctionalInterface
  interface Delivery {
    void to(SMPPServerSession session) throws Exception;
  }

  void bound(SMPPServerSession session) {
    receivers.add(session);
  }

  void gone(SMPPServerSession session) {
    receivers.remove(session);
  }

  boolean anybodyBound() {
    return !receivers.isEmpty();
  }

  void offer(Delivery delivery, Duration delay) {
    if (queue.size() >= CAPACITY) {
      log.warn("Dropped a receipt: {} are waiting and nobody takes them", CAPACITY);
      return;
    }
    queue.add(new Waiting(delivery, 1, System.nanoTime() + delay.toNanos()));
  }

  private void work() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        attempt(queue.take());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void attempt(Waiting waiting) throws InterruptedException {
    List<SMPPServerSession> bound = List.copyOf(receivers);
    if (!bound.isEmpty()) {
      try {
        waiting.delivery().to(bound.get(Math.floorMod(turn.getAndIncrement(), bound.size())));
        return;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        log.debug(
            "A delivery was not answered, offered {} times: {}", waiting.offers(), e.toString());
      }
      if (waiting.offers() >= OFFERS) {
        log.warn("Gave a delivery up after {} offers", OFFERS);
        return;
      }
    }
    int offers = bound.isEmpty() ? waiting.offers() : waiting.offers() + 1;
    queue.add(new Waiting(waiting.delivery(), offers, System.nanoTime() + NEXT_OFFER.toNanos()));
  }

  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
  }

  private record Waiting(Delivery delivery, int offers, long dueNanos) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(dueNanos, ((Waiting) other).dueNanos);
    }
  }
}
