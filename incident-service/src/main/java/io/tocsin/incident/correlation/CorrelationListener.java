package io.tocsin.incident.correlation;

import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedListeners;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Reports of one system meet one correlation at a time: the topic's key is the system. */
@Configuration(proxyBeanMethods = false)
class CorrelationListener {

  @Bean
  Consumer<Message<List<byte[]>>> correlateReports(
      KeyedListeners listeners, CorrelationHandler handler) {
    return listeners.gulp(Topics.REPORTS, handler);
  }
}
