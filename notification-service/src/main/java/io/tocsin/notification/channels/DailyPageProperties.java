package io.tocsin.notification.channels;

import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A page that goes out every day to try the channels.
 *
 * @param at when, in {@code zone}; a service that was away then sends it as soon as it is back
 * @param to whom; nothing is sent while there is nobody
 * @param within a page that has not arrived by then raises an alarm
 * @param poll how often it is looked whether one of these times has come
 */
@ConfigurationProperties("tocsin.daily-page")
record DailyPageProperties(
    @DefaultValue("09:00") LocalTime at,
    @DefaultValue("Asia/Shanghai") ZoneId zone,
    @DefaultValue List<Contact> to,
    @DefaultValue("ZH") Language language,
    @DefaultValue("5m") Duration within,
    @DefaultValue("10s") Duration poll) {

  DailyPageProperties {
    if (!within.isPositive() || !poll.isPositive()) {
      throw new IllegalArgumentException(
          "Expected tocsin.daily-page.within and poll above zero, but got "
              + within
              + " and "
              + poll);
    }
    for (Contact contact : to) {
      if (contact.channel() == Channel.INTRANET || contact.address().isBlank()) {
        throw new IllegalArgumentException(
            "Expected tocsin.daily-page.to with a channel of SMS, EMAIL, CHAT or VOICE and an"
                + " address, but got "
                + contact);
      }
    }
  }

  /**
   * The days whose page is looked after now, the earlier first: today's from its time on, and
   * yesterday's as long as it may be on its way, though midnight has passed meanwhile.
   */
  List<LocalDate> days(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    Instant midnight = today.atStartOfDay(zone).toInstant();
    boolean both = now.isBefore(midnight.plus(within.multipliedBy(2)));
    return Stream.of(today.minusDays(1), today)
        .filter(day -> both || day.equals(today))
        .filter(day -> !now.isBefore(day.atTime(at).atZone(zone).toInstant()))
        .toList();
  }

  /** Somebody who knows that it comes. */
  record Contact(Channel channel, String address) {}
}
