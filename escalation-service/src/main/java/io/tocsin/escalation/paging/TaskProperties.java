package io.tocsin.escalation.paging;

import io.tocsin.contracts.Channel;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people are told of steps and decisions.
 *
 * @param channels the ways to tell them by
 * @param leadAfter how long after a step became overdue the leader is told too
 */
@ConfigurationProperties("tocsin.escalation.tasks")
record TaskProperties(
    @DefaultValue({"SMS", "EMAIL"}) List<Channel> channels,
    @DefaultValue("PT5M") Duration leadAfter) {

  TaskProperties {
    channels = List.copyOf(channels);
    if (channels.isEmpty() || !leadAfter.isPositive()) {
      throw new IllegalArgumentException(
          "Expected tocsin.escalation.tasks with channels and lead-after above zero, but got "
              + channels
              + " and "
              + leadAfter);
    }
  }
}
