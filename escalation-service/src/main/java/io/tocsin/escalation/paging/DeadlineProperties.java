package io.tocsin.escalation.paging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deadlines are looked for.
 *
 * @param interval between two looks: how late a page may be
 * @param atOnce how many deadlines one look takes
 * @param concurrency how many of them are decided side by side
 */
@ConfigurationProperties("tocsin.escalation.deadlines")
record DeadlineProperties(
    @DefaultValue("50ms") Duration interval,
    @DefaultValue("500") int atOnce,
    @DefaultValue("32") int concurrency) {

  DeadlineProperties {
    if (!interval.isPositive() || atOnce < 1 || concurrency < 1) {
      throw new IllegalArgumentException(
          "Expected tocsin.escalation.deadlines with an interval, at-once and concurrency above zero,"
              + " but got "
              + interval
              + ", "
              + atOnce
              + ", "
              + concurrency);
    }
  }
}
