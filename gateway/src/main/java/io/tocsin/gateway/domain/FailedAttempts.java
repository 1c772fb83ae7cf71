package io.tocsin.gateway.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows down who guesses the secret. After {@code allowed} failures within {@code window} a source
 * is not even listened to until the window that its first failure opened has passed; a right secret
 * forgets its failures.
 *
 * <p>Remembers at most {@code maxSources}; beyond that the sources it does not know share one
 * count, so that a sender of many addresses gains nothing.
 */
public final class FailedAttempts {

  private static final String EVERYBODY_ELSE = "";

  private final int allowed;
  private final Duration window;
  private final int maxSources;
  private final Map<String, Failures> bySource = new HashMap<>();

  public FailedAttempts(int allowed, Duration window, int maxSources) {
    if (allowed < 1 || window.isNegative() || window.isZero() || maxSources < 1) {
      throw new IllegalArgumentException(
          "Expected at least one allowed attempt, a positive window and room for a source, but got "
              + allowed
              + ", "
              + window
              + ", "
              + maxSources);
    }
    this.allowed = allowed;
    this.window = window;
    this.maxSources = maxSources;
  }

  /** How long the source has to wait before it is heard again; zero when it is heard now. */
  public synchronized Duration waitOf(String source, Instant now) {
    Failures failures = current(keyOf(source), now);
    return failures == null || failures.count() < allowed
        ? Duration.ZERO
        : Duration.between(now, failures.first().plus(window));
  }

  /** Counts a wrong secret. */
  public synchronized void failed(String source, Instant now) {
    if (!bySource.containsKey(source) && bySource.size() >= maxSources) {
      bySource.values().removeIf(f -> over(f, now));
    }
    String key = keyOf(source);
    Failures failures = current(key, now);
    bySource.put(
        key,
        failures == null
            ? new Failures(1, now)
            : new Failures(failures.count() + 1, failures.first()));
  }

  public synchronized void succeeded(String source) {
    bySource.remove(source);
  }

  private String keyOf(String source) {
    return bySource.containsKey(source) || bySource.size() < maxSources ? source : EVERYBODY_ELSE;
  }

  private @Nullable Failures current(String key, Instant now) {
    Failures failures = bySource.get(key);
    return failures == null || over(failures, now) ? null : failures;
  }

  private boolean over(Failures failures, Instant now) {
    return !now.isBefore(failures.first().plus(window));
  }

  private record Failures(int count, Instant first) {}
}
