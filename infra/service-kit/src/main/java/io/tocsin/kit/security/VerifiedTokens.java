package io.tocsin.kit.security;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Remembers tokens that were verified, until they expire: a signature costs more to check than most
 * requests cost to serve. Two generations bound it: when the young one is full it becomes the old
 * one, and what nobody uses goes with the next turn.
 */
final class VerifiedTokens implements ReactiveJwtDecoder {

  private static final int GENERATION = 5000;

  private final ReactiveJwtDecoder verifier;
  private final Clock clock;
  private volatile Map<String, Jwt> young = new ConcurrentHashMap<>();
  private volatile Map<String, Jwt> old = Map.of();

  VerifiedTokens(ReactiveJwtDecoder verifier, Clock clock) {
    this.verifier = verifier;
    this.clock = clock;
  }

  @Override
  public Mono<Jwt> decode(String token) {
    Jwt known = young.get(token);
    if (known == null) {
      known = old.get(token);
      if (known != null) {
        remember(token, known);
      }
    }
    if (known != null && isValid(known)) {
      return Mono.just(known);
    }
    return verifier.decode(token).doOnNext(verified -> remember(token, verified));
  }

  private boolean isValid(Jwt token) {
    Instant expires = token.getExpiresAt();
    return expires != null && clock.instant().isBefore(expires);
  }

  private void remember(String token, Jwt verified) {
    if (young.size() >= GENERATION) {
      synchronized (this) {
        if (young.size() >= GENERATION) {
          old = young;
          young = new ConcurrentHashMap<>();
        }
      }
    }
    young.put(token, verified);
  }
}
