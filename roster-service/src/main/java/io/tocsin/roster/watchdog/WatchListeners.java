package io.tocsin.roster.watchdog;

import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedListeners;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** What the watchdog follows; all are keyed by the incident. */
@Configuration(proxyBeanMethods = false)
class WatchListeners {

  @Bean
  Consumer<Message<List<byte[]>>> watchIncidents(KeyedListeners listeners, WatchHandler handler) {
    return listeners.follow(Topics.INCIDENTS, handler);
  }

  @Bean
  Consumer<Message<List<byte[]>>> watchPages(KeyedListeners listeners, WatchHandler handler) {
    return listeners.follow(Topics.PAGES, handler);
  }
}
