package io.tocsin.kit.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.DirectoryEvent.FaultNotices;
import io.tocsin.contracts.DirectoryEvent.Grading;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.TopicSpec;
import io.tocsin.local.broker.TopicDeclaration;
import io.tocsin.testkit.EmbeddedPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryReplicaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String topic = "directory-" + UUID.randomUUID();
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", EmbeddedPlatform.kafkaBootstrapServers()),
          new StringSerializer(),
          new ByteArraySerializer());
  private final DirectoryReplica replica =
      new DirectoryReplica(
          topic, Map.of("bootstrap.servers", EmbeddedPlatform.kafkaBootstrapServers()));

  @BeforeEach
  void declare() {
    TopicDeclaration.declare(
        EmbeddedPlatform.kafkaBootstrapServers(),
        List.of(new TopicSpec(topic, 1, Map.of("cleanup.policy", "compact"))));
  }

  @AfterEach
  void stop() {
    replica.stop();
    producer.close();
  }

  @Test
  void anEmptyTopicIsCaughtUpWithAtOnce() {
    replica.start();

    await().atMost(PATIENCE).until(replica::caughtUp);
    assertThat(replica.current()).isEqualTo(DirectorySnapshot.EMPTY);
  }

  @Test
  void theStartShowsTheNewestWholeRevisionOnly() throws Exception {
    put(unit("8801"));
    put(organisation(1));
    put(unit("8802"));
    put(organisation(2));
    put(unit("8803"));
    List<Long> shown = listen();

    replica.start();

    await().atMost(PATIENCE).until(replica::caughtUp);
    assertThat(shown).containsExactly(2L);
    assertThat(replica.current().units().keySet()).containsExactly("8801", "8802");
  }

  @Test
  void aRevisionShowsAtOnceWhenItsLastRecordComes() throws Exception {
    put(unit("8801"));
    put(organisation(1));
    List<Long> shown = listen();
    replica.start();
    await().atMost(PATIENCE).until(() -> replica.current().revision() == 1);

    put(unit("8802"));
    write("unit/8801", null);
    write("unit/8899", "garbage".getBytes(StandardCharsets.UTF_8));
    assertThat(replica.current().units().keySet()).containsExactly("8801");
    put(organisation(2));

    await().atMost(PATIENCE).until(() -> replica.current().revision() == 2);
    assertThat(replica.current().units().keySet()).containsExactly("8802");
    assertThat(shown).containsExactly(1L, 2L);
  }

  private List<Long> listen() {
    List<Long> shown = new CopyOnWriteArrayList<>();
    replica.onChange(snapshot -> {
      shown.add(snapshot.revision());
      throw new IllegalStateException("a listener's own trouble");
    });
    return shown;
  }

  private void put(DirectoryEvent event) throws Exception {
    write(
        event.key(),
        EventCodec.encode(
            new Envelope<>(UUID.randomUUID().toString(), Instant.EPOCH, null, event)));
  }

  private void write(String key, byte @Nullable [] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value)).get(30, TimeUnit.SECONDS);
  }

  private static UnitV1 unit(String code) {
    return new UnitV1(code, "单位" + code, null, "8800", null);
  }

  private static OrganisationV1 organisation(long revision) {
    return new OrganisationV1(
        "某中心",
        ZoneId.of("Asia/Shanghai"),
        "zh-CN",
        revision,
        new Grading(List.of(), List.of()),
        new FaultNotices(List.of(), List.of()));
  }
}
