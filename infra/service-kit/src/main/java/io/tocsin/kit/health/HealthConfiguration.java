package io.tocsin.kit.health;

import io.tocsin.kit.kafka.KafkaConnection;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.cloud.stream.binder.Binding;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.context.annotation.Bean;

/** What readiness is made of, beside Boot's own indicator of MongoDB. */
@AutoConfiguration
class HealthConfiguration {

  @Bean
  KafkaHealthIndicator kafkaHealthIndicator(KafkaConnection connection) {
    return new KafkaHealthIndicator(connection.settings());
  }

  @Bean
  BindingsHealthIndicator bindingsHealthIndicator(BindingService service) {
    return new BindingsHealthIndicator(() -> listeners(service));
  }

  private static List<Binding<?>> listeners(BindingService service) {
    return Arrays.stream(service.getConsumerBindingNames())
        .<Binding<?>>flatMap(name -> service.getConsumerBindings(name).stream())
        .toList();
  }
}
