package io.tocsin.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

/** What bare clients need for a crowd of messages, without anybody's state or decision. */
final class CrowdFloor {

  private static final String TOPIC = "tocsin.bench.crowd.v1";

  /** About what a page is long. */
  private static final byte[] VALUE = "x".repeat(900).getBytes(StandardCharsets.UTF_8);

  private static final String NUMBER = "8613700000009";
  private static final String PAGE = "特急：财务支付系统全局故障2026-0042，岗位：数据库管理员。5分钟内回复4821确认。";

  private CrowdFloor() {}

  /** Produced (acks=all) and consumed; the second run counts. */
  static Duration kafka(Options options, int records)
      throws ExecutionException, InterruptedException {
    Map<String, Object> broker = Map.of("bootstrap.servers", options.kafka());
    try (Admin admin = Admin.create(broker)) {
      if (!admin.listTopics().names().get().contains(TOPIC)) {
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      }
      try (KafkaProducer<byte[], byte[]> producer =
              new KafkaProducer<>(
                  Map.of("bootstrap.servers", options.kafka(), "acks", "all", "linger.ms", "0"),
                  new ByteArraySerializer(),
                  new ByteArraySerializer());
          KafkaConsumer<byte[], byte[]> consumer =
              new KafkaConsumer<>(
                  broker, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
        through(producer, consumer, records);
        return through(producer, consumer, records);
      } finally {
        admin.deleteTopics(List.of(TOPIC)).all().get();
      }
    }
  }

  private static Duration through(
      KafkaProducer<byte[], byte[]> producer, KafkaConsumer<byte[], byte[]> consumer, int records)
      throws ExecutionException, InterruptedException {
    long start = System.nanoTime();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      sent.add(producer.send(new ProducerRecord<>(TOPIC, VALUE)));
    }
    for (Future<RecordMetadata> future : sent) {
      future.get();
    }
    for (int seen = 0; seen < records; ) {
      seen += consumer.poll(Duration.ofSeconds(1)).count();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Pages to one person, as many. */
  static Duration smpp(Options options, int messages) throws IOException, InterruptedException {
    return new SmppFloor(options).crowd(Collections.nCopies(messages, NUMBER), PAGE);
  }
}
