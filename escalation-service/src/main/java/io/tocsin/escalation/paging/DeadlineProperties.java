package io.tocsin.escalation.paging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deadlines are met.
 *
 * @param interval between two looks when no timer is set for an earlier one: how late a page may be
 *     whose deadline another, killed instance wrote
 * @param atOnce how many deadlines are decided and written together
 * @param concurrency how many such batches are under way
 */
@ConfigurationProperties("tocsin.escalation.deadlines")
record DeadlineProperties(
    @DefaultValue("250ms") Duration interval,
    @DefaultValue("256") int atOnce,
    @DefaultValue("2") int concurrency) {

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
