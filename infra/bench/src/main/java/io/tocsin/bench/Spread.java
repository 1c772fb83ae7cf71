package io.tocsin.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/**
 * How a number of measured times spread: nearest-rank percentiles, so each of them is a time that
 * was really seen.
 */
record Spread(int count, Duration p50, Duration p95, Duration p99, Duration max) {

  static Spread of(Collection<Duration> times) {
    if (times.isEmpty()) {
      throw new IllegalArgumentException("Expected measured times, but there are none");
    }
    Duration[] sorted = times.toArray(Duration[]::new);
    Arrays.sort(sorted);
    return new Spread(
        sorted.length,
        rank(sorted, 50),
        rank(sorted, 95),
        rank(sorted, 99),
        sorted[sorted.length - 1]);
  }

  private static Duration rank(Duration[] sorted, int percent) {
    int rank = (int) Math.ceil(sorted.length * percent / 100.0);
    return sorted[Math.max(1, rank) - 1];
  }

  static double millis(Duration time) {
    return time.toNanos() / 1_000_000.0;
  }
}
