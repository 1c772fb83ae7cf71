package io.tocsin.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.gateway.domain.FailedAttempts;
import io.tocsin.gateway.domain.Upstream;
import io.tocsin.gateway.edge.Keys;
import io.tocsin.gateway.routing.UpstreamsProperties;
import io.tocsin.kit.web.ProblemException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.reactive.function.client.WebClient;

class ImpersonationTest {

  private static final Duration TTL = Duration.ofMinutes(20);

  @TempDir private Path folder;
  private TokenController controller;

  @BeforeEach
  void impersonationIsOff() throws Exception {
    Keys keys = Keys.in(folder);
    Path secret = Files.writeString(folder.resolve("admin"), "s3cret\n");
    Clock clock = Clock.systemUTC();
    TokenIssuer issuer = new TokenIssuer(SigningKey.read(keys.privateKey()), clock);
    // Nobody listens there: asking the roster would show as another error.
    UpstreamsProperties nowhere =
        new UpstreamsProperties(
            Arrays.stream(Upstream.values())
                .collect(Collectors.toMap(u -> u, _ -> URI.create("http://127.0.0.1:1"))),
            TTL,
            TTL,
            1,
            1,
            new UpstreamsProperties.Breaker(10, 10, 50, TTL));
    controller =
        new TokenController(
            AdminSecret.read(secret),
            issuer,
            new PeopleClient(WebClient.builder(), nowhere, new OwnToken(issuer, clock)),
            new FailedAttempts(5, TTL, 10),
            new IdentityProperties(keys.privateKey(), secret, false, TTL, 5, TTL),
            clock);
  }

  @Test
  void withoutImpersonationTheSecretBuysNobodyElsesToken() {
    assertThatThrownBy(() -> ask(new TokenController.TokenRequest("s3cret", "wang-ming")))
        .isInstanceOfSatisfying(
            ProblemException.class, refusal -> assertThat(refusal.status()).isEqualTo(403))
        .hasMessageContaining("TOCSIN_IMPERSONATION");
  }

  @Test
  void theAdministratorsOwnTokenNeedsNone() {
    TokenIssuer.Token token = ask(new TokenController.TokenRequest("s3cret", null));

    assertThat(Duration.between(Clock.systemUTC().instant(), token.expiresAt()))
        .isBetween(TTL.minusMinutes(1), TTL);
  }

  private TokenIssuer.Token ask(TokenController.TokenRequest request) {
    return controller
        .token(request, MockServerHttpRequest.post("/api/v1/auth/token").build())
        .mapNotNull(answer -> answer.getBody())
        .blockOptional()
        .orElseThrow();
  }
}
