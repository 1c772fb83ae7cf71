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
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.Ordered;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Stands around one route's call from its start until the head of the answer is there, and says in
 * words what went wrong. The answer's body flows outside of it, so a stream that lives for hours
 * neither counts as slow nor holds a place.
 *
 * <p>An answer of any status is an answer: a 503 of a service that waits for Kafka passes as it is
 * and does not open the breaker for its other calls.
 */
final class Protection implements GatewayFilter, Ordered {

  /** Inside the filter that writes the body (-1), outside the one that sends the call (last). */
  private static final int BETWEEN_WRITING_AND_CALLING = 20_000;

  private static final Duration AFTER_A_BROKEN_CALL = Duration.ofSeconds(2);

  private final Upstream upstream;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;
  private final Duration pause;
  private final Duration limit;

  Protection(
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

  @Override
  public int getOrder() {
    return BETWEEN_WRITING_AND_CALLING;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    return chain
        .filter(exchange)
        .transformDeferred(CircuitBreakerOperator.of(breaker))
        .transformDeferred(BulkheadOperator.of(bulkhead))
        .onErrorMap(this::inWords);
  }

  private Throwable inWords(Throwable error) {
    return switch (error) {
      case ProblemException itself -> itself;
      case CallNotPermittedException _ -> UpstreamProblems.unreachable(upstream, pause);
      case BulkheadFullException _ -> UpstreamProblems.overloaded(upstream);
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
