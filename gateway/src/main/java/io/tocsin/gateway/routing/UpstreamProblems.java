package io.tocsin.gateway.routing;

import io.tocsin.contracts.LocalText;
import io.tocsin.gateway.domain.Upstream;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.Problems;
import java.time.Duration;
import java.util.List;

/** What a caller is told when the service behind does not answer. */
public final class UpstreamProblems {

  private UpstreamProblems() {}

  /** Nobody listens there, or the connection broke before an answer came. */
  public static ProblemException unreachable(Upstream upstream, Duration retryAfter) {
    return Problems.unavailable(
        new LocalText(
            upstream.zh() + "（" + upstream.id() + "）目前没有应答，请稍后重试。",
            "Expected an answer of the "
                + upstream.en()
                + " ("
                + upstream.id()
                + "), but it cannot be reached. Try again later."),
        retryAfter);
  }

  /** More calls are under way than the service is asked to carry. */
  static ProblemException overloaded(Upstream upstream) {
    return Problems.unavailable(
        new LocalText(
            upstream.zh() + "（" + upstream.id() + "）正在处理的请求过多，请稍后重试。",
            "Expected room for one more call to the "
                + upstream.en()
                + " ("
                + upstream.id()
                + "), but too many are under way. Try again shortly."),
        Duration.ofSeconds(1));
  }

  /** It took the call and did not answer in time; whether it acted on it is not known. */
  static ProblemException late(Upstream upstream, Duration limit) {
    return new ProblemException(
        504,
        "timeout",
        new LocalText("服务应答超时", "Service did not answer in time"),
        new LocalText(
            upstream.zh() + "（" + upstream.id() + "）未在 " + limit.toMillis() + " 毫秒内应答。请用同一幂等键重试。",
            "Expected an answer of the "
                + upstream.en()
                + " ("
                + upstream.id()
                + ") within "
                + limit.toMillis()
                + " ms, but none came. Try again with the same idempotency key."),
        List.of(),
        List.of(),
        Duration.ofSeconds(2));
  }
}
