package io.tocsin.kit.directory;

import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.MalformedRecordException;
import io.tocsin.kit.kafka.ListenerGate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Reads the directory's one partition from its beginning, on a thread of its own and in no consumer
 * group, because every instance needs all of it.
 */
final class DirectoryReplica implements Directory, ListenerGate, SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryReplica.class);
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
  private static final Duration STOPPING = Duration.ofSeconds(3);

  private final TopicPartition partition;
  private final Supplier<KafkaConsumer<String, byte[]>> consumers;
  private final List<Consumer<DirectorySnapshot>> listeners = new CopyOnWriteArrayList<>();
  private volatile DirectorySnapshot current = DirectorySnapshot.EMPTY;
  private final CompletableFuture<Boolean> caughtUp = new CompletableFuture<>();
  private volatile boolean running;
  private volatile @Nullable KafkaConsumer<String, byte[]> reading;
  private @Nullable Thread thread;

  DirectoryReplica(String topic, Map<String, Object> connection) {
    this.partition = new TopicPartition(topic, 0);
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    settings.put("allow.auto.create.topics", false);
    settings.put("default.api.timeout.ms", 3000);
    settings.put("reconnect.backoff.max.ms", 1000);
    this.consumers =
        () -> new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public DirectorySnapshot current() {
    return current;
  }

  @Override
  public void onChange(Consumer<DirectorySnapshot> listener) {
    listeners.add(listener);
  }

  /** Whether the topic was read to the end that it had when reading began. */
  boolean caughtUp() {
    return caughtUp.isDone();
  }

  /** No listener decides by an organisation that is not there yet. */
  @Override
  public Mono<Void> opened() {
    return Mono.fromFuture(caughtUp, true).then();
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().daemon().name("tocsin-directory").start(this::keepReading);
  }

  @Override
  public void stop() {
    running = false;
    KafkaConsumer<String, byte[]> consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
    Thread t = thread;
    try {
      if (t != null && !t.join(STOPPING)) {
        t.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the listeners, which need it, and after them at the end. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void keepReading() {
    while (running) {
      try (KafkaConsumer<String, byte[]> consumer = consumers.get()) {
        reading = consumer;
        read(consumer);
      } catch (WakeupException e) {
        LOG.debug("Stops reading the directory");
      } catch (InterruptException e) {
        running = false;
      } catch (KafkaException e) {
        LOG.warn("The directory waits for Kafka: {}", e.toString());
        pause();
      } finally {
        reading = null;
      }
    }
  }

  private void read(KafkaConsumer<String, byte[]> consumer) {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    Long end = consumer.endOffsets(List.of(partition)).get(partition);
    DirectoryDraft draft = new DirectoryDraft();
    DirectorySnapshot newest = current;
    boolean atEnd = false;
    while (running) {
      for (ConsumerRecord<String, byte[]> record :
          consumer.poll(atEnd ? POLL : Duration.ofMillis(100))) {
        DirectorySnapshot whole = take(draft, record);
        newest = whole == null ? newest : whole;
      }
      atEnd = atEnd || (end != null && consumer.position(partition) >= end);
      if (atEnd) {
        show(newest);
        caughtUp.complete(true);
      }
    }
  }

  private static @Nullable DirectorySnapshot take(
      DirectoryDraft draft, ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      draft.remove(record.key());
      return null;
    }
    try {
      if (EventCodec.decode(record.value()).data() instanceof DirectoryEvent event) {
        return draft.put(event);
      }
      LOG.error("Expected a directory event at offset {}, but got another", record.offset());
    } catch (MalformedRecordException e) {
      LOG.error("Left out of the directory: offset {}, {}", record.offset(), e.getMessage());
    }
    return null;
  }

  private void show(DirectorySnapshot snapshot) {
    if (snapshot.revision() == current.revision()) {
      return;
    }
    current = snapshot;
    LOG.info("Directory at revision {}", snapshot.revision());
    for (Consumer<DirectorySnapshot> listener : listeners) {
      try {
        listener.accept(snapshot);
      } catch (RuntimeException e) {
        LOG.error("A listener failed on revision {}", snapshot.revision(), e);
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_ERROR);
    } catch (InterruptedException e) {
      running = false;
    }
  }
}
