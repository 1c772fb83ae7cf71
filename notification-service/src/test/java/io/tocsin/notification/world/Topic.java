package io.tocsin.notification.world;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.Event;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.TopicSpec;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other services, as far as this one sees them: they write topics and read one. */
public final class Topic implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", EmbeddedPlatform.kafkaBootstrapServers()),
          new StringSerializer(),
          new ByteArraySerializer());
  private final KafkaConsumer<String, byte[]> consumer =
      new KafkaConsumer<>(
          Map.of("bootstrap.servers", EmbeddedPlatform.kafkaBootstrapServers()),
          new StringDeserializer(),
          new ByteArrayDeserializer());
  private final List<Envelope<?>> read = new ArrayList<>();

  public Topic(TopicSpec listened) {
    List<TopicPartition> all =
        consumer.partitionsFor(listened.name()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
  }

  public void write(TopicSpec topic, String key, Envelope<?> envelope) {
    try {
      producer.send(new ProducerRecord<>(topic.name(), key, EventCodec.encode(envelope))).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("Expected the broker to take " + envelope, e);
    }
  }

  /** All events of a kind that were written so far; a record that came twice counts once. */
  public synchronized <E extends Event> List<E> events(Class<E> type) {
    for (int polls = 0; polls < 3; polls++) {
      consumer.poll(Duration.ofMillis(30)).forEach(r -> read.add(EventCodec.decode(r.value())));
    }
    Set<String> ids = new HashSet<>();
    return read.stream()
        .filter(e -> ids.add(e.id()))
        .map(Envelope::data)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
