package io.tocsin.gateway.routing;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.tocsin.gateway.domain.Upstream;
import io.tocsin.kit.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/**
 * The breaker and the bulkhead of one service and kind of traffic, and what a caller is told when
 * either refuses or the call fails.
 *
 * <p>An answer of any status is an answer: a 503 of a service that waits for Kafka passes as it is
 * and does not open the breaker for its other calls.
 */
public final class UpstreamGuard {

  private static final Duration AFTER_A_BROKEN_CALL = Duration.ofSeconds(2);

  private final Upstream upstream;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;
  private final Duration pause;
  private final Duration limit;

  UpstreamGuard(
      Upstream upstream,
      CircuitBreaker breaker,
      Bulkhead bulkhead,
      Duration pause,
      Duration limit) {
    this.upstream = upstream;
    this.breaker = breaker;
    this.bulkhead = bulkhead;
    this.pause = pause;
    this.limit = limit;
  }

  /** How long a call may take until the head of its answer. */
  public Duration limit() {
    return limit;
  }

  /** The call with the guard around it; its errors are {@link ProblemException}s. */
  public <T> Mono<T> around(Mono<T> call) {
    return call.transformDeferred(CircuitBreakerOperator.of(breaker))
        .transformDeferred(BulkheadOperator.of(bulkhead))
        .onErrorMap(this::inWords);
  }

  /** What a caller is told for whom there is no room. */
  public ProblemException overloaded() {
    return UpstreamProblems.overloaded(upstream);
  }

  private Throwable inWords(Throwable error) {
    return switch (error) {
      case ProblemException itself -> itself;
      case CallNotPermittedException _ -> UpstreamProblems.unreachable(upstream, pause);
      case BulkheadFullException _ -> overloaded();
      case TimeoutException _ -> UpstreamProblems.late(upstream, limit);
      case ResponseStatusException late when late.getStatusCode().value() == 504 ->
          UpstreamProblems.late(upstream, limit);
      default -> {
        ProblemException problem = UpstreamProblems.unreachable(upstream, AFTER_A_BROKEN_CALL);
        problem.initCause(error);
        yield problem;
      }
    };
  }
}
