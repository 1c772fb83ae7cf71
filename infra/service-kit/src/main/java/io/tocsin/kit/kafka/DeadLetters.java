package io.tocsin.kit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.contracts.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Parks what cannot be handled on {@code <topic>.dlt}: key and value as they came, the cause in the
 * headers. All headers are UTF-8 text.
 */
public final class DeadLetters {

  /** The topic that the record came from. */
  public static final String TOPIC = "tocsin-original-topic";

  public static final String PARTITION = "tocsin-original-partition";
  public static final String OFFSET = "tocsin-original-offset";

  /** The consumer group that gave the record up. */
  public static final String GROUP = "tocsin-consumer-group";

  /** The class of what went wrong. */
  public static final String EXCEPTION = "tocsin-exception";

  public static final String MESSAGE = "tocsin-exception-message";

  /** The first line of the stack. */
  public static final String STACK = "tocsin-exception-stack";

  /** When it was given up, ISO 8601. */
  public static final String AT = "tocsin-dead-at";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final RecordPublisher publisher;
  private final Clock clock;
  private final MeterRegistry registry;

  DeadLetters(RecordPublisher publisher, Clock clock, MeterRegistry registry) {
    this.publisher = publisher;
    this.clock = clock;
    this.registry = registry;
  }

  /** Completes when Kafka has it. */
  Mono<Void> park(TopicSpec topic, String group, IncomingRecord record, Throwable error) {
    return Mono.defer(() -> {
      IncomingRecord.Place place = record.place();
      LOG.warn("Parked on the dead-letter topic: {} of group {}: {}", place, group, error, error);
      registry.counter("tocsin.listener.dead.letters", "topic", place.topic()).increment();
      ProducerRecord<String, byte[]> letter =
          new ProducerRecord<>(topic.deadLetters().name(), record.key(), record.value());
      Headers headers = letter.headers();
      add(headers, TOPIC, place.topic());
      add(headers, PARTITION, String.valueOf(place.partition()));
      add(headers, OFFSET, String.valueOf(place.offset()));
      add(headers, GROUP, group);
      add(headers, EXCEPTION, error.getClass().getName());
      add(headers, MESSAGE, error.getMessage());
      add(headers, STACK, firstLine(error));
      add(headers, AT, clock.instant().toString());
      return publisher.publishEncoded(List.of(letter));
    });
  }

  private static @Nullable String firstLine(Throwable error) {
    StackTraceElement[] stack = error.getStackTrace();
    return stack.length == 0 ? null : stack[0].toString();
  }

  private static void add(Headers headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }
}
