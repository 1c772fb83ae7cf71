package io.tocsin.kit.sample;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.contracts.ReportEvent.Reporter;
import io.tocsin.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the topic of reports, good ones and bad ones. */
final class Reports implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  Reports(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void send(String system, String id, String symptom) {
    ReportReceivedV1 report =
        new ReportReceivedV1(
            id,
            system,
            "8801",
            symptom,
            Degree.FULL_STOP,
            null,
            Instant.EPOCH,
            null,
            false,
            false,
            new Reporter("wang-ming", "王明"),
            "api");
    raw(system, EventCodec.encode(new Envelope<>(id, Instant.EPOCH, null, report)));
  }

  void garbage(String system, String text) {
    raw(system, text.getBytes(StandardCharsets.UTF_8));
  }

  void raw(@Nullable String key, byte @Nullable [] value) {
    var _ =
        producer.send(
            new ProducerRecord<>(Topics.REPORTS.name(), key, value),
            (metadata, error) -> {
              if (error != null) {
                failure.compareAndSet(null, error);
              }
            });
  }

  /** All that was sent is in Kafka, or the test has no ground to stand on. */
  @Override
  public void close() {
    producer.close();
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }
}
