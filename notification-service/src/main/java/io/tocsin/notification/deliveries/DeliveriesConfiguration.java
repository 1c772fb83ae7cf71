package io.tocsin.notification.deliveries;

import io.tocsin.notification.domain.FollowUp;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules that deliveries live by, as they are configured. */
@Configuration(proxyBeanMethods = false)
class DeliveriesConfiguration {

  @Bean
  FollowUp.Rules followUpRules(FailoverProperties properties) {
    return properties.rules();
  }
}
