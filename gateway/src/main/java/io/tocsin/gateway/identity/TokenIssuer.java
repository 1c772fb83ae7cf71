package io.tocsin.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.List;

/** Signs tokens (RS256, issuer {@code tocsin}) that every service verifies by itself. */
final class TokenIssuer {

  static final String ISSUER = "tocsin";

  private static final JWSHeader HEADER =
      new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).build();

  private final RSASSASigner signer;
  private final Clock clock;

  TokenIssuer(SigningKey key, Clock clock) {
    this.signer = new RSASSASigner(key.privateKey());
    this.clock = clock;
  }

  /** A token and when it ends. */
  record Token(String token, Instant expiresAt) {}

  /**
   * Issues a token.
   *
   * @param units the units that its bearer may act for; empty for all
   */
  Token issue(
      String subject, String name, Collection<String> roles, List<String> units, Duration ttl) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant expiresAt = now.plus(ttl);
    SignedJWT jwt =
        new SignedJWT(
            HEADER,
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(subject)
                .claim("name", name)
                .claim("roles", List.copyOf(roles))
                .claim("units", units)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiresAt))
                .build());
    try {
      jwt.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("Expected to sign with the key read at the start", e);
    }
    return new Token(jwt.serialize(), expiresAt);
  }
}
