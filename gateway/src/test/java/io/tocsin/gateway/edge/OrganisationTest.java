package io.tocsin.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OrganisationTest extends EdgeTest {

  private static final String PENDING = "Tocsin-Directory-Pending";

  @Test
  void theAnswerComesWhenEveryServiceHasTheNewSetUp() {
    ROSTER.answers(StubService.json(200, "{\"revision\":7,\"changed\":true}"));
    INCIDENT.reaches(7);
    ROSTER.reaches(7);
    NOTIFICATION.reaches(8);
    ESCALATION.reaches(6);

    CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(this::apply);
    await().atMost(Duration.ofSeconds(60)).until(() -> ESCALATION.askedForRevision().size() > 3);
    assertThat(answer).isNotDone();
    ESCALATION.reaches(7);

    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(answer.join().body()).isEqualTo("{\"revision\":7,\"changed\":true}");
    assertThat(answer.join().headers().firstValue(PENDING)).isEmpty();
  }

  @Test
  void whoDoesNotFollowInTimeIsNamed() {
    ROSTER.answers(StubService.json(200, "{\"revision\":7}"));
    INCIDENT.reaches(7);
    ROSTER.reaches(7);

    HttpResponse<String> answer = apply();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue(PENDING))
        .hasValue("escalation-service, notification-service");
  }

  @Test
  void aRefusalIsNotWaitedOn() {
    ROSTER.answers(StubService.json(400, "{\"status\":400}"));

    assertThat(apply().statusCode()).isEqualTo(400);
    assertThat(INCIDENT.askedForRevision()).isEmpty();
  }

  @Test
  void readingItIsNotWaitedOn() {
    ROSTER.answers(StubService.json(200, "{\"revision\":7}"));

    assertThat(send(signedIn("/api/v1/organisation")).body()).isEqualTo("{\"revision\":7}");
    assertThat(INCIDENT.askedForRevision()).isEmpty();
  }

  private HttpResponse<String> apply() {
    return send(
        signedIn("/api/v1/organisation")
            .header("Content-Type", "application/yaml")
            .PUT(text("name: 省厅\n")));
  }
}
