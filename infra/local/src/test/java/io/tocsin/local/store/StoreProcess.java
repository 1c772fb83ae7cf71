package io.tocsin.local.store;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** A store in a process of its own, to be killed. */
final class StoreProcess {

  /** So that a kill falls into a checkpoint now and then. */
  private static final Housekeeping.Pace HURRIED =
      new Housekeeping.Pace(
          Duration.ofMillis(50), 64 << 10, Duration.ofSeconds(1), Duration.ofSeconds(1));

  private final Process process;
  private final String uri;

  private StoreProcess(Process process, String uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Checkpoints are made by nobody but who needs room. */
  private static final Housekeeping.Pace IDLE =
      new Housekeeping.Pace(
          Duration.ofHours(1), Long.MAX_VALUE, Duration.ofHours(1), Duration.ofHours(1));

  /** {@code args}: the store's directory, the file to write the address to, whether it is idle. */
  public static void main(String[] args) throws Exception {
    Housekeeping.Pace pace = Boolean.parseBoolean(args[2]) ? IDLE : HURRIED;
    DocumentStore store = DocumentStore.start(Path.of(args[0]), 0, pace);
    Path unfinished = Path.of(args[1] + ".part");
    Files.writeString(unfinished, store.uri());
    Files.move(unfinished, Path.of(args[1]));
    Thread.currentThread().join();
  }

  static StoreProcess start(Path dir) throws IOException {
    return start(dir, 512, false);
  }

  /** One that does by itself only what memory asks for. */
  static StoreProcess idle(Path dir, int heapMb) throws IOException {
    return start(dir, heapMb, true);
  }

  private static StoreProcess start(Path dir, int heapMb, boolean idle) throws IOException {
    Path address = Files.createTempFile("store", ".uri");
    Files.delete(address);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heapMb + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                StoreProcess.class.getName(),
                dir.toString(),
                address.toString(),
                String.valueOf(idle))
            .redirectErrorStream(true)
            .redirectOutput(new File("/dev/null"))
            .start();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Files.exists(address) || !process.isAlive());
    String uri = Files.readString(address);
    Files.delete(address);
    return new StoreProcess(process, Objects.requireNonNull(uri));
  }

  String uri() {
    return uri;
  }

  /** SIGKILL: nothing is flushed, nobody says goodbye. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
