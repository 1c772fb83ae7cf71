package io.tocsin.notification.sending;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Later;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Answer.Throttled;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Pace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What stands between a queue and its provider. The window and the rate are the queue's own, so
 * that bulk cannot use up what pages need; the breaker and the time limit are the provider's.
 */
final class Guards {

  private final Bulkhead window;
  private final RateLimiter rate;
  private final CircuitBreaker breaker;
  private final TimeLimiter limit;
  private final ExecutorService threads;
  private final HandOffTimes times;
  private final AtomicReference<Pace> pace = new AtomicReference<>(Pace.FULL);

  Guards(
      Bulkhead window,
      RateLimiter rate,
      CircuitBreaker breaker,
      TimeLimiter limit,
      ExecutorService threads,
      HandOffTimes times) {
    this.window = window;
    this.rate = rate;
    this.breaker = breaker;
    this.limit = limit;
    this.threads = threads;
    this.times = times;
  }

  /** Takes one place in the window and one of the rate; false when either has none. */
  boolean enter() {
    if (!window.tryAcquirePermission()) {
      return false;
    }
    if (rate.acquirePermission()) {
      return true;
    }
    window.releasePermission();
    return false;
  }

  /** Gives the place back that {@link #enter} took, when nothing was handed over after all. */
  void leave() {
    window.releasePermission();
  }

  /** How many may be inside at once. */
  int places() {
    return window.getBulkheadConfig().getMaxConcurrentCalls();
  }

  CircuitBreaker.State state() {
    return breaker.getState();
  }

  boolean resting(Instant now) {
    return pace.get().resting(now);
  }

  Instant restsUntil() {
    return pace.get().until();
  }

  /** Whether the breaker lets one call through; if so {@link #call} must follow. */
  boolean permitted() {
    return breaker.tryAcquirePermission();
  }

  boolean broken() {
    return breaker.getState() == CircuitBreaker.State.OPEN
        || breaker.getState() == CircuitBreaker.State.FORCED_OPEN;
  }

  /** Gives the permission back when the call is not made after all. */
  void forgo() {
    breaker.releasePermission();
  }

  /** Makes the call and gives the place back; blocks its virtual thread. */
  Answer call(Provider provider, Message message) {
    long began = System.nanoTime();
    Answer answer = limited(provider, message);
    long took = System.nanoTime() - began;
    switch (answer) {
      case Taken _, Refused _ -> breaker.onSuccess(took, TimeUnit.NANOSECONDS);
      case Later later when later.fault() -> error(took, later.detail());
      case Lost lost when lost.throttled() -> breaker.releasePermission();
      case Throttled _, Later _ -> breaker.releasePermission();
      case NotTaken notTaken -> error(took, notTaken.detail());
      case Lost lost -> error(took, lost.detail());
    }
    window.onComplete();
    times.answered(answer, Duration.ofNanos(took));
    return answer;
  }

  void aged(Duration age) {
    times.taken(age);
  }

  /** Slows down or speeds up again by what the provider said. */
  void heed(Answer answer, Instant now) {
    if (answer.tooFast()) {
      pace.updateAndGet(p -> p.throttled(now));
    } else if (answer instanceof Taken) {
      pace.updateAndGet(p -> p.accepted(now));
    }
  }

  private Answer limited(Provider provider, Message message) {
    try {
      return limit.executeFutureSupplier(() -> threads.submit(() -> provider.handOff(message)));
    } catch (TimeoutException e) {
      return new Lost(
          "no answer within "
              + limit.getTimeLimiterConfig().getTimeoutDuration().toSeconds()
              + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Lost("interrupted while waiting for the answer");
    } catch (Exception e) {
      return new Lost(e.toString());
    }
  }

  private void error(long took, String detail) {
    breaker.onError(took, TimeUnit.NANOSECONDS, new IOException(detail));
  }
}
