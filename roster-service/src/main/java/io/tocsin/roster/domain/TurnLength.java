package io.tocsin.roster.domain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;

/**
 * How long one turn of a rotation lasts by the clock on the wall: a day is from 08:30 to 08:30, be
 * it 23, 24 or 25 hours long.
 *
 * @param months 0 when the length is given in {@code time}
 * @param time zero when the length is given in months
 */
public record TurnLength(int months, Duration time) {

  public TurnLength {
    if (months < 0 || time.isNegative() || (months == 0) == time.isZero()) {
      throw new IllegalArgumentException(
          "Expected either a number of months or a time above zero, but got "
              + months
              + " months and "
              + time);
    }
  }

  /**
   * Reads an ISO 8601 length: {@code P1M}, {@code P1Y}, {@code P1W}, {@code P2D}, {@code PT12H},
   * {@code P1DT12H}. Months together with days have no fixed place to begin and are refused.
   *
   * @throws IllegalArgumentException saying what was expected and what came
   */
  public static TurnLength parse(String iso) {
    try {
      if (iso.contains("T")) {
        return new TurnLength(0, Duration.parse(iso));
      }
      Period period = Period.parse(iso);
      long days = period.get(ChronoUnit.DAYS);
      if (period.toTotalMonths() != 0 && days != 0) {
        throw refused(iso);
      }
      return new TurnLength(Math.toIntExact(period.toTotalMonths()), Duration.ofDays(days));
    } catch (DateTimeException | ArithmeticException e) {
      throw refused(iso);
    }
  }

  private static IllegalArgumentException refused(String iso) {
    return new IllegalArgumentException(
        "Expected an ISO 8601 length such as P1W, P1D, P1M or PT12H, but got " + iso);
  }

  /**
   * When turn {@code n} begins by the wall clock. Counted from the base, so the 31st comes back.
   */
  LocalDateTime after(LocalDateTime base, long n) {
    return months > 0
        ? base.plusMonths(Math.multiplyExact(n, (long) months))
        : base.plus(time.multipliedBy(n));
  }

  /** The last turn that has begun at {@code local}; negative before the base. */
  long turnAt(LocalDateTime base, LocalDateTime local) {
    if (months == 0) {
      Duration since = Duration.between(base, local);
      long n = since.dividedBy(time);
      return time.multipliedBy(n).compareTo(since) > 0 ? n - 1 : n;
    }
    long n = Math.floorDiv(ChronoUnit.MONTHS.between(base, local), (long) months) + 1;
    while (after(base, n).isAfter(local)) {
      n--;
    }
    return n;
  }

  /** ISO 8601 in its shortest form: {@code P1W} for seven days, {@code P1Y} for twelve months. */
  @Override
  public String toString() {
    if (months > 0) {
      return months % 12 == 0 ? "P" + months / 12 + "Y" : "P" + months + "M";
    }
    long days = time.toDays();
    if (!Duration.ofDays(days).equals(time)) {
      return time.toString();
    }
    return days % 7 == 0 ? "P" + days / 7 + "W" : "P" + days + "D";
  }
}
