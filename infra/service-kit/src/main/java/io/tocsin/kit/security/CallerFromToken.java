package io.tocsin.kit.security;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;

/** Reads the caller out of the verified token. */
final class CallerFromToken {

  private CallerFromToken() {}

  static Mono<Caller> current() {
    return ReactiveSecurityContextHolder.getContext()
        .mapNotNull(context -> context.getAuthentication())
        .map(authentication -> caller((Jwt) authentication.getPrincipal()));
  }

  static Caller caller(@Nullable Jwt token) {
    if (token == null || token.getSubject() == null) {
      throw new IllegalStateException("Expected a verified token with a subject, but got " + token);
    }
    String id = token.getSubject();
    String name = token.getClaimAsString("name");
    Set<Role> roles =
        texts(token, "roles")
            .flatMap(CallerFromToken::known)
            .collect(Collectors.toUnmodifiableSet());
    return new Caller(
        id,
        name == null ? id : name,
        roles,
        texts(token, "units").collect(Collectors.toUnmodifiableSet()));
  }

  /** A role that a newer gateway knows and this build does not grants nothing here. */
  private static Stream<Role> known(String name) {
    return Arrays.stream(Role.values()).filter(r -> r.name().equals(name));
  }

  private static Stream<String> texts(Jwt token, String claim) {
    List<String> values = token.getClaimAsStringList(claim);
    return values == null ? Stream.empty() : values.stream();
  }
}
