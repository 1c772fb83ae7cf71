package io.tocsin.kit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.contracts.EventCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * One producer and one thread that feeds it. {@code Producer.send} blocks while a topic's metadata
 * or a free buffer is missing, so no caller may run it; one thread also keeps the order of those
 * who come one after another. A full queue refuses at once instead of making memory the buffer.
 */
final class KafkaRecordPublisher implements RecordPublisher, AutoCloseable {

  private static final int QUEUE = 8192;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final BlockingQueue<Parcel> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread feeder;
  private final Timer latency;
  private volatile boolean closing;

  KafkaRecordPublisher(Producer<String, byte[]> producer, MeterRegistry registry) {
    this.producer = producer;
    this.latency =
        Timer.builder("tocsin.publisher.latency")
            .description("From publish to the cluster's acknowledgement of all records")
            .register(registry);
    registry.gauge("tocsin.publisher.queue", queue, BlockingQueue::size);
    this.feeder = Thread.ofPlatform().daemon().name("tocsin-publisher").start(this::feed);
  }

  /**
   * A producer whose acknowledged records outlive a broker's crash.
   *
   * <p>No compression and no linger: at the sizes of an envelope both cost more latency than they
   * save (see the benchmark of the bench module). One request is under way at a time: a lone record
   * goes at once, and under load the next request carries all that came meanwhile instead of a
   * request for each record. The two minutes in which Kafka's default would still try are for
   * nobody: the outbox tries again.
   */
  static Producer<String, byte[]> producer(Map<String, Object> connection) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("linger.ms", 0);
    settings.put("max.in.flight.requests.per.connection", 1);
    settings.put("compression.type", "none");
    settings.put("max.block.ms", 2000);
    settings.put("request.timeout.ms", 5000);
    settings.put("delivery.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("buffer.memory", 16 * 1024 * 1024);
    settings.put("reconnect.backoff.max.ms", 1000);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  @Override
  public Mono<Void> publish(List<Outgoing> records) {
    return Mono.defer(
        () -> publishEncoded(records.stream().map(KafkaRecordPublisher::encode).toList()));
  }

  @Override
  public Mono<Void> publishEncoded(List<ProducerRecord<String, byte[]>> records) {
    if (records.isEmpty()) {
      return Mono.empty();
    }
    return Mono.<Void>create(sink -> enqueue(new Parcel(records, sink, latency)))
        // Kafka's own thread has acknowledgements to read; what follows is not its business.
        .publishOn(Schedulers.parallel());
  }

  private void enqueue(Parcel parcel) {
    if (closing) {
      parcel.fail(new IllegalStateException("Expected an open publisher, but it is closing"));
    } else if (!queue.offer(parcel)) {
      parcel.fail(
          new TimeoutException(
              "Expected room among " + QUEUE + " waiting publishes, but there is none"));
    }
  }

  private void feed() {
    try {
      while (!closing || !queue.isEmpty()) {
        Parcel parcel = queue.poll(200, TimeUnit.MILLISECONDS);
        if (parcel != null) {
          send(parcel);
        }
      }
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
    }
    for (Parcel left; (left = queue.poll()) != null; ) {
      left.fail(new IllegalStateException("Expected to be sent, but the publisher was closed"));
    }
  }

  private void send(Parcel parcel) {
    if (parcel.olderThan(PATIENCE)) {
      parcel.fail(new TimeoutException("Expected to be sent within " + PATIENCE));
    }
    for (ProducerRecord<String, byte[]> record : parcel.records()) {
      // What follows a record that failed must not overtake it.
      if (parcel.isOver()) {
        return;
      }
      try {
        var _ =
            producer.send(
                record,
                (metadata, error) -> {
                  if (error == null) {
                    parcel.acknowledged();
                  } else {
                    parcel.fail(error);
                  }
                });
      } catch (InterruptException e) {
        parcel.fail(e);
        throw e;
      } catch (KafkaException | IllegalStateException e) {
        parcel.fail(e);
      }
    }
  }

  private static ProducerRecord<String, byte[]> encode(Outgoing outgoing) {
    return new ProducerRecord<>(
        outgoing.topic(),
        outgoing.key(),
        outgoing.envelope() == null ? null : EventCodec.encode(outgoing.envelope()));
  }

  @Override
  public void close() {
    closing = true;
    try {
      if (!feeder.join(CLOSING)) {
        feeder.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(CLOSING);
  }
}
