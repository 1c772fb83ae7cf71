package io.tocsin.local.store;

import java.time.Duration;
import java.time.Instant;

/**
 * When a checkpoint is due. It takes a processor for as long as a burst of messages lasts, and
 * leaves the heap full of what it wrote: in a burst it waits as long as memory and the journal
 * allow, and behind it comes early, so that the next one finds room.
 */
final class CheckpointTimes {

  enum Due {
    NOT_YET,

    /** Again in a moment, under load: too often to clear up each time. */
    IN_HASTE,

    /** With some clearing up of the file before it. */
    THOROUGH
  }

  /** Of journal between two looks: more than a few incidents at a time bring. */
  private static final long BUSY_BYTES = 64 << 10;

  private static final Duration QUIET_AFTER = Duration.ofSeconds(1);

  private final long mostBytes;
  private final Duration every;
  private Instant lastThorough;
  private Instant lastBusy = Instant.MIN;
  private long seen;

  /**
   * Makes one.
   *
   * @param mostBytes of journal make one due whatever happens: what a restart has to read
   * @param every makes one due where there is less, and no burst
   */
  CheckpointTimes(long mostBytes, Duration every, Instant now) {
    this.mostBytes = mostBytes;
    this.every = every;
    this.lastThorough = now;
  }

  /**
   * What is due at this look; whoever asks makes it.
   *
   * @param bytes of journal since the last checkpoint
   * @param some whether a checkpoint is worth it where nobody is in a hurry
   * @param much whether memory asks for one
   */
  Due look(long bytes, boolean some, boolean much, Instant now) {
    if (bytes - seen > BUSY_BYTES) {
      lastBusy = now;
    }
    boolean quiet = !now.isBefore(lastBusy.plus(QUIET_AFTER));
    boolean late = bytes > 0 && !now.isBefore(lastThorough.plus(every));
    Due due = Due.NOT_YET;
    if (bytes > mostBytes || quiet && (late || some)) {
      due = Due.THOROUGH;
      lastThorough = now;
    } else if (much) {
      due = Due.IN_HASTE;
    }
    seen = due == Due.NOT_YET ? bytes : 0;
    return due;
  }
}
