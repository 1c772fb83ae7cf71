package io.tocsin.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One record through the same broker, produced (acks=all) and consumed by nobody else's code. */
final class KafkaFloor {

  private static final String TOPIC = "tocsin.bench.v1";
  private static final int WARM_UP = 500;
  private static final byte[] VALUE = "x".repeat(600).getBytes(StandardCharsets.UTF_8);

  private final Map<String, Object> broker;

  KafkaFloor(String bootstrapServers) {
    this.broker = Map.of("bootstrap.servers", bootstrapServers);
  }

  Spread measure(int records) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(broker)) {
      if (!admin.listTopics().names().get().contains(TOPIC)) {
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      }
      try {
        return Spread.of(hops(records));
      } finally {
        admin.deleteTopics(List.of(TOPIC)).all().get();
      }
    }
  }

  private List<Duration> hops(int records) throws ExecutionException, InterruptedException {
    List<Duration> hops = new ArrayList<>();
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                with("acks", "all", "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                with("auto.offset.reset", "latest", "fetch.min.bytes", "1"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToEnd(List.of(partition));
      consumer.position(partition);
      for (int i = 0; i < WARM_UP + records; i++) {
        long sent = System.nanoTime();
        Future<RecordMetadata> produced = producer.send(new ProducerRecord<>(TOPIC, VALUE));
        long until = sent + Duration.ofSeconds(10).toNanos();
        while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
          if (System.nanoTime() > until) {
            throw new IllegalStateException("Expected the record back within 10 s, but it is not");
          }
        }
        long arrived = System.nanoTime();
        produced.get();
        if (i >= WARM_UP) {
          hops.add(Duration.ofNanos(arrived - sent));
        }
      }
    }
    return hops;
  }

  private Map<String, Object> with(String key, String value, String key2, String value2) {
    return Map.of(
        "bootstrap.servers",
        broker.getOrDefault("bootstrap.servers", ""),
        key,
        value,
        key2,
        value2);
  }
}
