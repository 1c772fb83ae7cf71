package io.tocsin.escalation;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.TopicSpec;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
    List<TopicPartition> partitions = partitions(consumer, topic);
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** A group that has read nothing yet is spared what other tests have written. */
  static void beginNow(String group, TopicSpec topic) {
    Map<String, Object> connection =
        Map.of("bootstrap.servers", EmbeddedPlatform.kafkaBootstrapServers(), "group.id", group);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(connection, new StringDeserializer(), new ByteArrayDeserializer())) {
      Set<TopicPartition> partitions = new HashSet<>(partitions(consumer, topic));
      if (consumer.committed(partitions).values().stream().allMatch(Objects::isNull)) {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        consumer
            .endOffsets(partitions)
            .forEach((p, end) -> ends.put(p, new OffsetAndMetadata(end)));
        consumer.commitSync(ends);
      }
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, TopicSpec topic) {
    return consumer.partitionsFor(topic.name()).stream()
        .map(p -> new TopicPartition(p.topic(), p.partition()))
        .toList();
  }

  void write(String key, Envelope<?> envelope) {
    send(key, envelope);
    producer.flush();
  }

  /** One of many: nobody waits for its acknowledgement. */
  void send(String key, Envelope<?> envelope) {
    var _ = producer.send(new ProducerRecord<>(topic.name(), key, EventCodec.encode(envelope)));
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

  /** A record that came twice counts once, as it does for who reads it. */
  List<Envelope<?>> of(String key) {
    List<Envelope<?>> found = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Seen s : seen()) {
      if (s.key.equals(key) && s.envelope != null && ids.add(s.envelope.id())) {
        found.add(s.envelope);
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
