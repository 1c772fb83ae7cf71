package io.tocsin.kit.time;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * UUIDs of version 7 (RFC 9562): milliseconds, then a counter of 12 bits so that ids of one process
 * keep their order, then random bits. More than 4,096 in a millisecond borrow from the next.
 */
final class TimeOrderedIds implements Ids {

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong last = new AtomicLong();

  TimeOrderedIds(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String next() {
    long now = clock.millis() << 12;
    long stamp = last.updateAndGet(previous -> Math.max(now, previous + 1));
    long high = ((stamp >>> 12) << 16) | 0x7000L | (stamp & 0xfffL);
    long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
