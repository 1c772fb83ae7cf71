package io.tocsin.notification.voice;

import io.tocsin.notification.budget.BudgetedProviders;
import io.tocsin.notification.sending.Provider;
import io.tocsin.notification.sending.ProviderGroup;
import io.tocsin.notification.webhook.GuardedHttp;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One provider for each that is configured. */
@Configuration(proxyBeanMethods = false)
class VoiceConfiguration {

  static final String CALLBACK = "/api/v1/inbound/voice/";

  @Bean
  ProviderGroup voiceProviders(
      VoiceProperties properties, GuardedHttp http, BudgetedProviders budgeted, Clock clock) {
    List<Provider> providers =
        properties.providers().entrySet().stream()
            .map(e -> {
              String callback =
                  properties.publicUrl()
                      + CALLBACK
                      + e.getKey()
                      + "/"
                      + e.getValue().callbackToken();
              Provider provider =
                  new VoiceProvider(providerName(e.getKey()), e.getValue(), callback, http, clock);
              return budgeted.of(provider, e.getValue().budget(), e.getValue().country());
            })
            .toList();
    return () -> providers;
  }

  static String providerName(String name) {
    return "voice:" + name;
  }
}
