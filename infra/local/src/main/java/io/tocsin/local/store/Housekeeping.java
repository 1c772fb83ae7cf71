package io.tocsin.local.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the store does by itself: checkpoints, compaction, expiry, a look at the disk. */
final class Housekeeping implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final long CHECKPOINT_BYTES = 8 << 20;
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(20);
  private static final Duration EXPIRE_EVERY = Duration.ofSeconds(30);

  private final Storage storage;
  private final StoreBackend backend;
  private final DiskRoom room;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("store-housekeeping").factory());
  private Instant lastCheckpoint;
  private Instant lastExpiry;

  private Housekeeping(Storage storage, StoreBackend backend, DiskRoom room, Clock clock) {
    this.storage = storage;
    this.backend = backend;
    this.room = room;
    this.clock = clock;
    this.lastCheckpoint = clock.instant();
    this.lastExpiry = clock.instant();
  }

  static Housekeeping start(Storage storage, StoreBackend backend, DiskRoom room, Clock clock) {
    room.look();
    Housekeeping housekeeping = new Housekeeping(storage, backend, room, clock);
    var _ = housekeeping.thread.scheduleWithFixedDelay(housekeeping::round, 1, 1, TimeUnit.SECONDS);
    return housekeeping;
  }

  private void round() {
    try {
      boolean wasShort = room.isShort();
      room.look();
      if (room.isShort() && !wasShort) {
        log.error("{}", room.message());
      }
      Instant now = clock.instant();
      checkpointWhenDue(now);
      if (!room.isShort() && !now.isBefore(lastExpiry.plus(EXPIRE_EVERY))) {
        lastExpiry = now;
        backend.expire(now);
      }
    } catch (RuntimeException e) {
      log.error("The store's housekeeping failed and is tried again.", e);
    }
  }

  private void checkpointWhenDue(Instant now) {
    long bytes = storage.sinceCheckpoint();
    boolean late = bytes > 0 && !now.isBefore(lastCheckpoint.plus(CHECKPOINT_EVERY));
    if (bytes > CHECKPOINT_BYTES || late) {
      lastCheckpoint = now;
      storage.compact();
      storage.checkpoint();
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        log.warn("The store's housekeeping is still at work.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
