package io.tocsin.local.broker;

import io.tocsin.local.Ports;
import io.tocsin.local.StartRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** One Kafka broker that is its own controller (KRaft), inside this process. */
public final class Broker implements AutoCloseable {

  private final BrokerSettings settings;
  private final KafkaRaftServer server;

  private Broker(BrokerSettings settings, KafkaRaftServer server) {
    this.settings = settings;
    this.server = server;
  }

  /**
   * Returns when clients can produce and consume.
   *
   * @throws StartRefusedException when a port is taken or the directory cannot be written
   */
  public static Broker start(BrokerSettings settings) {
    Ports.requireFree("Kafka broker", settings.port());
    Ports.requireFree("Kafka controller", settings.controllerPort());
    Properties properties = settings.properties();
    format(settings, properties);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    server.startup();
    return new Broker(settings, server);
  }

  public String bootstrapServers() {
    return settings.bootstrapServers();
  }

  /** Stops the broker in order. Stop its clients first: they would hang on it. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(BrokerSettings settings, Properties properties) {
    if (Files.exists(settings.logDir().resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(settings.logDir());
      Path file = settings.dir().resolve("broker.properties");
      try (OutputStream out = Files.newOutputStream(file)) {
        properties.store(out, null);
      }
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      String[] command = {
        "format", "--ignore-formatted", "-c", file.toString(), "-t", Uuid.randomUuid().toString()
      };
      int code = StorageTool.execute(command, new PrintStream(said, true, StandardCharsets.UTF_8));
      if (code != 0) {
        throw new IOException(said.toString(StandardCharsets.UTF_8).strip());
      }
    } catch (IOException e) {
      throw new StartRefusedException(
          "Expected to write the broker's data to %s, but could not: %s."
              .formatted(settings.dir(), e.getMessage()),
          e);
    }
  }
}
