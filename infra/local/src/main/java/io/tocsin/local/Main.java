package io.tocsin.local;

import io.tocsin.contracts.Topics;
import io.tocsin.local.Settings.Part;
import io.tocsin.local.broker.Broker;
import io.tocsin.local.broker.BrokerSettings;
import io.tocsin.local.broker.TopicDeclaration;
import io.tocsin.local.fault.Faults;
import io.tocsin.local.mail.MailSink;
import io.tocsin.local.sandbox.Sandbox;
import io.tocsin.local.smsc.SmsCentre;
import io.tocsin.local.store.DocumentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded default in one process: broker, store, SMS centre, mail sink and the pages that show
 * them.
 */
public final class Main {

  private static final Logger log = LoggerFactory.getLogger(Main.class);

  /** What runs, the last one to be stopped first in. */
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  private final Settings settings;

  private Main(Settings settings) {
    this.settings = settings;
  }

  /** Takes its settings from the environment; see {@link Settings}. */
  public static void main(String[] arguments) {
    try {
      Main main = new Main(Settings.of(System.getenv()));
      // Before the start: a signal in the middle of it must find what runs already.
      Runtime.getRuntime().addShutdownHook(new Thread(main::stop, "shutdown"));
      main.start();
    } catch (StartRefusedException e) {
      refuse(String.valueOf(e.getMessage()));
    } catch (RuntimeException | IOException e) {
      log.error("The embedded parts could not start", e);
      refuse("The embedded parts could not start: " + e.getMessage());
    }
  }

  /** Kafka's threads would keep a half-started process alive. */
  @SuppressWarnings("SystemExitOutsideMain")
  private static void refuse(String why) {
    System.err.println(why);
    System.exit(1);
  }

  private void start() throws IOException {
    long begun = System.nanoTime();
    Files.createDirectories(settings.readyMark().getParent());
    Files.deleteIfExists(settings.readyMark());
    // Kafka takes longest; all the rest starts beside it.
    CompletableFuture<Void> broker =
        settings.parts().contains(Part.KAFKA)
            ? CompletableFuture.runAsync(
                this::startBroker, r -> new Thread(r, "start-kafka").start())
            : CompletableFuture.completedFuture(null);
    startTheRest();
    try {
      broker.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    Files.writeString(settings.readyMark(), Long.toString(ProcessHandle.current().pid()));
    log.info("Ready after {} ms: {}", (System.nanoTime() - begun) / 1_000_000, settings.parts());
  }

  private void startBroker() {
    Broker broker =
        Broker.start(
            new BrokerSettings(
                settings.data("kafka"), settings.port(Part.KAFKA), settings.controllerPort()));
    // Stopped last, whenever it came up: clients whose broker is gone hang on their way out.
    synchronized (running) {
      running.addLast(broker);
    }
    TopicDeclaration.declare(broker.bootstrapServers(), Topics.all());
  }

  private void startTheRest() {
    Faults faults = new Faults();
    Clock clock = Clock.systemUTC();
    if (settings.parts().contains(Part.STORE)) {
      begun(DocumentStore.start(settings.data("store"), settings.port(Part.STORE)));
    }
    SmsCentre centre =
        settings.parts().contains(Part.SMSC)
            ? begun(SmsCentre.start(settings.port(Part.SMSC), faults, clock))
            : null;
    MailSink mail =
        settings.parts().contains(Part.MAIL)
            ? begun(MailSink.start(settings.port(Part.MAIL), faults, clock))
            : null;
    begun(Sandbox.start(settings.sandboxPort(), centre, mail, faults));
  }

  private <T extends AutoCloseable> T begun(T part) {
    synchronized (running) {
      running.addFirst(part);
    }
    return part;
  }

  private void stop() {
    try {
      Files.deleteIfExists(settings.readyMark());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      stopAll();
    }
  }

  private void stopAll() {
    while (true) {
      AutoCloseable part;
      synchronized (running) {
        part = running.pollFirst();
      }
      if (part == null) {
        return;
      }
      try {
        part.close();
      } catch (Exception e) {
        // The others must be stopped all the same.
        log.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
