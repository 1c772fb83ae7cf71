package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.ReportBatch;
import io.tocsin.contracts.ReportBatch.Answer;
import io.tocsin.contracts.ReportBatch.Answers;
import io.tocsin.contracts.ReportBatch.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** Reports that come in one call are taken or refused as if each had come alone. */
class ReportBatchTest extends ServiceTest {

  private static final String GOOD =
      "{\"system\":\"%s\",\"unit\":\"%s\",\"symptom\":\"无法登录\",\"degree\":\"DEGRADED\"}";

  private static Entry entry(int token, @Nullable String key, String language, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Entry(token, key, language, "r-1", Base64.getEncoder().encodeToString(bytes));
  }

  private static List<Answer> answers(ReportBatch batch) {
    byte[] body =
        service()
            .anonymous()
            .post()
            .uri("/internal/report-batches")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(JSON.writeValueAsString(batch))
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return JSON.readValue(body, Answers.class).answers();
  }

  @Test
  void each_gets_the_answer_that_it_would_have_got_alone() {
    String monitor = TestTokens.of("monitor", List.of("REPORTER"));
    String yunxi = TestTokens.of("u", List.of("REPORTER"), "yunxi");
    String auditor = TestTokens.of("a", List.of("AUDITOR"));
    String good = GOOD.formatted("sys37", "baita");

    List<Answer> answers =
        answers(
            new ReportBatch(
                List.of(monitor, yunxi, auditor, "no-token-of-ours"),
                List.of(
                    entry(0, null, "en", good),
                    entry(0, null, "zh-CN", GOOD.formatted("nothing-like-it", "baita")),
                    entry(0, null, "en", "{"),
                    entry(1, null, "en", good),
                    entry(2, null, "en", good),
                    entry(3, null, "en", good),
                    entry(0, null, "en", good))));

    assertThat(answers.stream().map(Answer::status))
        .containsExactly(202, 400, 400, 403, 403, 401, 202);
    Answer accepted = answers.getFirst();
    String id = JSON.readTree(accepted.body()).path("reportId").asString();
    assertThat(accepted.headers()).containsEntry("Location", "/api/v1/reports/" + id);
    assertThat(answers.get(1).headers())
        .containsEntry("Content-Type", MediaType.APPLICATION_PROBLEM_JSON_VALUE)
        .containsEntry("Content-Language", "zh-CN");
    assertThat(answers.get(1).body()).contains("应为已登记的系统代码").contains("/api/v1/reports");
    assertThat(incident(incidentOf(id)).path("reports").asInt()).isEqualTo(2);
  }

  @Test
  void what_is_no_json_object_is_refused_as_when_it_comes_alone() {
    String monitor = TestTokens.of("monitor", List.of("REPORTER"));
    List<Entry> entries =
        Stream.of("null", "[]", "\"text\"", "", "{\"system\": }")
            .map(body -> entry(0, null, "en", body))
            .toList();

    assertThat(answers(new ReportBatch(List.of(monitor), entries)))
        .hasSize(5)
        .allSatisfy(answer -> {
          assertThat(answer.status()).isEqualTo(400);
          assertThat(answer.body()).contains("Expected");
        });
  }

  @Test
  void a_key_makes_two_of_a_batch_one_report() {
    String monitor = TestTokens.of("monitor", List.of("REPORTER"));
    String good = GOOD.formatted("sys38", "baita");

    List<Answer> answers =
        answers(
            new ReportBatch(
                List.of(monitor),
                List.of(entry(0, "batch-key", "en", good), entry(0, "batch-key", "en", good))));

    assertThat(answers).hasSize(2).extracting(Answer::body).containsOnly(answers.getFirst().body());
    String id = JSON.readTree(answers.getFirst().body()).path("reportId").asString();
    assertThat(incident(incidentOf(id)).path("reports").asInt()).isEqualTo(1);
  }
}
