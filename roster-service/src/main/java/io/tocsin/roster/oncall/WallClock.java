package io.tocsin.roster.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them. */
public final class WallClock {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private WallClock() {}

  /** By the clock of the zone; a dash for a time without end. */
  public static String minute(Instant instant, ZoneId zone) {
    return instant.equals(Instant.MAX) || instant.equals(Instant.MIN)
        ? "–"
        : MINUTE.format(instant.atZone(zone));
  }
}
