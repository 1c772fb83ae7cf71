package io.tocsin.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The root script {@code tocsin}, with data and ports of its own, so that a platform that runs on
 * this machine already is left alone.
 */
final class Script {

  static final List<String> PROCESSES =
      List.of(
          "infra",
          "incident-service",
          "escalation-service",
          "roster-service",
          "notification-service",
          "gateway");

  /** Of a process beside those of the script. */
  static final int SECOND_PORT = 8091;

  private static final int[] PORTS = {
    8080, 8081, 8082, 8083, 8084, 8090, SECOND_PORT, 19092, 19093, 27117, 2775, 2525
  };

  private final Path root = Path.of(System.getProperty("tocsin.root", "../..")).toAbsolutePath();
  private final Path var = Path.of(System.getProperty("tocsin.var", "target/var")).toAbsolutePath();
  private final int offset = freeOffset();

  int port(int base) {
    return base + offset;
  }

  String adminSecret() {
    return read(var.resolve("secrets/admin")).strip();
  }

  /** Without what an earlier run left behind. */
  void startAfresh() {
    delete(var);
    run(540, "up");
  }

  String run(int seconds, String... arguments) {
    List<String> command = new ArrayList<>(List.of(root.resolve("tocsin").toString()));
    command.addAll(List.of(arguments));
    try {
      Files.createDirectories(var);
      Path said = Files.createTempFile(var, "script-", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder.environment().put("TOCSIN_VAR", var.toString());
      builder.environment().put("TOCSIN_PORT_OFFSET", Integer.toString(offset));
      builder.environment().put("TOCSIN_JDK", System.getProperty("java.home"));
      builder.environment().put("TOCSIN_AOT", "0");
      builder.environment().put("TOCSIN_BUILD", "0");
      builder.environment().put("TOCSIN_UP_TIMEOUT", "480");
      // Less than the real one; nothing here stands still for so long but what is to be found. Ten
      // times as long a start may take, and two platforms start side by side.
      builder.environment().put("TOCSIN_HANG_AFTER", "45");
      // Half of the real one: longer than the escalation service is ever away elsewhere, but for
      // crashes.
      builder.environment().put("TOCSIN_WATCHDOG_GRACE", "15s");
      for (String real :
          List.of("KAFKA_BOOTSTRAP_SERVERS", "MONGODB_URI", "SMPP_HOST", "SMTP_HOST")) {
        builder.environment().remove(real);
      }
      Process process = builder.start();
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String output = read(said);
      Files.delete(said);
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(
            "Expected ./tocsin %s to succeed within %d s, but it %s:%n%s%n%s"
                .formatted(
                    String.join(" ", arguments),
                    seconds,
                    ended ? "ended with " + process.exitValue() : "still ran",
                    output,
                    logTails(30)));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in ./tocsin " + arguments[0], e);
    }
  }

  /** The running process of a service by the script's own file; empty while there is none. */
  Optional<ProcessHandle> process(String name) {
    Path file = var.resolve("run").resolve(name + ".pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(read(file).strip())).filter(ProcessHandle::isAlive);
  }

  String log(String name) {
    return read(var.resolve("log").resolve(name + ".log"));
  }

  /** One more process of a service, as the script starts the first one but for its port. */
  Process startSecond(String service) {
    Path log = var.resolve("log").resolve(second(service) + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                var.resolve("app").resolve(service).resolve(service + ".jar").toString())
            .directory(var.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port(19092));
    environment.put("MONGODB_URI", "mongodb://127.0.0.1:" + port(27117));
    environment.put("TOCSIN_JWT_PUBLIC_KEY", var.resolve("secrets/jwt-public.pem").toString());
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.put("SERVER_PORT", Integer.toString(port(SECOND_PORT)));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String second(String service) {
    return service + "-second";
  }

  /** The last lines of every process's log, and of what ended and was started again. */
  String logTails(int lines) {
    StringBuilder tails = new StringBuilder();
    Stream<String> processes = PROCESSES.stream().flatMap(p -> Stream.of(p, second(p)));
    for (String process : Stream.concat(processes, Stream.of("supervision")).toList()) {
      Path log = var.resolve("log").resolve(process + ".log");
      if (Files.exists(log)) {
        List<String> all = read(log).lines().toList();
        tails.append("---- %s (%s)%n".formatted(process, log));
        all.stream()
            .skip(Math.max(0, all.size() - lines))
            .forEach(l -> tails.append(l).append('\n'));
      }
    }
    return tails.toString();
  }

  /**
   * Ports below the range that the system gives to clients: one of those would be taken now and
   * then. By chance, because another run may choose in the same moment.
   */
  private static int freeOffset() {
    return ThreadLocalRandom.current()
        .ints(1000, 50, 280)
        .map(o -> o * 20)
        .filter(o -> IntStream.of(PORTS).allMatch(port -> free(port + o)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Expected free ports, but found none"));
  }

  private static boolean free(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String read(Path file) {
    try {
      // A log may end in half a character; that must not hide the rest of it.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path dir) {
    if (!Files.exists(dir)) {
      return;
    }
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
