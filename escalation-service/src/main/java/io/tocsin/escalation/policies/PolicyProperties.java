package io.tocsin.escalation.policies;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What policies leave open.
 *
 * @param singleLevel how long the only level of a policy lasts when it says no interval of its own
 */
@ConfigurationProperties("tocsin.escalation.policies")
record PolicyProperties(@DefaultValue("PT5M") Duration singleLevel) {

  PolicyProperties {
    if (!singleLevel.isPositive()) {
      throw new IllegalArgumentException(
          "Expected tocsin.escalation.policies.single-level above zero, but got " + singleLevel);
    }
  }
}
