package io.tocsin.notification.chat;

import io.tocsin.notification.sending.Provider;
import io.tocsin.notification.sending.ProviderGroup;
import io.tocsin.notification.webhook.Endpoints;
import io.tocsin.notification.webhook.GuardedHttp;
import io.tocsin.notification.webhook.WebhookProperties;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One provider for each room. */
@Configuration(proxyBeanMethods = false)
class ChatConfiguration {

  @Bean
  ProviderGroup chatRooms(
      ChatProperties properties,
      GuardedHttp http,
      Endpoints endpoints,
      WebhookProperties webhooks,
      Clock clock) {
    List<Provider> rooms =
        properties.rooms().entrySet().stream()
            .<Provider>map(e ->
                new RoomProvider(
                    e.getKey(), e.getValue(), http, endpoints, webhooks.answerWithin(), clock))
            .toList();
    return () -> rooms;
  }
}
