package io.tocsin.notification.paging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people are paged.
 *
 * @param worth how long after it was asked for a page is still worth sending; at least until it was
 *     to be acknowledged
 */
@ConfigurationProperties("tocsin.paging")
record PagingProperties(@DefaultValue("15m") Duration worth) {

  PagingProperties {
    if (!worth.isPositive()) {
      throw new IllegalArgumentException(
          "Expected tocsin.paging.worth above zero, but got " + worth);
    }
  }
}
