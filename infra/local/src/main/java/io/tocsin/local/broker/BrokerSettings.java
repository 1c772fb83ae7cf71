package io.tocsin.local.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * Where the broker listens and keeps its data.
 *
 * @param dir holds the log and the broker's own settings file; created when missing
 * @param port clients connect here
 * @param controllerPort the quorum of one talks to itself here
 * @param session how long the broker may be silent before its controller takes it for dead; after a
 *     crash a restart waits as long for the old session to run out
 */
public record BrokerSettings(Path dir, int port, int controllerPort, Duration session) {

  /** A third of Kafka's own session: with that a restart after a crash takes twice as long. */
  private static final Duration SHORT = Duration.ofSeconds(3);

  public BrokerSettings(Path dir, int port, int controllerPort) {
    this(dir, port, controllerPort, SHORT);
  }

  public BrokerSettings {
    if (port < 1 || controllerPort < 1 || port == controllerPort) {
      throw new IllegalArgumentException(
          "Expected two different ports, but got %d and %d".formatted(port, controllerPort));
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  Path logDir() {
    return dir.resolve("log");
  }

  Properties properties() {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    p.put("controller.listener.names", "CONTROLLER");
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("log.dirs", logDir().toString());
    p.put("auto.create.topics.enable", "false");
    oneReplica(p);
    quickRestart(p);
    p.put("broker.session.timeout.ms", String.valueOf(session.toMillis()));
    smallMachine(p);
    return p;
  }

  /** One node: every internal topic has one replica, or the broker waits for others for ever. */
  private static void oneReplica(Properties p) {
    p.put("default.replication.factor", "1");
    p.put("min.insync.replicas", "1");
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.topic.num.partitions", "1");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("transaction.state.log.num.partitions", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
  }

  private static void quickRestart(Properties p) {
    p.put("broker.heartbeat.interval.ms", "500");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("num.recovery.threads.per.data.dir", "2");
  }

  private static void smallMachine(Properties p) {
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.put("background.threads", "2");
    p.put("log.cleaner.dedupe.buffer.size", "2097152");
    p.put("log.segment.bytes", "67108864");
    p.put("log.index.size.max.bytes", "1048576");
    p.put("metric.reporters", "");
  }
}
