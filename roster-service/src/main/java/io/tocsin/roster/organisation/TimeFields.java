package io.tocsin.roster.organisation;

import java.time.Duration;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers, times, zones, languages. */
final class TimeFields {

  private static final Duration LONGEST = Duration.ofDays(3660);

  private TimeFields() {}

  static int number(Field field, int least, int most, int otherwise) {
    return field.value(
        otherwise,
        "应为 %d 至 %d 的整数".formatted(least, most),
        "a whole number from %d to %d".formatted(least, most),
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException("out of range");
          }
          return number;
        });
  }

  /** A time above zero. */
  static Duration positive(Field field, Duration otherwise) {
    return duration(field, otherwise, Duration.ofNanos(1));
  }

  static Duration zeroOrMore(Field field, Duration otherwise) {
    return duration(field, otherwise, Duration.ZERO);
  }

  private static Duration duration(Field field, Duration otherwise, Duration least) {
    String zh = least.isZero() ? "应为 ISO 8601 时长,如 PT5M" : "应为大于零的 ISO 8601 时长,如 PT5M";
    String en =
        least.isZero()
            ? "an ISO 8601 duration such as PT5M"
            : "an ISO 8601 duration above zero such as PT5M";
    return field.value(
        otherwise,
        zh,
        en,
        text -> {
          Duration duration = Duration.parse(text);
          if (duration.compareTo(least) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("out of range");
          }
          return duration;
        });
  }

  /** A named zone of the IANA database; an offset alone knows nothing of daylight saving. */
  static ZoneId zone(Field field, ZoneId otherwise) {
    return field.value(
        otherwise, "应为时区,如 Asia/Shanghai", "a time zone such as Asia/Shanghai", ZoneId::of);
  }

  static @Nullable String locale(Field field, @Nullable String otherwise) {
    String text = field.optionalText();
    if (text == null) {
      return otherwise;
    }
    try {
      return new Locale.Builder().setLanguageTag(text).build().toLanguageTag();
    } catch (IllformedLocaleException e) {
      field.expected("应为 BCP 47 语言标签,如 zh-CN", "a BCP 47 language tag such as zh-CN");
      return otherwise;
    }
  }
}
