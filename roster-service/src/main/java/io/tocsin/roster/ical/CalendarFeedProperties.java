package io.tocsin.roster.ical;

import io.tocsin.roster.ical.PublicAddresses.Network;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How calendars are fetched from the addresses that layers name.
 *
 * @param every between two looks at one calendar
 * @param tick between two looks for a calendar that is due
 * @param connect how long a server may take to be there
 * @param timeout how long it may take in all
 * @param size what is longer is no calendar of ours
 * @param allow networks such as {@code 10.1.0.0/16}, in which a calendar may be although they are
 *     not the internet's. Whoever sets up the organisation makes the service read any address in
 *     them
 * @param warnAfter how long a calendar may fail before the schedule's owner is told
 */
@ConfigurationProperties("tocsin.calendars")
record CalendarFeedProperties(
    @DefaultValue("15m") Duration every,
    @DefaultValue("10s") Duration tick,
    @DefaultValue("5s") Duration connect,
    @DefaultValue("20s") Duration timeout,
    @DefaultValue("1MB") DataSize size,
    @DefaultValue({}) List<String> allow,
    @DefaultValue("24h") Duration warnAfter) {

  CalendarFeedProperties {
    allow = List.copyOf(allow);
    allow.forEach(Network::parse);
    if (!every.isPositive()
        || !tick.isPositive()
        || !connect.isPositive()
        || !timeout.isPositive()
        || !warnAfter.isPositive()
        || size.toBytes() < 1) {
      throw new IllegalArgumentException(
          "Expected tocsin.calendars with times and a size above zero, but got every %s, tick %s, connect %s, timeout %s, warn-after %s, size %s"
              .formatted(every, tick, connect, timeout, warnAfter, size));
    }
  }
}
