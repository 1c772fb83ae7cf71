package io.tocsin.bench;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to measure and where.
 *
 * @param var a folder on the disk that the platform keeps its data on
 * @param reports how many are timed one by one, at most 1,000
 * @param warmUp how many go before them, untimed
 * @param connections of the throughput run
 * @param load how long that run counts, at most a minute
 * @param only the one part to run, null for all but the parts that have to be asked for
 * @param due how many incidents are due at once in the part {@code due}
 * @param recipients of a notice in the part {@code fanout}
 * @param rounds how often it is sent there
 * @param streams how many are open in the part {@code streams}
 * @param board where they are opened: the gateway, or a notification service of this machine
 * @param stored how many finished incidents the store holds in the part {@code stored}
 * @param mongo the store itself, which they are written to
 */
record Options(
    URI gateway,
    URI sandbox,
    Path secretFile,
    Path var,
    boolean json,
    int reports,
    int warmUp,
    int connections,
    Duration load,
    @Nullable String only,
    int due,
    int recipients,
    int rounds,
    int streams,
    URI board,
    int stored,
    String mongo,
    String kafka,
    String smppHost,
    int smppPort,
    String smppSystemId,
    String smppPassword) {

  /** What {@code --only} may name. */
  static final List<String> PARTS = List.of("due", "fanout", "streams", "stored");

  Options {
    requireLoopback(gateway.getHost());
    requireLoopback(sandbox.getHost());
    requireLoopback(smppHost);
    requireLoopback(kafka.replaceAll(":.*", ""));
    requireWithin("--reports", reports, 1000);
    requireWithin("--warm-up", warmUp, 1000);
    requireWithin("--connections", connections, 512);
    requireWithin("--seconds", load.toSeconds(), 60);
    requireWithin("--due", due, 10_000);
    requireWithin("--recipients", recipients, 10_000);
    requireWithin("--rounds", rounds, 100);
    requireWithin("--streams", streams, 20_000);
    requireLoopback(board.getHost());
    requireWithin("--stored", stored, 5_000_000);
    new ConnectionString(mongo)
        .getHosts()
        .forEach(host -> requireLoopback(new ServerAddress(host).getHost()));
    if (only != null && !PARTS.contains(only)) {
      throw new IllegalArgumentException(
          "Expected --only with one of " + PARTS + ", but got " + only);
    }
  }

  static Options parse(String[] arguments, Map<String, String> environment) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i];
      if (name.equals("--json")) {
        given.put(name, "true");
      } else if (name.startsWith("--") && i + 1 < arguments.length) {
        given.put(name, arguments[++i]);
      } else {
        throw new IllegalArgumentException(
            "Expected --json, --reports N, --warm-up N, --connections N, --seconds N, --only PART,"
                + " --due N, --recipients N, --rounds N, --streams N, --board URI or --stored N,"
                + " but got "
                + name);
      }
    }
    return new Options(
        URI.create(required(given.get("--gateway"), "--gateway URL")),
        URI.create(required(given.get("--sandbox"), "--sandbox URL")),
        Path.of(required(given.get("--secret-file"), "--secret-file FILE")),
        Path.of(required(given.get("--var"), "--var FOLDER")),
        given.containsKey("--json"),
        number(given, "--reports", 200),
        number(given, "--warm-up", 60),
        number(given, "--connections", 64),
        Duration.ofSeconds(number(given, "--seconds", 10)),
        given.get("--only"),
        number(given, "--due", 6000),
        number(given, "--recipients", 10_000),
        number(given, "--rounds", 5),
        number(given, "--streams", 10_000),
        URI.create(given.getOrDefault("--board", given.get("--gateway"))),
        number(given, "--stored", 1_000_000),
        required(environment.get("MONGODB_URI"), "MONGODB_URI"),
        required(environment.get("KAFKA_BOOTSTRAP_SERVERS"), "KAFKA_BOOTSTRAP_SERVERS"),
        required(environment.get("SMPP_HOST"), "SMPP_HOST"),
        Integer.parseInt(required(environment.get("SMPP_PORT"), "SMPP_PORT")),
        required(environment.get("SMPP_SYSTEM_ID"), "SMPP_SYSTEM_ID"),
        required(environment.get("SMPP_PASSWORD"), "SMPP_PASSWORD"));
  }

  private static String required(@Nullable String value, String what) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected " + what + ", but it is missing: run ./tocsin bench");
    }
    return value;
  }

  private static int number(Map<String, String> given, String name, int otherwise) {
    String value = given.get(name);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected a number behind " + name + ", but got " + value, e);
    }
  }

  private static void requireWithin(String name, long value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "Expected %s between 1 and %d, but got %d".formatted(name, most, value));
    }
  }

  /** It sends real messages in the hundreds: never to a centre that could reach a person. */
  private static void requireLoopback(@Nullable String host) {
    try {
      if (!InetAddress.getByName(host).isLoopbackAddress()) {
        throw new IllegalArgumentException(
            "Expected the platform on this machine, but got "
                + host
                + ": the bench pages people in the hundreds");
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("Expected a host, but got " + host, e);
    }
  }
}
