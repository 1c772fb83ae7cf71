package io.tocsin.notification.messages;

import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedListeners;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The binding to what the roster has to tell. */
@Configuration(proxyBeanMethods = false)
class MessagesConfiguration {

  @Bean
  Consumer<Message<List<byte[]>>> rosterMessages(
      KeyedListeners listeners, PersonMessages messages) {
    return listeners.listen(Topics.ROSTER, messages);
  }
}
