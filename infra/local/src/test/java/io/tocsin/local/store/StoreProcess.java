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

  /** {@code args}: the store's directory, the file to write the address to. */
  public static void main(String[] args) throws Exception {
    DocumentStore store = DocumentStore.start(Path.of(args[0]), 0, HURRIED);
    Path unfinished = Path.of(args[1] + ".part");
    Files.writeString(unfinished, store.uri());
    Files.move(unfinished, Path.of(args[1]));
    Thread.currentThread().join();
  }

  static StoreProcess start(Path dir) throws IOException {
    Path address = Files.createTempFile("store", ".uri");
    Files.delete(address);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                StoreProcess.class.getName(),
                dir.toString(),
                address.toString())
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
