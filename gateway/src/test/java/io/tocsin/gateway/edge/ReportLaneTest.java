package io.tocsin.gateway.edge;

import static io.tocsin.gateway.edge.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.ReportBatch;
import io.tocsin.contracts.ReportBatch.Answer;
import io.tocsin.contracts.ReportBatch.Answers;
import io.tocsin.contracts.ReportBatch.Entry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Reports that come together go on together, and each gets an answer of its own. */
class ReportLaneTest extends EdgeTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String LANE = "/internal/report-batches";

  private HttpRequest.Builder report(String body) {
    return signedIn("/api/v1/reports").header("Content-Type", "application/json").POST(text(body));
  }

  private static String body(Entry entry) {
    return new String(Base64.getDecoder().decode(entry.body()), StandardCharsets.UTF_8);
  }

  /** Accepts each under the name that stands in its body, and refuses what is called bad. */
  private static StubService.Answer intake() {
    return exchange -> {
      ReportBatch batch = JSON.readValue(exchange.getRequestBody(), ReportBatch.class);
      List<Answer> answers = new ArrayList<>();
      for (Entry entry : batch.entries()) {
        String name = JSON.readTree(body(entry)).path("system").asString();
        answers.add(
            name.equals("bad")
                ? new Answer(
                    400, Map.of("Content-Type", "application/problem+json"), "{\"status\":400}")
                : new Answer(
                    202,
                    Map.of(
                        "Content-Type", "application/json", "Location", "/api/v1/reports/" + name),
                    "{\"reportId\":\"" + name + "\"}"));
      }
      StubService.json(200, JSON.writeValueAsString(new Answers(answers))).to(exchange);
    };
  }

  private static List<ReportBatch> batches() {
    return INCIDENT.asked().stream()
        .filter(asked -> asked.uri().equals(LANE))
        .map(asked -> JSON.readValue(asked.body(), ReportBatch.class))
        .toList();
  }

  @Test
  void aLoneReportGoesAtOnceWithItsCallerKeyAndLanguage() {
    INCIDENT.answers(intake());

    HttpResponse<String> answer =
        send(
            report("{\"system\":\"payment\",\"symptom\":\"财务\"}")
                .header("Idempotency-Key", "k-1")
                .header("Accept-Language", "zh-CN"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location")).hasValue("/api/v1/reports/payment");
    assertThat(answer.body()).isEqualTo("{\"reportId\":\"payment\"}");
    ReportBatch batch = batches().getFirst();
    assertThat(batch.tokens()).hasSize(1).first().asString().startsWith("ey");
    assertThat(batch.entries())
        .singleElement()
        .satisfies(entry -> {
          assertThat(body(entry)).isEqualTo("{\"system\":\"payment\",\"symptom\":\"财务\"}");
          assertThat(entry.idempotencyKey()).isEqualTo("k-1");
          assertThat(entry.acceptLanguage()).isEqualTo("zh-CN");
          assertThat(answer.headers().firstValue("X-Request-Id")).hasValue(entry.requestId());
        });
  }

  @Test
  void whatComesWhileAllCallsAreOutTravelsTogetherAndEachGetsItsOwnAnswer() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    INCIDENT.answers(exchange -> {
      ReportBatch batch = JSON.readValue(exchange.getRequestBody(), ReportBatch.class);
      if (gate.await(20, TimeUnit.SECONDS)) {
        StubService.json(
                200,
                JSON.writeValueAsString(
                    new Answers(
                        batch.entries().stream()
                            .map(e ->
                                new Answer(
                                    202, Map.of(), JSON.readTree(body(e)).path("n").asString()))
                            .toList())))
            .to(exchange);
      }
    });
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 40)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> send(report("{\"n\":" + n + "}"))))
            .toList();
    gate.countDown();

    for (int n = 0; n < answers.size(); n++) {
      assertThat(answers.get(n).get(20, TimeUnit.SECONDS).body()).isEqualTo(String.valueOf(n));
    }
    assertThat(batches().stream().mapToInt(b -> b.entries().size()).sum()).isEqualTo(40);
    assertThat(batches()).allSatisfy(b -> assertThat(b.tokens()).hasSize(1));
  }

  @Test
  void oneThatIsRefusedTouchesNoOther() {
    INCIDENT.answers(intake());

    assertThat(send(report("{\"system\":\"bad\"}")).statusCode()).isEqualTo(400);
    assertThat(send(report("{\"system\":\"good\"}")).statusCode()).isEqualTo(202);
  }

  @Test
  void aServiceThatBreaksOffIsNamedToEachOfThem() {
    INCIDENT.answers(exchange -> {
      throw new java.io.IOException("hang up");
    });

    assertProblem(send(report("{}")), 503, "unavailable")
        .says("incident service", "incident-service")
        .toBeTriedAgain();
  }

  @Test
  void aServiceThatDoesNotAnswerInTimeIsNotWaitedFor() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    INCIDENT.answers(exchange -> {
      if (answered.await(20, TimeUnit.SECONDS)) {
        StubService.json(200, "{\"answers\":[]}").to(exchange);
      }
    });
    try {
      assertProblem(send(report("{}")), 504, "timeout").says("2000 ms").toBeTriedAgain();
    } finally {
      answered.countDown();
    }
  }

  @Test
  void aReportOfUnusualSizeGoesAlone() {
    INCIDENT.answers(StubService.json(202, "{}"));
    String large = "{\"description\":\"" + "x".repeat(20 * 1024) + "\"}";

    assertThat(send(report(large)).statusCode()).isEqualTo(202);

    assertThat(INCIDENT.asked())
        .singleElement()
        .satisfies(asked -> {
          assertThat(asked.uri()).isEqualTo("/api/v1/reports");
          assertThat(asked.body()).isEqualTo(large);
        });
  }

  @Test
  void withoutATokenNothingGoesAnywhere() {
    HttpRequest.Builder anonymous =
        anonymous("/api/v1/reports").header("Content-Type", "application/json").POST(text("{}"));

    assertProblem(send(anonymous), 401, "unauthenticated");

    assertThat(INCIDENT.asked()).isEmpty();
  }
}
