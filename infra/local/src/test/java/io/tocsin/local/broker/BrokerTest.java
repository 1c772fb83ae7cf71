package io.tocsin.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.contracts.TopicSpec;
import io.tocsin.contracts.Topics;
import io.tocsin.local.Ports;
import io.tocsin.local.StartRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {

  private static final TopicSpec TOPIC = new TopicSpec("t", 2, Map.of("retention.ms", "1000000"));

  @TempDir static Path dir;
  private static Broker broker;

  @BeforeAll
  static void start() {
    int[] ports = Ports.free(2);
    broker = Broker.start(new BrokerSettings(dir, ports[0], ports[1]));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void declaringTwiceChangesNothingAndDeclaringMoreChangesOnlyThat() throws Exception {
    assertThat(TopicDeclaration.declare(broker.bootstrapServers(), List.of(TOPIC))).hasSize(1);
    assertThat(TopicDeclaration.declare(broker.bootstrapServers(), List.of(TOPIC))).isEmpty();

    TopicSpec more = new TopicSpec("t", 3, Map.of("retention.ms", "2000000"));
    assertThat(TopicDeclaration.declare(broker.bootstrapServers(), List.of(more)))
        .containsExactlyInAnyOrder("raised t to 3 partitions", "set retention.ms of t to 2000000");

    assertThat(TopicDeclaration.declare(broker.bootstrapServers(), List.of(TOPIC)))
        .as("partitions are never taken away")
        .containsExactly("set retention.ms of t to 1000000");
    try (Admin admin = admin()) {
      assertThat(admin.describeTopics(List.of("t")).allTopicNames().get().values())
          .singleElement()
          .satisfies(t -> assertThat(t.partitions()).hasSize(3));
    }
  }

  @Test
  void everyDeclaredTopicCanBeCreated() {
    assertThat(TopicDeclaration.declare(broker.bootstrapServers(), Topics.all()))
        .hasSameSizeAs(Topics.all());
  }

  @Test
  void aTopicThatNobodyDeclaredDoesNotAppear() {
    try (KafkaProducer<String, String> producer = producer("1000")) {
      assertThatThrownBy(
              () -> producer.send(new ProducerRecord<>("typo", "k", "v")).get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void whatWasProducedIsThereAfterARestart() throws Exception {
    TopicDeclaration.declare(
        broker.bootstrapServers(), List.of(new TopicSpec("kept", 2, Map.of())));
    try (KafkaProducer<String, String> producer = producer("60000")) {
      producer.send(new ProducerRecord<>("kept", "k", "v")).get(60, TimeUnit.SECONDS);
    }
    broker.close();
    start();

    try (KafkaConsumer<String, String> consumer = consumer()) {
      consumer.subscribe(List.of("kept"));
      List<String> found = new ArrayList<>();
      for (int i = 0; i < 120 && found.isEmpty(); i++) {
        consumer.poll(Duration.ofMillis(500)).forEach(r -> found.add(r.value()));
      }
      assertThat(found).containsExactly("v");
    }
  }

  @Test
  void aPortInUseIsNamed() {
    int port = Integer.parseInt(broker.bootstrapServers().substring("127.0.0.1:".length()));
    int other = Ports.free(1)[0];

    assertThatThrownBy(() -> Broker.start(new BrokerSettings(dir.resolve("b"), port, other)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("port " + port)
        .hasMessageContaining("Kafka broker");
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private KafkaProducer<String, String> producer(String maxBlock) {
    Properties p = new Properties();
    p.put("bootstrap.servers", broker.bootstrapServers());
    p.put("max.block.ms", maxBlock);
    return new KafkaProducer<>(p, new StringSerializer(), new StringSerializer());
  }

  private KafkaConsumer<String, String> consumer() {
    Properties p = new Properties();
    p.put("bootstrap.servers", broker.bootstrapServers());
    p.put("group.id", "test");
    p.put("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(p, new StringDeserializer(), new StringDeserializer());
  }
}
