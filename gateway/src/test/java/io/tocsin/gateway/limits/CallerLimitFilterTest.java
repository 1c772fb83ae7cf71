package io.tocsin.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.web.ProblemException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class CallerLimitFilterTest {

  private static final DataSize ANY = DataSize.ofKilobytes(1);

  private final AtomicInteger letIn = new AtomicInteger();
  private final WebFilterChain chain = _ -> Mono.fromRunnable(letIn::incrementAndGet);
  private final CallerLimitFilter filter =
      new CallerLimitFilter(new LimitsProperties(ANY, ANY, 3, 10, Duration.ofMinutes(1)));

  @Test
  void aCallerAboveTheLimitIsToldHowLongToWait() {
    for (int i = 0; i < 3; i++) {
      StepVerifier.create(callOf("wang-ming")).verifyComplete();
    }

    ProblemException refusal = refusalOf(callOf("wang-ming"));

    assertThat(refusal.status()).isEqualTo(429);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(refusal).hasMessageContaining("at most 3");
  }

  @Test
  void oneCallerDoesNotUseUpAnothersCalls() {
    refusalOf(callOf("wang-ming"));

    StepVerifier.create(callOf("li-fang")).verifyComplete();
  }

  @Test
  void whoHasNoNameIsCountedByAddress() {
    for (int i = 0; i < 3; i++) {
      StepVerifier.create(callFrom("10.0.0.1")).verifyComplete();
    }

    refusalOf(callFrom("10.0.0.1"));
    StepVerifier.create(callFrom("10.0.0.2")).verifyComplete();
  }

  /** On a slow machine the limit's second may end between two calls: one of many is refused. */
  private static ProblemException refusalOf(Mono<Void> call) {
    return call.repeat(10_000)
        .then(Mono.<ProblemException>empty())
        .onErrorResume(ProblemException.class, Mono::just)
        .blockOptional()
        .orElseThrow(() -> new AssertionError("Expected a refusal, but all calls were let in"));
  }

  private Mono<Void> callOf(String person) {
    return callFrom("10.0.0.9")
        .contextWrite(
            ReactiveSecurityContextHolder.withAuthentication(
                new TestingAuthenticationToken(person, "")));
  }

  private Mono<Void> callFrom(String address) {
    MockServerHttpRequest request =
        MockServerHttpRequest.get("/api/v1/incidents")
            .remoteAddress(new InetSocketAddress(address, 5000))
            .build();
    return filter.filter(MockServerWebExchange.from(request), chain);
  }
}
