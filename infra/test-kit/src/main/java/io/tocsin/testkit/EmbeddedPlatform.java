package io.tocsin.testkit;

import io.tocsin.contracts.Topics;
import io.tocsin.local.Ports;
import io.tocsin.local.broker.Broker;
import io.tocsin.local.broker.BrokerSettings;
import io.tocsin.local.broker.TopicDeclaration;
import io.tocsin.local.store.DocumentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The broker and the document store of the embedded default, in this JVM, on ports of their own,
 * with every declared topic created. Started by the first call, once for all tests of the JVM; its
 * files go when the JVM ends. Because all tests share it, each test should use its own database
 * name and its own keys.
 */
public final class EmbeddedPlatform {

  private EmbeddedPlatform() {}

  /** For {@code bootstrap.servers}. */
  public static String kafkaBootstrapServers() {
    return Running.PLATFORM.broker.bootstrapServers();
  }

  /** For {@code spring.mongodb.uri}; names no database. */
  public static String mongoUri() {
    return Running.PLATFORM.store.uri();
  }

  private static final class Running {

    static final Running PLATFORM = new Running();

    final Broker broker;
    final DocumentStore store;

    private Running() {
      try {
        Path dir = Files.createTempDirectory("tocsin-test-");
        int[] ports = Ports.free(2);
        store = DocumentStore.start(dir.resolve("store"), 0);
        // It is never killed here, but a crowded machine may keep it from its heartbeat for a
        // while.
        broker =
            Broker.start(
                new BrokerSettings(dir.resolve("kafka"), ports[0], ports[1], Patience.PATIENCE));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(dir)));
        TopicDeclaration.declare(broker.bootstrapServers(), Topics.all());
      } catch (IOException e) {
        throw new UncheckedIOException("Expected to write the test platform's files", e);
      }
    }

    private void stop(Path dir) {
      store.close();
      broker.close();
      delete(dir);
    }

    private static void delete(Path dir) {
      try (Stream<Path> files = Files.walk(dir)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        System.err.println("Left behind after the tests: " + dir + " (" + e.getMessage() + ")");
      }
    }
  }
}
