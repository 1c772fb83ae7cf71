package io.tocsin.gateway.edge;

import static io.tocsin.gateway.edge.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class RoutingTest extends EdgeTest {

  @Test
  void anActGoesToTheIncidentServiceAsItCame() {
    INCIDENT.answers(exchange -> {
      exchange.getResponseHeaders().set("Location", "/api/v1/incidents/i-1");
      StubService.json(202, "{\"id\":\"i-1\"}").to(exchange);
    });

    HttpResponse<String> answer =
        send(
            signedIn("/api/v1/incidents/i-1/comment")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k-1")
                .header("If-Match", "\"3\"")
                .header("Accept-Language", "zh-CN")
                .POST(text("{\"system\":\"财务\"}")));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location")).hasValue("/api/v1/incidents/i-1");
    assertThat(answer.body()).isEqualTo("{\"id\":\"i-1\"}");
    assertThat(INCIDENT.asked())
        .singleElement()
        .satisfies(asked -> {
          assertThat(asked.method()).isEqualTo("POST");
          assertThat(asked.body()).isEqualTo("{\"system\":\"财务\"}");
          assertThat(asked.headers().getFirst("Idempotency-Key")).isEqualTo("k-1");
          assertThat(asked.headers().getFirst("If-Match")).isEqualTo("\"3\"");
          assertThat(asked.headers().getFirst("Accept-Language")).isEqualTo("zh-CN");
        });
  }

  @Test
  void eachCollectionGoesToItsService() {
    send(signedIn("/api/v1/escalations?incident=i"));
    send(signedIn("/api/v1/on-call?post=DB"));
    send(signedIn("/api/v1/deliveries"));
    send(anonymous("/widget/tocsin-notices.js"));

    assertThat(ESCALATION.asked())
        .extracting(StubService.Asked::uri)
        .containsExactly("/api/v1/escalations?incident=i");
    assertThat(ROSTER.asked())
        .extracting(StubService.Asked::uri)
        .containsExactly("/api/v1/on-call?post=DB");
    assertThat(NOTIFICATION.asked())
        .extracting(StubService.Asked::uri)
        .containsExactly("/api/v1/deliveries", "/widget/tocsin-notices.js");
  }

  @Test
  void aRequestGoesByOneIdOnBothSides() {
    HttpResponse<String> answer =
        send(signedIn("/api/v1/incidents").header("X-Request-Id", "mine-42"));
    HttpResponse<String> dangerous =
        send(signedIn("/api/v1/incidents").header("X-Request-Id", "<script>"));

    assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("mine-42");
    assertThat(INCIDENT.asked().getFirst().headers().get("X-Request-Id"))
        .containsExactly("mine-42");
    String given = dangerous.headers().firstValue("X-Request-Id").orElseThrow();
    assertThat(given).hasSize(36);
    assertThat(INCIDENT.asked().getLast().headers().get("X-Request-Id")).containsExactly(given);
  }

  @Test
  void theIdOfTheServiceDoesNotDoubleTheGateways() {
    INCIDENT.answers(exchange -> {
      exchange.getResponseHeaders().set("X-Request-Id", "another");
      StubService.json(200, "{}").to(exchange);
    });

    assertThat(
            send(signedIn("/api/v1/incidents").header("X-Request-Id", "mine"))
                .headers()
                .allValues("X-Request-Id"))
        .containsExactly("mine");
  }

  @Test
  void whatBelongsToOneHopOrIsMadeUpDoesNotReachTheService() {
    send(
        signedIn("/api/v1/incidents")
            .header("Keep-Alive", "timeout=5")
            .header("TE", "trailers")
            .header("Proxy-Authorization", "Basic eDp5")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-For", "10.1.2.3")
            .header("Forwarded", "for=10.1.2.3"));

    assertThat(INCIDENT.asked().getFirst().headers())
        .doesNotContainKeys(
            "Keep-alive",
            "Te",
            "Proxy-authorization",
            "Forwarded",
            "X-forwarded-for",
            "X-forwarded-proto");
  }

  @Test
  void aPathThatNobodyOwnsIsNotFoundInWords() {
    assertProblem(send(signedIn("/api/v1/nothing")), 404, "not-found");
    assertProblem(send(anonymous("/nothing")), 404, "not-found");
  }

  @Test
  void whatIsInsideStaysInside() {
    assertProblem(send(anonymous("/internal/directory")), 404, "not-found");
    assertProblem(send(signedIn("/internal/directory")), 404, "not-found");
    assertProblem(send(anonymous("/actuator/prometheus")), 401, "unauthenticated");
    assertProblem(send(signedIn("/actuator/prometheus")), 403, "forbidden");
    for (String clever :
        new String[] {
          "/api/v1/incidents/../../../internal/directory",
          "/api/v1/incidents/%2e%2e/%2e%2e/%2e%2e/internal/directory",
          "/api/v1/incidents/..%2f..%2f..%2finternal/directory",
          "/widget/..;/internal/directory",
          "/widget//internal/directory",
        }) {
      HttpResponse<String> answer = send(signedIn(clever));
      assertThat(answer.statusCode()).as(clever).isIn(400, 404);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
    assertThat(INCIDENT.askedForRevision()).isEmpty();
    assertThat(INCIDENT.asked()).isEmpty();
    assertThat(NOTIFICATION.askedForRevision()).isEmpty();
    assertThat(NOTIFICATION.asked()).isEmpty();
  }

  @Test
  void healthIsSeenWithoutAToken() {
    for (String kind : new String[] {"readiness", "liveness"}) {
      HttpResponse<String> answer = send(anonymous("/actuator/health/" + kind));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }
  }
}
