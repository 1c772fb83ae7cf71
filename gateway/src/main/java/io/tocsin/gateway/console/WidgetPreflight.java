package io.tocsin.gateway.console;

import java.time.Duration;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers a browser that asks whether the widget in somebody else's page may send a token along.
 * The framework would refuse the question before any service sees it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 6)
class WidgetPreflight implements WebFilter {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (!CorsUtils.isPreFlightRequest(exchange.getRequest())
        || !exchange.getRequest().getPath().value().startsWith("/widget/")) {
      return chain.filter(exchange);
    }
    HttpHeaders headers = exchange.getResponse().getHeaders();
    headers.setAccessControlAllowOrigin("*");
    headers.setAccessControlAllowMethods(List.of(HttpMethod.GET, HttpMethod.POST));
    headers.setAccessControlAllowHeaders(
        List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.ACCEPT_LANGUAGE,
            "Last-Event-ID"));
    headers.setAccessControlMaxAge(Duration.ofHours(2));
    exchange.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
    return exchange.getResponse().setComplete();
  }
}
