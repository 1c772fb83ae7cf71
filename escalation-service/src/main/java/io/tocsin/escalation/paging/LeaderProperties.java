package io.tocsin.escalation.paging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the leaders are called when a policy ran out.
 *
 * @param repeatAtMost the longest pause between two calls; the first is as long as the policy's
 *     last level, and the pauses double
 */
@ConfigurationProperties("tocsin.escalation.leaders")
public record LeaderProperties(@DefaultValue("PT1H") Duration repeatAtMost) {

  public LeaderProperties {
    if (!repeatAtMost.isPositive()) {
      throw new IllegalArgumentException(
          "Expected tocsin.escalation.leaders.repeat-at-most above zero, but got " + repeatAtMost);
    }
  }
}
