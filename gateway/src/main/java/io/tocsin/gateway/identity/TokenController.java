package io.tocsin.gateway.identity;

import io.tocsin.contracts.LocalText;
import io.tocsin.gateway.domain.FailedAttempts;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Sells tokens for the administrator's secret. */
@RestController
class TokenController {

  private static final Logger log = LoggerFactory.getLogger(TokenController.class);

  private final AdminSecret secret;
  private final TokenIssuer issuer;
  private final PeopleClient people;
  private final FailedAttempts failures;
  private final IdentityProperties properties;
  private final Clock clock;

  TokenController(
      AdminSecret secret,
      TokenIssuer issuer,
      PeopleClient people,
      FailedAttempts failures,
      IdentityProperties properties,
      Clock clock) {
    this.secret = secret;
    this.issuer = issuer;
    this.people = people;
    this.failures = failures;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param as a person's id; absent for the administrator
   */
  record TokenRequest(String secret, @Nullable String as) {}

  @PostMapping("/api/v1/auth/token")
  Mono<ResponseEntity<TokenIssuer.Token>> token(
      @RequestBody TokenRequest asked, ServerHttpRequest request) {
    String source = sourceOf(request);
    Duration wait = failures.waitOf(source, clock.instant());
    if (wait.isPositive()) {
      log.warn("Token refused to {}: too many wrong secrets, has to wait {}", source, wait);
      return Mono.error(tooManyAttempts(wait));
    }
    if (!secret.matches(asked.secret())) {
      failures.failed(source, clock.instant());
      log.warn("Token refused to {}: wrong secret", source);
      return Mono.error(wrongSecret());
    }
    failures.succeeded(source);
    return (asked.as() == null ? administrator() : person(asked.as()))
        .map(t -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(t));
  }

  private Mono<TokenIssuer.Token> administrator() {
    return Mono.fromSupplier(
        () -> issuer.issue("admin", "admin", List.of("ADMIN", "REPORTER"), List.of(), ttl()));
  }

  private Mono<TokenIssuer.Token> person(String id) {
    if (!properties.impersonation()) {
      return Mono.error(Problems.forbidden(IMPERSONATION_IS_OFF));
    }
    return people
        .find(id)
        .switchIfEmpty(Mono.error(() -> unknownPerson(id)))
        .doOnNext(p -> log.info("Token issued for {} by the administrator's secret", p.id()))
        .map(p -> issuer.issue(p.id(), p.name(), p.roles(), p.units(), ttl()));
  }

  private Duration ttl() {
    return properties.tokenTtl();
  }

  private static String sourceOf(ServerHttpRequest request) {
    InetSocketAddress remote = request.getRemoteAddress();
    return remote == null || remote.getAddress() == null
        ? "unknown"
        : remote.getAddress().getHostAddress();
  }

  private static final LocalText IMPERSONATION_IS_OFF =
      new LocalText(
          "以他人身份获取令牌的功能未启用（TOCSIN_IMPERSONATION）。",
          "Expected impersonation to be on (TOCSIN_IMPERSONATION), but it is off here.");

  private static ProblemException unknownPerson(String id) {
    LocalText unknown =
        new LocalText(
            "值班表中没有人员「" + id + "」。",
            "Expected the id of a person of the roster in as, but nobody is called " + id + ".");
    return Problems.badRequest(unknown, List.of(new FieldError("as", unknown)));
  }

  private static ProblemException wrongSecret() {
    return new ProblemException(
        401,
        "wrong-secret",
        new LocalText("密钥不正确", "Wrong secret"),
        new LocalText("密钥不正确。", "Expected the administrator's secret, but this is another one."),
        List.of(),
        List.of(),
        null);
  }

  private static ProblemException tooManyAttempts(Duration wait) {
    return new ProblemException(
        429,
        "too-many-attempts",
        new LocalText("尝试次数过多", "Too many attempts"),
        new LocalText(
            "密钥错误次数过多，请在 " + (wait.toSeconds() + 1) + " 秒后再试。",
            "Expected no more wrong secrets from this address, but there were. Wait "
                + (wait.toSeconds() + 1)
                + " s."),
        List.of(),
        List.of(),
        wait);
  }
}
