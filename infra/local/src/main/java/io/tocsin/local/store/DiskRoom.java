package io.tocsin.local.store;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Refuses writes before the disk is full: a write that fails half-way would cost the process, a
 * refused one costs nothing, and reads go on.
 */
final class DiskRoom {

  private static final int OUT_OF_DISK_SPACE = 14031;

  private final Path dir;
  private final LongSupplier usableBytes;
  private final long leastBytes;
  private volatile long lastSeen = Long.MAX_VALUE;

  DiskRoom(Path dir, LongSupplier usableBytes, long leastBytes) {
    this.dir = dir;
    this.usableBytes = usableBytes;
    this.leastBytes = leastBytes;
  }

  /** Looks at the disk; called now and then, not for each write. */
  void look() {
    lastSeen = usableBytes.getAsLong();
  }

  void require() {
    if (lastSeen < leastBytes) {
      throw new MongoServerError(OUT_OF_DISK_SPACE, "OutOfDiskSpace", message());
    }
  }

  boolean isShort() {
    return lastSeen < leastBytes;
  }

  String message() {
    return "Expected at least %d MiB free for %s, but only %d MiB are; nothing is written until there is room."
        .formatted(leastBytes >> 20, dir, lastSeen >> 20);
  }
}
