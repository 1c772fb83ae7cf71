package io.tocsin.notification.paging;

import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedListeners;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The binding to the roster's answers. */
@Configuration(proxyBeanMethods = false)
class PagingConfiguration {

  @Bean
  Consumer<Message<List<byte[]>>> assignments(KeyedListeners listeners, Paging paging) {
    return listeners.listen(Topics.ASSIGNMENTS, paging);
  }
}
