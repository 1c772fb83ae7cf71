package io.tocsin.roster;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.RosterEvent.PersonMessageRequestedV1;
import io.tocsin.contracts.TopicSpec;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Reads a topic from where it ends now, and writes to it. */
final class TopicProbe implements AutoCloseable {

  private final TopicSpec topic;
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final List<Seen> seen = new ArrayList<>();

  /** {@code envelope} is null for a tombstone. */
  record Seen(String key, @Nullable Envelope<?> envelope) {}

  TopicProbe(TopicSpec topic) {
    this.topic = topic;
    Map<String, Object> connection =
        Map.of("bootstrap.servers", EmbeddedPlatform.kafkaBootstrapServers());
    this.consumer =
        new KafkaConsumer<>(connection, new StringDeserializer(), new ByteArrayDeserializer());
    this.producer =
        new KafkaProducer<>(connection, new StringSerializer(), new ByteArraySerializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  void write(String key, Envelope<?> envelope) {
    var _ = producer.send(new ProducerRecord<>(topic.name(), key, EventCodec.encode(envelope)));
    producer.flush();
  }

  static String id() {
    return UUID.randomUUID().toString();
  }

  /** All there was so far, what was acknowledged before the call included. */
  List<Seen> seen() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
        byte[] value = record.value();
        seen.add(new Seen(record.key(), value == null ? null : EventCodec.decode(value)));
      }
    }
    return List.copyOf(seen);
  }

  List<Envelope<?>> of(String key) {
    List<Envelope<?>> found = new ArrayList<>();
    for (Seen s : seen()) {
      if (s.key.equals(key) && s.envelope != null) {
        found.add(s.envelope);
      }
    }
    return found;
  }

  /** The messages to one person that were asked for. */
  List<PersonMessageRequestedV1> messagesTo(String person) {
    return events(PersonMessageRequestedV1.class).stream()
        .filter(m -> m.personId().equals(person))
        .toList();
  }

  <T> List<T> events(Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Seen s : seen()) {
      if (s.envelope != null && type.isInstance(s.envelope.data())) {
        found.add(type.cast(s.envelope.data()));
      }
    }
    return found;
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }
}
