package io.tocsin.gateway.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The short-lived token that the gateway itself calls services with; signed anew before it ends.
 */
public final class OwnToken {

  private static final Duration TTL = Duration.ofMinutes(5);
  private static final Duration SPARE = Duration.ofMinutes(1);

  private final TokenIssuer issuer;
  private final Clock clock;
  private volatile TokenIssuer.@Nullable Token current;

  OwnToken(TokenIssuer issuer, Clock clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  /** The value of an Authorization header. */
  public String bearer() {
    TokenIssuer.Token token = current;
    if (token == null || !clock.instant().isBefore(token.expiresAt().minus(SPARE))) {
      token = issuer.issue("gateway", "gateway", List.of("ADMIN"), List.of(), TTL);
      current = token;
    }
    return "Bearer " + token.token();
  }
}
