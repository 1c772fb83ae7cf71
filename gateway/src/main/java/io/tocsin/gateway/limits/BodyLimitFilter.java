package io.tocsin.gateway.limits;

import io.tocsin.contracts.LocalText;
import io.tocsin.gateway.domain.Traffic;
import io.tocsin.gateway.request.Destinations;
import io.tocsin.kit.web.ProblemException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses what is larger than the limit: at once when its length is told, else as soon as it is
 * exceeded. Nothing is kept in memory.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class BodyLimitFilter implements WebFilter {

  private final long body;
  private final long upload;

  BodyLimitFilter(LimitsProperties properties) {
    this.body = properties.body().toBytes();
    this.upload = properties.upload().toBytes();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    HttpHeaders headers = exchange.getRequest().getHeaders();
    long length = headers.getContentLength();
    boolean lengthUnknown = length < 0 && headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    if (length <= 0 && !lengthUnknown) {
      return chain.filter(exchange);
    }
    long limit = limitOf(exchange);
    if (length > limit) {
      return Mono.error(tooLarge(limit));
    }
    if (lengthUnknown) {
      ServerHttpRequest counted = new CountedRequest(exchange.getRequest(), limit);
      return chain.filter(exchange.mutate().request(counted).build());
    }
    return chain.filter(exchange);
  }

  private long limitOf(ServerWebExchange exchange) {
    return Destinations.of(exchange).filter(d -> d.traffic() == Traffic.UPLOAD).isPresent()
        ? upload
        : body;
  }

  static ProblemException tooLarge(long limit) {
    return new ProblemException(
        413,
        "too-large",
        new LocalText("请求内容过大", "Content too large"),
        new LocalText(
            "请求内容不得超过 " + limit + " 字节。",
            "Expected a body of at most " + limit + " bytes, but this one is larger."),
        List.of(),
        List.of(),
        null);
  }
}
