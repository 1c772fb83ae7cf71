package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway answered. */
record Answer(HttpResponse<String> response) {

  int status() {
    return response.statusCode();
  }

  JsonNode json() {
    try {
      return JsonMapper.shared().readTree(response.body());
    } catch (JacksonException e) {
      throw new AssertionError("Expected JSON, but got " + this, e);
    }
  }

  Answer expect(int status) {
    assertThat(status()).as("%s", this).isEqualTo(status);
    return this;
  }

  /** A refusal as RFC 9457 has it, saying one of the words in its detail or its field errors. */
  Answer expectProblem(int status, String... words) {
    expect(status);
    assertThat(response.headers().firstValue("Content-Type").orElse("none"))
        .as("%s", this)
        .startsWith("application/problem+json");
    assertThat(json().path("status").asInt()).isEqualTo(status);
    assertThat(json().propertyNames()).contains("type", "title", "detail");
    for (String word : words) {
      assertThat(json().toString()).contains(word);
    }
    return this;
  }

  @Override
  public String toString() {
    return "%s %s -> %d %s"
        .formatted(
            response.request().method(), response.request().uri(), status(), response.body());
  }
}
