package io.tocsin.roster.watchdog;

import io.tocsin.contracts.Channel;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the alarm is raised.
 *
 * @param grace how late a page may be
 * @param interval between two looks for overdue ones
 * @param repeat how long until the leaders are told again when still nothing has happened
 * @param repeats how often they are told again at most
 * @param channels the ways to tell them by
 */
@ConfigurationProperties("tocsin.watchdog")
record WatchdogProperties(
    @DefaultValue("PT30S") Duration grace,
    @DefaultValue("1s") Duration interval,
    @DefaultValue("PT5M") Duration repeat,
    @DefaultValue("12") int repeats,
    @DefaultValue({"SMS", "EMAIL"}) List<Channel> channels) {

  WatchdogProperties {
    channels = List.copyOf(channels);
    if (!grace.isPositive()
        || !interval.isPositive()
        || !repeat.isPositive()
        || repeats < 0
        || channels.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected tocsin.watchdog with channels and grace, interval and repeat above zero, but got %s, %s, %s, %s, repeats %d"
              .formatted(channels, grace, interval, repeat, repeats));
    }
  }
}
