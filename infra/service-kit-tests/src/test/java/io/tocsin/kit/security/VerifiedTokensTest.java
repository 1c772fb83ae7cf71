package io.tocsin.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class VerifiedTokensTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final AtomicInteger verified = new AtomicInteger();
  private final VerifiedTokens tokens =
      new VerifiedTokens(
          token -> {
            verified.incrementAndGet();
            return token.startsWith("bad")
                ? Mono.error(new BadJwtException("bad"))
                : Mono.just(
                    Jwt.withTokenValue(token)
                        .header("alg", "RS256")
                        .subject(token)
                        .expiresAt(Instant.parse("2026-11-22T10:10:00Z"))
                        .build());
          },
          clock);

  @Test
  void aTokenIsVerifiedOnceUntilItExpires() {
    for (int i = 0; i < 3; i++) {
      StepVerifier.create(tokens.decode("a")).expectNextCount(1).verifyComplete();
    }
    assertThat(verified).hasValue(1);

    now.updateAndGet(t -> t.plus(Duration.ofMinutes(10)));

    StepVerifier.create(tokens.decode("a")).expectNextCount(1).verifyComplete();
    assertThat(verified).hasValue(2);
  }

  @Test
  void aBadTokenIsNeverRemembered() {
    StepVerifier.create(tokens.decode("bad")).verifyError(BadJwtException.class);
    StepVerifier.create(tokens.decode("bad")).verifyError(BadJwtException.class);

    assertThat(verified).hasValue(2);
  }

  @Test
  void whatNobodyUsesIsForgotten() {
    StepVerifier.create(tokens.decode("idle")).expectNextCount(1).verifyComplete();
    for (int i = 0; i < 10_001; i++) {
      tokens.decode("t" + i).subscribe();
      if (i % 1000 == 0) {
        tokens.decode("busy").subscribe();
      }
    }
    int before = verified.get();

    tokens.decode("busy").subscribe();
    assertThat(verified).hasValue(before);
    tokens.decode("idle").subscribe();
    assertThat(verified).hasValue(before + 1);
  }
}
