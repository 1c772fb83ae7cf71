package io.tocsin.notification.domain;

import java.time.Duration;

/** How long to wait before the next try: twice as long each time, up to a limit. */
public record Backoff(Duration first, Duration most) {

  public Backoff {
    if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "Expected a first wait above zero and a longest wait not below it, but got "
              + first
              + " and "
              + most);
    }
  }

  /**
   * How long after so many failures.
   *
   * @param failures tries that have failed so far, from 1
   */
  public Duration after(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, 20);
    Duration wait = first.multipliedBy(1L << doublings);
    return wait.compareTo(most) > 0 ? most : wait;
  }

  /**
   * How long where nothing is tried: half as long again as it has waited, so that the looks grow
   * rare without anybody counting them.
   */
  public Duration afterWaiting(Duration waited) {
    Duration half = waited.dividedBy(2);
    return half.compareTo(first) < 0 ? first : half.compareTo(most) > 0 ? most : half;
  }
}
