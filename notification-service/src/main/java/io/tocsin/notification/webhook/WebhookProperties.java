package io.tocsin.notification.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How addresses that somebody configured are reached.
 *
 * @param allowedNetworks private ones that may be reached all the same, such as {@code 10.1.0.0/16}
 * @param disableAfter failures in a row after which an endpoint is asked no more until somebody
 *     enables it
 * @param disableOnceFailingFor and only when it has failed for as long
 * @param schedule the waits before an endpoint is tried again; the last one repeats
 */
@ConfigurationProperties("tocsin.webhooks")
public record WebhookProperties(
    @DefaultValue List<String> allowedNetworks,
    @DefaultValue("2s") Duration connectWithin,
    @DefaultValue("10s") Duration answerWithin,
    @DefaultValue("20") int disableAfter,
    @DefaultValue("1h") Duration disableOnceFailingFor,
    @DefaultValue({"5s", "30s", "2m", "10m", "30m"}) List<Duration> schedule) {

  public WebhookProperties {
    if (!connectWithin.isPositive() || !answerWithin.isPositive() || disableAfter < 1) {
      throw new IllegalArgumentException(
          "Expected tocsin.webhooks with connect-within and answer-within above zero and"
              + " disable-after from 1, but got "
              + connectWithin
              + ", "
              + answerWithin
              + ", "
              + disableAfter);
    }
    if (schedule.isEmpty() || schedule.stream().anyMatch(wait -> !wait.isPositive())) {
      throw new IllegalArgumentException(
          "Expected tocsin.webhooks.schedule of waits above zero, but got " + schedule);
    }
  }
}
