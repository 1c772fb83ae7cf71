package io.tocsin.local.store;

import io.tocsin.local.store.CheckpointTimes.Due;
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

  private final Storage storage;
  private final StoreBackend backend;
  private final DiskRoom room;
  private final Clock clock;
  private final Pace pace;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("store-housekeeping").factory());
  private final CheckpointTimes times;
  private Instant lastExpiry;

  private Housekeeping(
      Storage storage, StoreBackend backend, DiskRoom room, Clock clock, Pace pace) {
    this.storage = storage;
    this.backend = backend;
    this.room = room;
    this.clock = clock;
    this.pace = pace;
    this.lastExpiry = clock.instant();
    this.times = new CheckpointTimes(pace.checkpointBytes(), pace.checkpointEvery(), lastExpiry);
  }

  /**
   * @param round between two looks at what is due
   * @param checkpointBytes of journal make a checkpoint due in any case: what a restart has to read
   * @param checkpointEvery makes one due when there is less, and no burst
   */
  record Pace(
      Duration round, long checkpointBytes, Duration checkpointEvery, Duration expireEvery) {

    static final Pace USUAL =
        new Pace(Duration.ofMillis(250), 32L << 20, Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  static Housekeeping start(
      Storage storage, StoreBackend backend, DiskRoom room, Clock clock, Pace pace) {
    room.look();
    Housekeeping housekeeping = new Housekeeping(storage, backend, room, clock, pace);
    long round = pace.round().toMillis();
    var _ =
        housekeeping.thread.scheduleWithFixedDelay(
            housekeeping::round, round, round, TimeUnit.MILLISECONDS);
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
      if (!room.isShort() && !now.isBefore(lastExpiry.plus(pace.expireEvery()))) {
        lastExpiry = now;
        backend.expire(now);
      }
    } catch (RuntimeException e) {
      log.error("The store's housekeeping failed and is tried again.", e);
    }
  }

  private void checkpointWhenDue(Instant now) {
    Due due =
        times.look(
            storage.sinceCheckpoint(), storage.isSomeUnsaved(), storage.isMuchUnsaved(), now);
    if (due == Due.THOROUGH) {
      storage.compact();
    }
    if (due != Due.NOT_YET) {
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
