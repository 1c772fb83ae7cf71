package io.tocsin.notification.world;

import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/** Takes the name of a role, or role~unit, for a token of somebody who has it there. */
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
                .claim("roles", List.of(role(token)))
                .claim("units", units(token))
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(600))
                .build());
  }

  private static String role(String token) {
    int at = token.indexOf('~');
    return at < 0 ? token : token.substring(0, at);
  }

  private static List<String> units(String token) {
    int at = token.indexOf('~');
    return at < 0 ? List.of() : List.of(token.substring(at + 1));
  }
}
