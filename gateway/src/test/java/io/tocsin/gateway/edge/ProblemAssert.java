package io.tocsin.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.assertj.core.api.AbstractAssert;
import tools.jackson.databind.JsonNode;

/** Holds an answer to the shape of a refusal. */
final class ProblemAssert extends AbstractAssert<ProblemAssert, HttpResponse<String>> {

  private ProblemAssert(HttpResponse<String> answer) {
    super(answer, ProblemAssert.class);
  }

  static ProblemAssert assertProblem(HttpResponse<String> answer, int status, String slug) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    JsonNode body = EdgeTest.json(answer);
    assertThat(body.path("status").asInt()).isEqualTo(status);
    assertThat(body.path("type").asString()).isEqualTo("https://tocsin.io/problems/" + slug);
    assertThat(body.path("title").asString()).isNotBlank();
    assertThat(body.path("instance").asString()).startsWith("/");
    return new ProblemAssert(answer);
  }

  ProblemAssert says(String... words) {
    assertThat(EdgeTest.json(actual).path("detail").asString()).contains(words);
    return this;
  }

  ProblemAssert toBeTriedAgain() {
    assertThat(actual.headers().firstValue("Retry-After")).isPresent();
    assertThat(actual.headers().firstValueAsLong("Retry-After").getAsLong()).isPositive();
    return this;
  }
}
