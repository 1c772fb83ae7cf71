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
    return atLeast(Duration.ofNanos(1), field, otherwise, "大于零", "above zero");
  }

  /** How soon something may come again; in whole seconds. */
  static Duration interval(Field field, Duration least, Duration otherwise) {
    return atLeast(
        least,
        field,
        otherwise,
        "不短于 %d 秒".formatted(least.toSeconds()),
        "of at least %d s".formatted(least.toSeconds()));
  }

  static Duration zeroOrMore(Field field, Duration otherwise) {
    return duration(
        field,
        otherwise,
        Duration.ZERO,
        "应为 ISO 8601 时长，如 PT5M",
        "an ISO 8601 duration such as PT5M");
  }

  private static Duration atLeast(
      Duration least, Field field, Duration otherwise, String zh, String en) {
    return duration(
        field,
        otherwise,
        least,
        "应为%s的 ISO 8601 时长，如 PT5M".formatted(zh),
        "an ISO 8601 duration %s such as PT5M".formatted(en));
  }

  private static Duration duration(
      Field field, Duration otherwise, Duration least, String zh, String en) {
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
        otherwise, "应为时区，如 Asia/Shanghai", "a time zone such as Asia/Shanghai", ZoneId::of);
  }

  static @Nullable String locale(Field field, @Nullable String otherwise) {
    String text = field.optionalText();
    if (text == null) {
      return otherwise;
    }
    try {
      return new Locale.Builder().setLanguageTag(text).build().toLanguageTag();
    } catch (IllformedLocaleException e) {
      field.expected("应为 BCP 47 语言标签，如 zh-CN", "a BCP 47 language tag such as zh-CN");
      return otherwise;
    }
  }
}
