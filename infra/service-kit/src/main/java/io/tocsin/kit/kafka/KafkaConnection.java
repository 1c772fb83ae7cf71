package io.tocsin.kit.kafka;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * How to reach the cluster: servers and security as {@code spring.kafka} says, without the
 * serializers and groups of this or that client.
 */
public final class KafkaConnection {

  private final Map<String, Object> settings;

  KafkaConnection(KafkaProperties properties) {
    this.settings = Map.copyOf(properties.buildAdminProperties());
  }

  /** For a client of one's own; may be added to. */
  public Map<String, Object> settings() {
    return new HashMap<>(settings);
  }
}
