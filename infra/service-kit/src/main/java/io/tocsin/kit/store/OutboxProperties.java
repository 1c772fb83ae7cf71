package io.tocsin.kit.store;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sweeper goes about.
 *
 * @param sweepEvery from the end of one sweep to the next
 * @param sweepAfter the age at which an entry counts as left behind; longer than a healthy publish
 *     takes
 */
@ConfigurationProperties("tocsin.outbox")
record OutboxProperties(
    @DefaultValue("2s") Duration sweepEvery, @DefaultValue("5s") Duration sweepAfter) {

  OutboxProperties {
    if (!sweepEvery.isPositive() || sweepAfter.isNegative()) {
      throw new IllegalArgumentException(
          "Expected tocsin.outbox.sweep-every above zero and sweep-after not below, but got "
              + sweepEvery
              + " and "
              + sweepAfter);
    }
  }
}
