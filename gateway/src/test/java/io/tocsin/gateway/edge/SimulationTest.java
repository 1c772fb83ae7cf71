package io.tocsin.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The gateway asks the escalation and the roster in turn until nothing is open. */
class SimulationTest extends EdgeTest {

  private static final String OPEN =
      "{\"policyId\":\"p\",\"steps\":[],\"open\":[{\"pageId\":\"a\"}]}";
  private static final String DONE = "{\"policyId\":\"p\",\"steps\":[{\"level\":1}],\"open\":[]}";
  private static final String ANSWERS =
      "{\"answers\":[{\"pageId\":\"a\",\"result\":\"STAFFED\",\"people\":[]}]}";

  private static HttpResponse<String> simulate(EdgeTest edge) {
    return send(
        edge.signedIn("/api/v1/escalations/simulate")
            .header("Content-Type", "application/json")
            .header("Accept-Language", "en")
            .POST(text("{\"system\":\"payment\",\"answers\":[{\"pageId\":\"forged\"}]}")));
  }

  @Test
  void whatTheEscalationCannotKnowIsAskedOfTheRoster() {
    ESCALATION.answers(exchange -> {
      boolean known = ESCALATION.asked().size() > 1;
      StubService.json(200, known ? DONE : OPEN).to(exchange);
    });
    ROSTER.answers(StubService.json(200, ANSWERS));

    HttpResponse<String> answer = simulate(this);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("steps").path(0).path("level").asInt()).isEqualTo(1);
    assertThat(ESCALATION.asked()).hasSize(2);
    assertThat(ESCALATION.asked().getFirst().body()).contains("\"answers\":[]");
    assertThat(ESCALATION.asked().getLast().body()).contains("\"result\":\"STAFFED\"");
    assertThat(ROSTER.asked())
        .singleElement()
        .satisfies(asked -> {
          assertThat(asked.uri()).isEqualTo("/api/v1/roster/resolve");
          assertThat(asked.body()).isEqualTo("{\"pages\":[{\"pageId\":\"a\"}]}");
          assertThat(asked.headers().getFirst("Authorization")).startsWith("Bearer ");
          assertThat(asked.headers().getFirst("Accept-Language")).isEqualTo("en");
        });
  }

  @Test
  void aRefusalIsPassedOnAsItCame() {
    ESCALATION.answers(StubService.json(400, "{\"status\":400,\"detail\":\"Expected a system\"}"));

    HttpResponse<String> answer = simulate(this);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("detail").asString()).isEqualTo("Expected a system");
    assertThat(ROSTER.asked()).isEmpty();
  }

  @Test
  void withoutATokenNobodyIsAsked() {
    HttpResponse<String> answer =
        send(
            anonymous("/api/v1/escalations/simulate")
                .header("Content-Type", "application/json")
                .POST(text("{}")));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(ESCALATION.asked()).isEmpty();
  }
}
