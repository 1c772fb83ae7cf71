package io.tocsin.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Appending 600 bytes and forcing them to the disk that the platform keeps its data on. */
final class DiskFloor {

  private static final int WARM_UP = 50;

  private final Path folder;

  DiskFloor(Path folder) {
    this.folder = folder;
  }

  Spread measure(int writes) throws IOException {
    Path file = Files.createTempFile(folder, "bench-", ".fsync");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
      List<Duration> times = new ArrayList<>();
      ByteBuffer record = ByteBuffer.allocateDirect(600);
      for (int i = 0; i < WARM_UP + writes; i++) {
        record.clear();
        long start = System.nanoTime();
        channel.write(record);
        channel.force(false);
        if (i >= WARM_UP) {
          times.add(Duration.ofNanos(System.nanoTime() - start));
        }
      }
      return Spread.of(times);
    } finally {
      Files.delete(file);
    }
  }
}
