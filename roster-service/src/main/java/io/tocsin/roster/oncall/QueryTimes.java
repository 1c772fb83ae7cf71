package io.tocsin.roster.oncall;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.book.BookKeeping;
import io.tocsin.roster.domain.EnteredTimes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times in queries. */
public final class QueryTimes {

  private QueryTimes() {}

  /**
   * A time with an offset, in the years of {@link EnteredTimes}. A plus in a query comes as a blank
   * when the client did not escape it.
   *
   * @throws io.tocsin.kit.web.ProblemException 400 for anything else
   */
  public static Instant instant(String name, String text) {
    Instant instant = parsed(name, text);
    if (!EnteredTimes.within(instant)) {
      throw refused(name, BookKeeping.local(EnteredTimes.outside(text)));
    }
    return instant;
  }

  private static Instant parsed(String name, String text) {
    try {
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      throw refused(
          name,
          new LocalText(
              "应为带时区偏移的 ISO 8601 时间，如 2026-03-09T09:02:00+08:00，但收到 " + text,
              "Expected an ISO 8601 time with an offset such as 2026-03-09T09:02:00+08:00, but got "
                  + text));
    }
  }

  /** From one time until another. */
  public record Interval(Instant from, Instant to) {}

  /**
   * {@code from} and {@code to} of a query, now and so much later where they are left out.
   *
   * @param longest what a list can carry
   */
  public static Interval interval(
      @Nullable String from,
      @Nullable String to,
      Instant now,
      Duration otherwise,
      Duration longest) {
    Instant begin = from == null ? now : instant("from", from);
    Instant end = to == null ? begin.plus(otherwise) : instant("to", to);
    if (!begin.isBefore(end) || Duration.between(begin, end).compareTo(longest) > 0) {
      throw refused(
          "to",
          new LocalText(
              "应晚于 from 且相隔不超过 %d 天，但为 %s 至 %s".formatted(longest.toDays(), begin, end),
              "Expected a time after from and within %d days, but got %s to %s"
                  .formatted(longest.toDays(), begin, end)));
    }
    return new Interval(begin, end);
  }

  private static RuntimeException refused(String field, LocalText message) {
    return Problems.badRequest(message, List.of(new FieldError(field, message)));
  }
}
