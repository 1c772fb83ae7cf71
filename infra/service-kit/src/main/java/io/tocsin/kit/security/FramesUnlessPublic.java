package io.tocsin.kit.security;

import org.springframework.security.web.server.header.ServerHttpHeadersWriter;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Nothing may be shown in a frame, except what is made to be embedded. */
final class FramesUnlessPublic implements ServerHttpHeadersWriter {

  private final ServerWebExchangeMatcher embeddable;

  FramesUnlessPublic(ServerWebExchangeMatcher embeddable) {
    this.embeddable = embeddable;
  }

  @Override
  public Mono<Void> writeHttpHeaders(ServerWebExchange exchange) {
    return embeddable
        .matches(exchange)
        .filter(result -> !result.isMatch())
        .doOnNext(result -> exchange.getResponse().getHeaders().set("X-Frame-Options", "DENY"))
        .then();
  }
}
