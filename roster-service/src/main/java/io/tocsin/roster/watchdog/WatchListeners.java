package io.tocsin.roster.watchdog;

import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedListeners;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/**
 * What the watchdog follows; all are keyed by the incident. Closely: a page that it has not read of
 * is a page that it misses.
 */
@Configuration(proxyBeanMethods = false)
class WatchListeners {

  @Bean
  Consumer<Message<List<byte[]>>> watchIncidents(KeyedListeners listeners, WatchHandler handler) {
    return listeners.followClosely(Topics.INCIDENTS, handler);
  }

  @Bean
  Consumer<Message<List<byte[]>>> watchPages(KeyedListeners listeners, WatchHandler handler) {
    return listeners.followClosely(Topics.PAGES, handler);
  }
}
