package io.tocsin.incident.response;

import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedListeners;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** What escalation, roster and notification say about incidents. */
@Configuration(proxyBeanMethods = false)
class ResponseListeners {

  @Bean
  Consumer<Message<List<byte[]>>> notePages(KeyedListeners listeners, ResponseHandler handler) {
    return listeners.follow(Topics.PAGES, handler);
  }

  @Bean
  Consumer<Message<List<byte[]>>> noteAssignments(
      KeyedListeners listeners, ResponseHandler handler) {
    return listeners.follow(Topics.ASSIGNMENTS, handler);
  }

  @Bean
  Consumer<Message<List<byte[]>>> noteNotifications(
      KeyedListeners listeners, ResponseHandler handler) {
    return listeners.follow(Topics.NOTIFICATIONS, handler);
  }
}
