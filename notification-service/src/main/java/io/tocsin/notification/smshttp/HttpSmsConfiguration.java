package io.tocsin.notification.smshttp;

import io.tocsin.notification.budget.BudgetedProviders;
import io.tocsin.notification.sending.Provider;
import io.tocsin.notification.sending.ProviderGroup;
import io.tocsin.notification.sending.SmsProperties;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One provider for each that is configured. */
@Configuration(proxyBeanMethods = false)
class HttpSmsConfiguration {

  static final String CALLBACK = "/api/v1/inbound/sms/";

  @Bean
  HttpSmsRequests httpSmsRequests(HttpSmsProperties properties, SmsProperties sms) {
    Map<String, HttpSmsRequest> requests = new LinkedHashMap<>();
    properties
        .providers()
        .forEach((name, one) -> {
          String callback = properties.publicUrl() + CALLBACK + name + "/" + one.callbackToken();
          requests.put(
              name,
              new HttpSmsRequest(
                  HttpSmsSpec.load(one.spec()), one, callback, sms.signature(one.signature())));
        });
    return new HttpSmsRequests(requests);
  }

  @Bean
  ProviderGroup httpSmsProviders(
      HttpSmsRequests requests, BudgetedProviders budgeted, Clock clock) {
    List<Provider> providers =
        requests.byName().entrySet().stream()
            .map(e -> provider(e.getKey(), e.getValue(), budgeted, clock))
            .toList();
    return () -> providers;
  }

  private static Provider provider(
      String name, HttpSmsRequest request, BudgetedProviders budgeted, Clock clock) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(request.properties().connectWithin())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    List<String> ready =
        request.spec().perNumber() == null ? List.of() : request.spec().perNumber();
    return budgeted.of(
        new HttpSmsProvider(HttpSmsRequests.providerName(name), request, client, clock),
        request.properties().budget(ready),
        request.properties().country());
  }
}
