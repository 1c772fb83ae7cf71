package io.tocsin.escalation.paging;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.Event;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.TopicSpec;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays the other services on their topics, and reads what this one says. */
final class Topic implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", EmbeddedPlatform.kafkaBootstrapServers(), "acks", "all"),
          new StringSerializer(),
          new ByteArraySerializer());
  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, Envelope<?>> read = new LinkedHashMap<>();
  private final List<String> keys = new ArrayList<>();

  Topic(TopicSpec reading) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                EmbeddedPlatform.kafkaBootstrapServers(),
                "group.id",
                "test-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(reading.name()));
  }

  void tell(TopicSpec topic, String key, Event event) {
    tell(topic, key, new Envelope<>(UUID.randomUUID().toString(), Instant.now(), null, event));
  }

  void tell(TopicSpec topic, String key, Envelope<?> record) {
    var _ = producer.send(new ProducerRecord<>(topic.name(), key, EventCodec.encode(record)));
    producer.flush();
  }

  /** Everything of one kind that was said for a key, each record once, in the topic's order. */
  <E extends Event> List<E> said(String key, Class<E> kind) {
    consumer
        .poll(Duration.ofMillis(100))
        .forEach(record -> {
          Envelope<?> envelope = EventCodec.decode(record.value());
          if (read.put(record.key() + "/" + envelope.id(), envelope) == null) {
            keys.add(record.key() + "/" + envelope.id());
          }
        });
    List<E> said = new ArrayList<>();
    for (String at : keys) {
      Envelope<?> envelope = read.get(at);
      if (at.startsWith(key + "/") && envelope != null && kind.isInstance(envelope.data())) {
        said.add(kind.cast(envelope.data()));
      }
    }
    return said;
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
