package io.tocsin.notification.sms;

import io.tocsin.notification.replies.Replies;
import io.tocsin.notification.sending.Provider;
import io.tocsin.notification.sending.Receipts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The SMS provider. */
@Configuration(proxyBeanMethods = false)
class SmsConfiguration {

  /** Opened when the rest is there to take what comes in, closed when the last answer has come. */
  @Bean(initMethod = "open", destroyMethod = "close")
  SmppLink smppLink(SmppProperties properties, Receipts receipts, Replies replies) {
    return new SmppLink(properties, new SmppInbox(properties.providerName(), receipts, replies));
  }

  @Bean
  Provider smppProvider(SmppProperties properties, SmppLink link) {
    return new SmppProvider(properties, link);
  }
}
