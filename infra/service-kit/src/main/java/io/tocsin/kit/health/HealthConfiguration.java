package io.tocsin.kit.health;

import io.tocsin.kit.kafka.KafkaConnection;
import io.tocsin.kit.kafka.ListenerContainers;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.context.annotation.Bean;

/** What readiness is made of, beside the store's indicator and the directory's. */
@AutoConfiguration
class HealthConfiguration {

  @Bean
  KafkaHealthIndicator kafkaHealthIndicator(KafkaConnection connection) {
    return new KafkaHealthIndicator(connection.settings());
  }

  @Bean
  BindingsHealthIndicator bindingsHealthIndicator(
      BindingService bindings, ListenerContainers containers) {
    return new BindingsHealthIndicator(bindings, containers);
  }
}
