package io.tocsin.notification.email;

import io.tocsin.notification.sending.Provider;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The e-mail provider. */
@Configuration(proxyBeanMethods = false)
class EmailConfiguration {

  @Bean(destroyMethod = "close")
  TransportPool transportPool(SmtpProperties properties, Clock clock) {
    return new TransportPool(properties, clock);
  }

  @Bean
  Provider smtpProvider(SmtpProperties properties, TransportPool pool) {
    return new SmtpProvider(properties, pool);
  }
}
