package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Decision.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What the times that people enter and ask for keep to. {@link Instant} goes on for a thousand
 * million years; at its ends the arithmetic of zones and rotations overflows.
 */
public final class EnteredTimes {

  /** The first day that can be named, and {@code LAST} the last. */
  public static final LocalDate FIRST = LocalDate.of(1900, 1, 1);

  public static final LocalDate LAST = LocalDate.of(9998, 12, 31);

  private static final Instant EARLIEST = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
  private static final Instant END = LAST.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  private static final Duration LONGEST = Duration.ofDays(366);

  private EnteredTimes() {}

  /** Whether shifts can be reckoned with at this time, a year back and forth included. */
  public static boolean within(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(END);
  }

  public static boolean within(LocalDate day) {
    return !day.isBefore(FIRST) && !day.isAfter(LAST);
  }

  /**
   * Why these two are no interval that can be entered; null where they are one.
   *
   * @param in where the fields {@code from} and {@code until} stand, such as {@code give.}
   */
  static <S> @Nullable Decision<S> wrong(String in, Instant from, Instant until) {
    if (!within(from)) {
      return outside(in + "from", from);
    }
    if (!within(until)) {
      return outside(in + "until", until);
    }
    return from.isBefore(until) && Duration.between(from, until).compareTo(LONGEST) <= 0
        ? null
        : new Invalid<>(
            in + "until",
            new Text(
                "结束时间应晚于开始时间且不超过 366 天，但为 %s 至 %s".formatted(from, until),
                "Expected an end after the beginning and within 366 days, but got %s to %s"
                    .formatted(from, until)));
  }

  /** For a time or day out of the years that can be named. */
  static <S> Decision<S> outside(String field, Object time) {
    return new Invalid<>(field, outside(time));
  }

  /** What to say of such a one. */
  public static Text outside(Object time) {
    return new Text(
        "应为 %s 至 %s 之间的时间，但为 %s".formatted(FIRST, LAST, time),
        "Expected a time from %s to %s, but got %s".formatted(FIRST, LAST, time));
  }
}
