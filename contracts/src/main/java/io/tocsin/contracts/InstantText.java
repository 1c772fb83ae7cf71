package io.tocsin.contracts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants as {@link Instant#toString} writes them. Every event and every state holds a handful,
 * and the general formatter took a tenth of the time in which they are read and written.
 */
final class InstantText {

  private static final int SECONDS_OF_DAY = 86_400;

  /** As long as {@code 2026-03-09T01:20:00}. */
  private static final int TO_SECONDS = 19;

  /** Years of four digits. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private InstantText() {}

  static String write(Instant instant) {
    if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
      return instant.toString();
    }
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), SECONDS_OF_DAY));
    int second = (int) Math.floorMod(instant.getEpochSecond(), (long) SECONDS_OF_DAY);
    StringBuilder text = new StringBuilder(30);
    digits(text, date.getYear(), 4).append('-');
    digits(text, date.getMonthValue(), 2).append('-');
    digits(text, date.getDayOfMonth(), 2).append('T');
    digits(text, second / 3600, 2).append(':');
    digits(text, second / 60 % 60, 2).append(':');
    digits(text, second % 60, 2);
    int nano = instant.getNano();
    if (nano % 1_000_000 == 0) {
      if (nano != 0) {
        digits(text.append('.'), nano / 1_000_000, 3);
      }
    } else if (nano % 1_000 == 0) {
      digits(text.append('.'), nano / 1_000, 6);
    } else {
      digits(text.append('.'), nano, 9);
    }
    return text.append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder text, int number, int places) {
    for (int unit = power(places - 1); unit > 0; unit /= 10) {
      text.append((char) ('0' + number / unit % 10));
    }
    return text;
  }

  private static int power(int exponent) {
    int power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  /**
   * What {@link Instant#parse} makes of it.
   *
   * @throws DateTimeException as that does
   */
  static Instant read(String text) {
    int end = text.length() - 1;
    boolean usual =
        end >= TO_SECONDS
            && end <= TO_SECONDS + 10
            && end != TO_SECONDS + 1
            && text.charAt(end) == 'Z'
            && text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':'
            && (end == TO_SECONDS || text.charAt(TO_SECONDS) == '.');
    int year = usual ? number(text, 0, 4) : -1;
    int month = number(text, 5, 7, usual);
    int day = number(text, 8, 10, usual);
    int hour = number(text, 11, 13, usual);
    int minute = number(text, 14, 16, usual);
    int second = number(text, 17, TO_SECONDS, usual);
    int fraction = end == TO_SECONDS ? 0 : number(text, TO_SECONDS + 1, end, usual);
    boolean known = year >= 0 && month > 0 && day > 0 && fraction >= 0;
    if (!known || !within(hour, 23) || !within(minute, 59) || !within(second, 59)) {
      return Instant.parse(text);
    }
    int places = Math.max(0, end - TO_SECONDS - 1);
    return Instant.ofEpochSecond(
        LocalDate.of(year, month, day).toEpochDay() * SECONDS_OF_DAY
            + hour * 3600L
            + minute * 60L
            + second,
        (long) fraction * power(9 - places));
  }

  private static boolean within(int number, int most) {
    return number >= 0 && number <= most;
  }

  private static int number(String text, int from, int to, boolean usual) {
    return usual ? number(text, from, to) : -1;
  }

  /** -1 where something else than digits stands there. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
