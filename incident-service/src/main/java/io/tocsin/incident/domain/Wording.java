package io.tocsin.incident.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** How times read in a sentence. */
public final class Wording {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DATE_AND_TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");

  private Wording() {}

  /** To the second, in the largest units that leave nothing out: 30 min, 3 h, 6 h 30 min, 20 s. */
  public static Text duration(Duration d) {
    StringBuilder zh = new StringBuilder();
    StringBuilder en = new StringBuilder();
    append(zh, en, d.toHours(), "小时", "h");
    append(zh, en, d.toMinutesPart(), d.toSecondsPart() == 0 ? "分钟" : "分", "min");
    append(zh, en, d.toSecondsPart(), "秒", "s");
    return zh.isEmpty() ? new Text("0秒", "0 s") : new Text(zh.toString(), en.toString());
  }

  /** The time of day where people are; with the date where it is another day than {@code now}. */
  static String clock(Instant at, Instant now, ZoneId zone) {
    ZonedDateTime local = at.atZone(zone);
    return local.toLocalDate().equals(now.atZone(zone).toLocalDate())
        ? TIME.format(local)
        : DATE_AND_TIME.format(local);
  }

  /** Nobody may take a drill for the real thing, whatever part of the message they see. */
  static Text marked(boolean exercise, Text text) {
    return exercise ? new Text("【演练】" + text.zh(), "[DRILL] " + text.en()) : text;
  }

  private static void append(
      StringBuilder zh, StringBuilder en, long amount, String unitZh, String unitEn) {
    if (amount > 0) {
      zh.append(amount).append(unitZh);
      en.append(en.isEmpty() ? "" : " ").append(amount).append(' ').append(unitEn);
    }
  }
}
