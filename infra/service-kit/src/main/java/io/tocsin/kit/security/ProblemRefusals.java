package io.tocsin.kit.security;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemWriter;
import io.tocsin.kit.web.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** 401 and 403 with the {@code WWW-Authenticate} of RFC 6750 and a problem+json body. */
final class ProblemRefusals implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

  private final ProblemWriter writer;

  ProblemRefusals(ProblemWriter writer) {
    this.writer = writer;
  }

  @Override
  public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException e) {
    return Mono.defer(() -> {
      challenge(
          exchange,
          e instanceof OAuth2AuthenticationException oauth
              ? oauth.getError().getErrorCode()
              : null);
      return writer.write(exchange, unauthenticated());
    });
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
    return Mono.defer(() -> {
      challenge(exchange, "insufficient_scope");
      return writer.write(
          exchange,
          Problems.forbidden(
              new LocalText(
                  "您的账号不能访问此路径", "Expected a caller who may use this path, but you may not")));
    });
  }

  /** Spring's own entry point ends the response, which leaves no room for a body. */
  private static void challenge(ServerWebExchange exchange, @Nullable String error) {
    exchange
        .getResponse()
        .getHeaders()
        .set(
            HttpHeaders.WWW_AUTHENTICATE,
            error == null ? "Bearer" : "Bearer error=\"" + error + "\"");
  }

  static ProblemException unauthenticated() {
    return new ProblemException(
        401,
        "unauthenticated",
        new LocalText("未登录或令牌无效", "Unauthenticated"),
        new LocalText(
            "应带有效的 Bearer 令牌（Authorization 头），但没有、已过期或签名不符",
            "Expected a valid bearer token in Authorization, but it is missing, expired or not ours"),
        List.of(),
        List.of(),
        null);
  }
}
