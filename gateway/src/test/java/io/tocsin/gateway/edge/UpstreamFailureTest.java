package io.tocsin.gateway.edge;

import static io.tocsin.gateway.edge.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UpstreamFailureTest extends EdgeTest {

  private static final StubService.Answer HANG_UP =
      exchange -> {
        throw new java.io.IOException("hang up");
      };

  @Test
  void aServiceThatBreaksTheConnectionIsNamedAndMayBeTriedAgain() {
    INCIDENT.answers(HANG_UP);

    assertProblem(send(signedIn("/api/v1/incidents")), 503, "unavailable")
        .says("incident service", "incident-service")
        .toBeTriedAgain();
    assertProblem(
            send(signedIn("/api/v1/incidents").header("Accept-Language", "zh")), 503, "unavailable")
        .says("故障受理服务");
  }

  @Test
  void aServiceThatIsTooSlowIsNotWaitedFor() throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    INCIDENT.answers(exchange -> {
      if (answered.await(60, TimeUnit.SECONDS)) {
        StubService.json(200, "{}").to(exchange);
      }
    });
    try {
      assertProblem(send(signedIn("/api/v1/reports").POST(text("{}"))), 504, "timeout")
          .says("incident service", "2000 ms")
          .toBeTriedAgain();
    } finally {
      answered.countDown();
    }
  }

  @Test
  void aServiceThatKeepsFailingIsLeftAloneWhileTheOthersGoOn() {
    INCIDENT.answers(HANG_UP);
    for (int i = 0; i < 4; i++) {
      send(signedIn("/api/v1/incidents"));
    }
    int before = INCIDENT.asked().size();

    HttpResponse<String> answer = send(signedIn("/api/v1/incidents"));

    assertProblem(answer, 503, "unavailable").says("incident service").toBeTriedAgain();
    assertThat(INCIDENT.asked()).hasSize(before);
    assertThat(send(signedIn("/api/v1/deliveries")).statusCode()).isEqualTo(200);
  }

  @Test
  void aRefusalOfTheServicePassesAsItIsAndIsNoFailureOfIt() {
    String refusal = "{\"status\":503,\"detail\":\"Kafka is away\"}";
    INCIDENT.answers(exchange -> {
      exchange.getResponseHeaders().set("Retry-After", "7");
      StubService.json(503, refusal).to(exchange);
    });
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> answer = send(signedIn("/api/v1/incidents"));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo(refusal);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
    }
    assertThat(INCIDENT.asked()).hasSize(10);
  }
}
