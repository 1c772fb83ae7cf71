package io.tocsin.notification.budget;

import io.tocsin.notification.domain.Budget;
import io.tocsin.notification.domain.Budget.Daily;
import io.tocsin.notification.domain.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What this instance may still hand to one provider today. */
final class DayShare {

  /** A hundredth of the day at a time: a small loss at a crash, and seldom a question. */
  private static final int SHARES = 100;

  private static final Duration STORE = Duration.ofSeconds(3);

  private final DailyTotals totals;
  private final String provider;
  private final Budget budget;
  private final Daily daily;
  private final Map<Urgency, Integer> left = new EnumMap<>(Urgency.class);
  private @Nullable LocalDate day;

  DayShare(DailyTotals totals, String provider, Budget budget, Daily daily) {
    this.totals = totals;
    this.provider = provider;
    this.budget = budget;
    this.daily = daily;
  }

  /**
   * Takes one; false when the day is spent. One at a time: of many that ask, one fetches a share.
   */
  synchronized boolean take(Urgency urgency, Instant now)
      throws InterruptedException, ExecutionException, TimeoutException {
    LocalDate today = daily.day(now);
    if (!today.equals(day)) {
      day = today;
      left.clear();
    }
    int has = left.getOrDefault(urgency, 0);
    if (has == 0) {
      has = fetch(urgency, today, now);
    }
    left.put(urgency, Math.max(0, has - 1));
    return has > 0;
  }

  /** The provider did not take it. Beyond midnight there is nothing to give back to. */
  synchronized void giveBack(Urgency urgency, Instant takenAt) {
    if (daily.day(takenAt).equals(day)) {
      left.merge(urgency, 1, Integer::sum);
    }
  }

  private int fetch(Urgency urgency, LocalDate today, Instant now)
      throws InterruptedException, ExecutionException, TimeoutException {
    return totals
        .take(
            provider,
            today,
            budget.allowed(daily, urgency),
            Math.max(1, daily.count() / SHARES),
            now)
        .toFuture()
        .get(STORE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
