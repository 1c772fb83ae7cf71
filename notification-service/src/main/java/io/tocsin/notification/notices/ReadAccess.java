package io.tocsin.notification.notices;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.web.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who may read the board. */
@Component
final class ReadAccess {

  private final NoticeProperties properties;

  ReadAccess(NoticeProperties properties) {
    this.properties = properties;
  }

  /** Whether somebody reads who is known; an error where the board is not for everybody. */
  Mono<Boolean> check() {
    return Caller.current()
        .map(caller -> true)
        .switchIfEmpty(
            Mono.defer(() ->
                properties.publicRead()
                    ? Mono.just(false)
                    : Mono.<Boolean>error(unauthenticated())));
  }

  /** The caller; an error without one. */
  Mono<Caller> caller() {
    return Caller.current().switchIfEmpty(Mono.error(ReadAccess::unauthenticated));
  }

  private static ProblemException unauthenticated() {
    return new ProblemException(
        401,
        "unauthenticated",
        new LocalText("需要登录", "Authentication required"),
        new LocalText("应提供有效令牌，但没有", "Expected a valid token, but there is none"),
        List.of(),
        List.of(),
        null);
  }
}
