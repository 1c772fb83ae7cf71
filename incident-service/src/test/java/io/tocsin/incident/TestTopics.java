package io.tocsin.incident;

import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.Event;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.TopicSpec;
import io.tocsin.contracts.Topics;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The topics as another service writes and reads them. */
final class TestTopics {

  private static @Nullable KafkaProducer<String, byte[]> producer;

  private TestTopics() {}

  /** The organisation, written once for all tests of the JVM. */
  static synchronized void publishOrganisation() {
    if (producer == null) {
      producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", EmbeddedPlatform.kafkaBootstrapServers(), "acks", "all"),
              new StringSerializer(),
              new ByteArraySerializer());
      for (DirectoryEvent event : TestOrganisation.records()) {
        publish(Topics.DIRECTORY, event.key(), List.of(event));
      }
    }
  }

  static void publish(TopicSpec topic, String key, List<? extends Event> events) {
    publishEnvelopes(
        topic,
        key,
        events.stream()
            .map(e -> new Envelope<>(UUID.randomUUID().toString(), Instant.now(), null, e))
            .toList());
  }

  static void publishEnvelopes(TopicSpec topic, String key, List<? extends Envelope<?>> envelopes) {
    KafkaProducer<String, byte[]> sending = producer;
    if (sending == null) {
      throw new IllegalStateException("Expected publishOrganisation first");
    }
    List<Future<RecordMetadata>> sends = new ArrayList<>();
    for (Envelope<?> envelope : envelopes) {
      sends.add(sending.send(new ProducerRecord<>(topic.name(), key, EventCodec.encode(envelope))));
    }
    try {
      for (Future<RecordMetadata> send : sends) {
        var _ = send.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All records of a key so far, in order. */
  static List<Envelope<?>> read(TopicSpec topic, String key) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", EmbeddedPlatform.kafkaBootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<Envelope<?>> found = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (key.equals(record.key())) {
            found.add(EventCodec.decode(record.value()));
          }
        }
      }
      return found;
    }
  }
}
