package io.tocsin.gateway.identity;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers who has no good token: 401, with a challenge that says which (RFC 6750). */
@Component
class Unauthenticated implements ServerAuthenticationEntryPoint {

  @Override
  public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException refusal) {
    boolean tokenCame = refusal instanceof OAuth2AuthenticationException;
    exchange
        .getResponse()
        .getHeaders()
        .set(
            HttpHeaders.WWW_AUTHENTICATE,
            tokenCame
                ? "Bearer realm=\"tocsin\", error=\"invalid_token\""
                : "Bearer realm=\"tocsin\"");
    return Mono.error(
        new ProblemException(
            401,
            "unauthenticated",
            new LocalText("未登录", "Not signed in"),
            tokenCame
                ? new LocalText(
                    "令牌无效或已过期，请重新登录。",
                    "Expected a valid token, but this one is wrong or has ended.")
                : new LocalText(
                    "需要在 Authorization 中提供令牌。",
                    "Expected a bearer token in Authorization, but there is none."),
            List.of(),
            List.of(),
            null));
  }
}
