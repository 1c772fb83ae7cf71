package io.tocsin.gateway.identity;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes the token out of {@code Authorization}. What it looks like is not checked here: a text that
 * is no token fails at its signature.
 */
final class BearerToken implements ServerAuthenticationConverter {

  private static final String SCHEME = "Bearer ";

  @Override
  public Mono<Authentication> convert(ServerWebExchange exchange) {
    String given = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    if (given == null || !given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Mono.empty();
    }
    String token = given.substring(SCHEME.length()).strip();
    return token.isEmpty() ? Mono.empty() : Mono.just(new BearerTokenAuthenticationToken(token));
  }
}
