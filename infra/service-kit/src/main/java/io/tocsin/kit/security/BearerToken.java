package io.tocsin.kit.security;

import org.jspecify.annotations.Nullable;
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
public final class BearerToken implements ServerAuthenticationConverter {

  private static final String SCHEME = "Bearer ";

  /**
   * The token in the value of an Authorization header.
   *
   * @return null where there is none
   */
  public static @Nullable String of(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    String token = authorization.substring(SCHEME.length()).strip();
    return token.isEmpty() ? null : token;
  }

  @Override
  public Mono<Authentication> convert(ServerWebExchange exchange) {
    return Mono.justOrEmpty(
            of(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION)))
        .map(BearerTokenAuthenticationToken::new);
  }
}
