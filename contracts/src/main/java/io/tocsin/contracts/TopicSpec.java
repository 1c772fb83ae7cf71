package io.tocsin.contracts;

import java.util.Map;

/**
 * A topic as it is to be created.
 *
 * @param settings Kafka's own topic settings
 */
public record TopicSpec(String name, int partitions, Map<String, String> settings) {

  /** Where records go that could not be handled. One partition: it is read by people. */
  public TopicSpec deadLetters() {
    return new TopicSpec(name + ".dlt", 1, Map.of("retention.ms", Topics.DAYS_30));
  }
}
