package io.tocsin.kit.kafka;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.Event;
import io.tocsin.contracts.TopicSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record to be published.
 *
 * @param key records of one key keep their order and meet one consumer at a time
 * @param envelope null is a tombstone on a compacted topic
 */
public record Outgoing(String topic, String key, @Nullable Envelope<?> envelope) {

  public static Outgoing of(
      TopicSpec topic, String key, String id, Instant at, @Nullable String cause, Event event) {
    return new Outgoing(topic.name(), key, new Envelope<>(id, at, cause, event));
  }

  public static Outgoing tombstone(TopicSpec topic, String key) {
    return new Outgoing(topic.name(), key, null);
  }
}
