package io.tocsin.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Verifies a token's signature once and remembers the outcome: a monitor sends the same token with
 * each of its thousand reports a second. Only tokens that were found good are kept, and none is
 * good beyond its end.
 */
final class RememberedTokens implements ReactiveJwtDecoder {

  private static final int REMEMBERED = 10_000;

  private final ReactiveJwtDecoder verifier;
  private final Clock clock;
  private final Cache<String, Jwt> good =
      Caffeine.newBuilder().maximumSize(REMEMBERED).<String, Jwt>build();

  RememberedTokens(ReactiveJwtDecoder verifier, Clock clock) {
    this.verifier = verifier;
    this.clock = clock;
  }

  @Override
  public Mono<Jwt> decode(String token) {
    Jwt known = good.getIfPresent(token);
    if (known == null) {
      return verifier.decode(token).doOnNext(verified -> good.put(token, verified));
    }
    Instant end = known.getExpiresAt();
    if (end == null || !clock.instant().isBefore(end)) {
      good.invalidate(token);
      return Mono.error(
          new BadJwtException("Expected a token that is still good, but it ended at " + end));
    }
    return Mono.just(known);
  }
}
