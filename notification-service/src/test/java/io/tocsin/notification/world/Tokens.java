package io.tocsin.notification.world;

import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/** Takes the name of a role for a token of somebody who has it. */
@Configuration(proxyBeanMethods = false)
class Tokens {

  @Bean
  ReactiveJwtDecoder namedRoles() {
    return token ->
        Mono.just(
            Jwt.withTokenValue(token)
                .header("alg", "none")
                .subject("test-" + token)
                .claim("name", token)
                .claim("roles", List.of(token))
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(600))
                .build());
  }
}
