package io.tocsin.escalation;

import io.tocsin.testkit.EmbeddedPlatform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;

/** An instance in a process of its own, to be killed. */
final class EscalationProcess implements AutoCloseable {

  private final Process process;
  private final Path ready;

  private EscalationProcess(Process process, Path ready) {
    this.process = process;
    this.ready = ready;
  }

  /** {@code args}: database, MongoDB, Kafka, the jump's file, the file to make when ready. */
  public static void main(String[] args) throws IOException {
    Clock clock = new JumpingClock(Path.of(args[3]));
    try (var running = RunningEscalation.startOn(args[1], args[2], args[0], clock)) {
      Files.createFile(Path.of(args[4]));
      while (true) {
        LockSupport.park(running);
      }
    }
  }

  /** An instance whose clock is five minutes ahead as soon as {@code jump} exists. */
  static EscalationProcess start(String database, Path jump) throws IOException {
    Path ready = jump.resolveSibling("ready-" + TopicProbe.id());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                EscalationProcess.class.getName(),
                database,
                EmbeddedPlatform.mongoUri(),
                EmbeddedPlatform.kafkaBootstrapServers(),
                jump.toString(),
                ready.toString())
            .redirectErrorStream(true)
            .redirectOutput(new File("target/" + database + "-" + ready.getFileName() + ".log"))
            .start();
    return new EscalationProcess(process, ready);
  }

  boolean isReady() {
    if (!process.isAlive()) {
      throw new IllegalStateException("Expected a running instance, but it ended");
    }
    return Files.exists(ready);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static final class JumpingClock extends Clock {

    private static final Duration JUMP = Duration.ofMinutes(5);

    private final Path jump;
    private volatile boolean jumped;

    JumpingClock(Path jump) {
      this.jump = jump;
    }

    @Override
    public Instant instant() {
      jumped = jumped || Files.exists(jump);
      return jumped ? Instant.now().plus(JUMP) : Instant.now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
