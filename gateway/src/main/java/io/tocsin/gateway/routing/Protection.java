package io.tocsin.gateway.routing;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Stands around one route's call from its start until the head of the answer is there. The answer's
 * body flows outside of it, so a stream that lives for hours neither counts as slow nor holds a
 * place.
 */
final class Protection implements GatewayFilter, Ordered {

  /** Inside the filter that writes the body (-1), outside the one that sends the call (last). */
  private static final int BETWEEN_WRITING_AND_CALLING = 20_000;

  private final UpstreamGuard guard;

  Protection(UpstreamGuard guard) {
    this.guard = guard;
  }

  @Override
  public int getOrder() {
    return BETWEEN_WRITING_AND_CALLING;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    return guard.around(chain.filter(exchange));
  }
}
