package io.tocsin.gateway.identity;

import io.tocsin.kit.security.Caller;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tells the caller who the platform takes it for. */
@RestController
class MeController {

  /** The caller, as the token says. {@code units} empty means all. */
  record Me(
      String id,
      String name,
      List<String> roles,
      List<String> units,
      @Nullable Instant expiresAt) {}

  @GetMapping("/api/v1/me")
  Mono<Me> me(@AuthenticationPrincipal Jwt token) {
    return Caller.current()
        .map(caller ->
            new Me(
                caller.id(),
                caller.name(),
                caller.roles().stream().map(Enum::name).sorted().toList(),
                caller.units().stream().sorted().toList(),
                token.getExpiresAt()));
  }
}
