package io.tocsin.kit.security;

import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/** Knows callers by their tokens, where several come in one request. */
public final class Callers {

  private final ReactiveJwtDecoder tokens;

  Callers(ReactiveJwtDecoder tokens) {
    this.tokens = tokens;
  }

  /**
   * Who has the token.
   *
   * @return an error ({@link io.tocsin.kit.web.ProblemException}, 401) where it is none of ours
   */
  public Mono<Caller> of(String token) {
    return tokens
        .decode(token)
        .map(CallerFromToken::caller)
        .onErrorMap(JwtException.class, e -> ProblemRefusals.unauthenticated());
  }
}
