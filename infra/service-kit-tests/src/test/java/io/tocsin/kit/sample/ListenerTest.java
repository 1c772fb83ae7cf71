package io.tocsin.kit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.DeadLetters;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.testkit.EmbeddedPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;

/** From Kafka through a handler and the store to Kafka, on the embedded default. */
class ListenerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, List<String>> sent = new TreeMap<>();
  private @Nullable ConfigurableApplicationContext service;

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void aStormLosesNothingAndParksOnlyWhatIsBad() {
    start();
    try (Reports reports = reports()) {
      for (int i = 0; i < 2000; i++) {
        good(reports, "s" + i % 20, i);
        if (i % 500 == 7) {
          reports.send(key("s" + i % 20), run + "-bad-" + i, "poison " + i);
          reports.garbage(key("s" + i % 20), "{\"id\": \"" + i);
        }
      }
      reports.raw(key("s1"), null);
    }

    awaitAllCounted();
    assertToldOnceInOrder();
    await().untilAsserted(() -> assertThat(letters()).hasSize(9));
    assertThat(letters())
        .extracting(l -> header(l, DeadLetters.TOPIC))
        .containsOnly("tocsin.reports.v1");
    assertThat(letters())
        .extracting(l -> header(l, DeadLetters.EXCEPTION))
        .containsOnly(
            "java.lang.IllegalArgumentException", "io.tocsin.contracts.MalformedRecordException");
    assertThat(letters())
        .extracting(l -> header(l, DeadLetters.PARTITION) + "/" + header(l, DeadLetters.OFFSET))
        .doesNotHaveDuplicates();
    assertThat(letters())
        .filteredOn(l -> header(l, DeadLetters.EXCEPTION).endsWith("ArgumentException"))
        .allSatisfy(l -> {
          assertThat(header(l, DeadLetters.MESSAGE)).contains("but got poison");
          assertThat(header(l, DeadLetters.STACK)).contains("TallyHandler");
          assertThat(header(l, DeadLetters.GROUP)).isEqualTo("sample-" + run);
          assertThat(EventCodec.decode(l.value()).id()).startsWith(run + "-bad-");
        });
  }

  @Test
  void aServiceThatStopsInTheMiddleGoesOnWhereItWas() throws InterruptedException {
    start();
    AtomicBoolean done = new AtomicBoolean();
    Thread sender =
        Thread.ofVirtual()
            .start(() -> {
              try (Reports reports = reports()) {
                for (int i = 0; i < 3000; i++) {
                  good(reports, "s" + i % 20, i);
                }
              }
              done.set(true);
            });
    for (int stops = 0; stops < 2; stops++) {
      int before = counted();
      await().atMost(PATIENCE).until(() -> counted() > before || done.get());
      stop();
      start();
    }
    sender.join();

    awaitAllCounted();
    assertToldOnceInOrder();
    assertThat(letters()).isEmpty();
  }

  /** Batches are committed together: the last ones may wait for no further record. */
  @Test
  void whatIsDoneIsCommittedAlsoWhenNothingMoreComes() {
    start();
    try (Reports reports = reports()) {
      for (int i = 0; i < 3; i++) {
        good(reports, "s1", i);
        int sentSoFar = i + 1;
        await().atMost(PATIENCE).until(() -> counted() == sentSoFar);
      }
    }

    await().atMost(PATIENCE).until(() -> uncommitted() == 0);
  }

  private long uncommitted() throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", EmbeddedPlatform.kafkaBootstrapServers()))) {
      var committed =
          admin.listConsumerGroupOffsets("sample-" + run).partitionsToOffsetAndMetadata().get();
      var description = admin.describeTopics(List.of(Topics.REPORTS.name())).allTopicNames().get();
      var latest =
          Objects.requireNonNull(description.get(Topics.REPORTS.name())).partitions().stream()
              .collect(
                  Collectors.toMap(
                      p -> new TopicPartition(Topics.REPORTS.name(), p.partition()),
                      p -> OffsetSpec.latest()));
      return admin.listOffsets(latest).all().get().entrySet().stream()
          .mapToLong(end -> end.getValue().offset() - offset(committed.get(end.getKey())))
          .sum();
    }
  }

  private static long offset(@Nullable OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }

  private void start() {
    service =
        SampleService.start(
            Map.of(
                "spring.kafka.bootstrap-servers",
                EmbeddedPlatform.kafkaBootstrapServers(),
                "spring.mongodb.uri",
                EmbeddedPlatform.mongoUri(),
                "spring.mongodb.database",
                "sample_" + run,
                "spring.cloud.stream.bindings.reports-in-0.group",
                "sample-" + run));
  }

  private Reports reports() {
    return new Reports(EmbeddedPlatform.kafkaBootstrapServers());
  }

  private String key(String system) {
    return run + "-" + system;
  }

  private void good(Reports reports, String system, int number) {
    synchronized (sent) {
      sent.computeIfAbsent(key(system), k -> new ArrayList<>()).add("n" + number);
    }
    reports.send(key(system), run + "-" + number, "n" + number);
  }

  @SuppressWarnings("unchecked")
  private Tally tally(String key) {
    AggregateStore<Tally> store =
        (AggregateStore<Tally>)
            Objects.requireNonNull(service)
                .getBeanProvider(
                    ResolvableType.forClassWithGenerics(AggregateStore.class, Tally.class))
                .getObject();
    var loaded = Objects.requireNonNull(store.load(key).block(PATIENCE));
    return loaded.state() == null ? Tally.of(key) : loaded.state();
  }

  private int counted() {
    Set<String> keys;
    synchronized (sent) {
      keys = new HashSet<>(sent.keySet());
    }
    return keys.stream().mapToInt(k -> (int) tally(k).count()).sum();
  }

  private void awaitAllCounted() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(sent)
                .allSatisfy(
                    (key, numbers) -> assertThat(tally(key).symptoms()).isEqualTo(numbers)));
  }

  private void assertToldOnceInOrder() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Map<String, List<String>> told = new TreeMap<>();
          Set<String> ids = new HashSet<>();
          for (ConsumerRecord<String, byte[]> record : log(Topics.PAGES.name())) {
            Envelope<?> envelope = EventCodec.decode(record.value());
            if (record.key().startsWith(run) && ids.add(envelope.id())) {
              told.computeIfAbsent(record.key(), k -> new ArrayList<>())
                  .add(((PagesWithdrawnV1) envelope.data()).reason().en());
            }
          }
          assertThat(told).isEqualTo(sent);
        });
  }

  private List<ConsumerRecord<String, byte[]>> letters() {
    return log(Topics.REPORTS.deadLetters().name()).stream()
        .filter(l -> l.key().startsWith(run))
        .toList();
  }

  private static List<ConsumerRecord<String, byte[]>> log(String topic) {
    return TopicLog.read(EmbeddedPlatform.kafkaBootstrapServers(), topic);
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
