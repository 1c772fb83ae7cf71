package io.tocsin.notification.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Headers of all below {@code /widget}. The widget and the board that it reads are made for other
 * people's pages, so any origin may load and read them, without credentials; our own page there
 * runs nothing but our own files.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class WidgetHeaders implements WebFilter {

  private static final String ONLY_OUR_OWN =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = exchange.getRequest().getPath().value();
    if (path.equals("/widget") || path.startsWith("/widget/")) {
      HttpHeaders headers = exchange.getResponse().getHeaders();
      headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
      headers.set("Cross-Origin-Resource-Policy", "cross-origin");
      headers.set("Content-Security-Policy", ONLY_OUR_OWN);
      headers.set("Referrer-Policy", "no-referrer");
      headers.setCacheControl("no-cache");
      if (CorsUtils.isPreFlightRequest(exchange.getRequest())) {
        return allow(exchange.getResponse());
      }
      exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> spellOut(headers)));
    }
    return chain.filter(exchange);
  }

  /**
   * A browser asks before it sends a token from another origin; tokens are all that it may send.
   */
  private static Mono<Void> allow(ServerHttpResponse response) {
    HttpHeaders headers = response.getHeaders();
    headers.setAccessControlAllowMethods(List.of(HttpMethod.GET, HttpMethod.POST));
    headers.setAccessControlAllowHeaders(
        List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.ACCEPT_LANGUAGE,
            "Last-Event-ID"));
    headers.setAccessControlMaxAge(Duration.ofHours(2));
    response.setStatusCode(HttpStatus.NO_CONTENT);
    return response.setComplete();
  }

  /** A page in another character set would read a script that does not name its own in that one. */
  private static void spellOut(HttpHeaders headers) {
    MediaType type = headers.getContentType();
    if (type != null && type.getType().equals("text") && type.getCharset() == null) {
      headers.setContentType(new MediaType(type, StandardCharsets.UTF_8));
    }
  }
}
