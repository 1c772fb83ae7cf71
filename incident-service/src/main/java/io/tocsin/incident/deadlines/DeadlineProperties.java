package io.tocsin.incident.deadlines;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How due incidents are looked for.
 *
 * @param interval between two looks that found nothing: how late something may come
 * @param atOnce how many incidents one look takes
 * @param concurrency how many of them are decided side by side
 */
@ConfigurationProperties("tocsin.incident.deadlines")
record DeadlineProperties(
    @DefaultValue("250ms") Duration interval,
    @DefaultValue("500") int atOnce,
    @DefaultValue("16") int concurrency) {

  DeadlineProperties {
    if (!interval.isPositive() || atOnce < 1 || concurrency < 1) {
      throw new IllegalArgumentException(
          "Expected tocsin.incident.deadlines with an interval, at-once and concurrency above zero,"
              + " but got %s, %d, %d".formatted(interval, atOnce, concurrency));
    }
  }
}
