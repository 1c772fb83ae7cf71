package io.tocsin.notification.paging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people are paged.
 *
 * @param worth how long after it was asked for a page is still worth sending; at least until it was
 *     to be acknowledged
 * @param signature stands at the end of every SMS, such as 【江南省财政厅】; empty for none
 */
@ConfigurationProperties("tocsin.paging")
record PagingProperties(@DefaultValue("15m") Duration worth, @DefaultValue("") String signature) {

  PagingProperties {
    if (!worth.isPositive()) {
      throw new IllegalArgumentException(
          "Expected tocsin.paging.worth above zero, but got " + worth);
    }
  }
}
