package io.tocsin.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what some policies ask for on the topic of pages, from where it ended at the start. */
final class PageWatch implements AutoCloseable {

  private static final String TOPIC = "tocsin.pages.v1";

  private final KafkaConsumer<String, byte[]> consumer;
  private final String policies;
  private final Map<String, Started> started = new HashMap<>();
  private final Set<String> requested = new LinkedHashSet<>();
  private Instant last = Instant.MIN;

  private PageWatch(KafkaConsumer<String, byte[]> consumer, String policies) {
    this.consumer = consumer;
    this.policies = policies;
  }

  /** {@code policies}: how their ids begin. */
  static PageWatch fromNow(String bootstrapServers, String policies) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "max.poll.records", "5000"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(TOPIC).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return new PageWatch(consumer, policies);
  }

  /** When a policy began for an incident, by the service's own clock. */
  record Started(String policy, Instant at) {}

  Collection<Started> started() {
    return started.values();
  }

  /** When the last page was read here. */
  Instant lastRequested() {
    return last;
  }

  List<String> incidents() {
    return new ArrayList<>(started.keySet());
  }

  void awaitStarted(int wanted, Duration patience) throws IOException {
    Instant end = Instant.now().plus(patience);
    while (started.size() < wanted) {
      read("escalations begun", started.size(), wanted, end);
    }
  }

  void awaitRequested(int wanted, Duration patience) throws IOException {
    Instant end = Instant.now().plus(patience);
    while (requested.size() < wanted) {
      read("pages", requested.size(), wanted, end);
    }
  }

  private void read(String what, int seen, int wanted, Instant end) throws IOException {
    if (Instant.now().isAfter(end)) {
      throw new IOException("Expected %d %s, but saw %d".formatted(wanted, what, seen));
    }
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
      JsonNode envelope = JsonMapper.shared().readTree(record.value());
      String policy = envelope.path("data").path("policyId").asString("");
      if (!policy.startsWith(policies)) {
        continue;
      }
      switch (envelope.path("type").asString()) {
        case "escalation.started.v1" ->
            started.put(
                record.key(), new Started(policy, Instant.parse(envelope.path("at").asString())));
        case "page.requested.v1" -> {
          requested.add(envelope.path("data").path("pageId").asString());
          last = Instant.now();
        }
        default -> {
          // Of no matter here.
        }
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
