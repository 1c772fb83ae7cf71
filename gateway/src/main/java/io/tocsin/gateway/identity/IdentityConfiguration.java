package io.tocsin.gateway.identity;

import io.tocsin.gateway.domain.FailedAttempts;
import io.tocsin.gateway.routing.UpstreamsProperties;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/** Reads the keys at the start, so that a wrong path is seen then and not at the first sign-in. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

  private static final int SOURCES_REMEMBERED = 10_000;

  @Bean
  SigningKey signingKey(IdentityProperties properties) {
    return SigningKey.read(properties.privateKey());
  }

  @Bean
  AdminSecret adminSecret(IdentityProperties properties) {
    return AdminSecret.read(properties.adminSecretFile());
  }

  @Bean
  TokenIssuer tokenIssuer(SigningKey key, Clock clock) {
    return new TokenIssuer(key, clock);
  }

  @Bean
  OwnToken ownToken(TokenIssuer issuer, Clock clock) {
    return new OwnToken(issuer, clock);
  }

  @Bean
  PeopleClient peopleClient(
      WebClient.Builder builder, UpstreamsProperties upstreams, OwnToken ownToken) {
    return new PeopleClient(builder, upstreams, ownToken);
  }

  @Bean
  FailedAttempts failedAttempts(IdentityProperties properties) {
    return new FailedAttempts(
        properties.attempts(), properties.attemptsWindow(), SOURCES_REMEMBERED);
  }
}
