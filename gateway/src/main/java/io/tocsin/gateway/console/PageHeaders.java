package io.tocsin.gateway.console;

import io.tocsin.gateway.request.Destinations;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Tells browsers to run nothing but our own files. What a service answers carries that service's
 * headers: the widget, for one, is made to stand in other pages.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class PageHeaders implements WebFilter {

  private static final String ONLY_OUR_OWN =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (Destinations.of(exchange).isEmpty()) {
      HttpHeaders headers = exchange.getResponse().getHeaders();
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Content-Security-Policy", ONLY_OUR_OWN);
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Opener-Policy", "same-origin");
      headers.set("X-Frame-Options", "DENY");
      headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
    }
    return chain.filter(exchange);
  }
}
