package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.contracts.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class IntakeTest extends ServiceTest {

  private static final Map<String, Object> VALID =
      Map.of("system", "sys20", "unit", "baita", "symptom", "无法登录", "degree", "DEGRADED");

  @Test
  void an_accepted_report_stands_on_the_topic_under_its_system_as_it_was_given() {
    Map<String, Object> body = with("system", "sys21");
    body.put("occurredAt", "2026-03-09T01:02:00Z");
    body.put("description", "全部终端");

    String id = report(service().as("monitor", List.of("REPORTER")), body);

    List<Envelope<?>> records = TestTopics.read(Topics.REPORTS, "sys21");
    assertThat(records).hasSize(1);
    ReportReceivedV1 report = (ReportReceivedV1) records.getFirst().data();
    assertThat(report.reportId()).isEqualTo(id).isEqualTo(records.getFirst().id());
    assertThat(report.occurredAt()).hasToString("2026-03-09T01:02:00Z");
    assertThat(report.description()).isEqualTo("全部终端");
    assertThat(report.reporter().id()).isEqualTo("monitor");
    assertThat(report.source()).isEqualTo("api");
  }

  @Test
  void a_report_can_be_asked_for_from_the_moment_it_was_accepted() {
    String id = report("sys22", "baita", "DEGRADED");

    JsonNode report = get("/api/v1/reports/" + id);

    assertThat(report.path("state").asString()).isIn("RECEIVED", "CORRELATED");
    assertThat(report.path("system").asString()).isEqualTo("sys22");
    String incident = incidentOf(id);
    assertThat(get("/api/v1/reports/" + id).path("state").asString()).isEqualTo("CORRELATED");
    assertThat(incident(incident).path("reports").asInt()).isEqualTo(1);
  }

  @Test
  void whoever_works_on_an_incident_reads_what_was_reported_in_the_words_of_the_reporter() {
    Map<String, Object> body = with("system", "sys28");
    body.put("description", "全部终端\n自八点起");
    String id = report(service().reporter(), body);
    String incident = incidentOf(id);

    JsonNode reports = get("/api/v1/incidents/" + incident + "/reports");

    assertThat(reports.path("items")).hasSize(1);
    assertThat(reports.path("items").path(0).path("id").asString()).isEqualTo(id);
    assertThat(reports.path("items").path(0).path("description").asString())
        .isEqualTo("全部终端\n自八点起");
    assertThat(reports.path("next").isNull()).isTrue();
  }

  @Test
  void the_answer_names_the_place_of_the_report() {
    post(service().reporter(), JSON.writeValueAsString(VALID), null)
        .expectStatus()
        .isAccepted()
        .expectHeader()
        .valueMatches("Location", "/api/v1/reports/[0-9a-f-]{36}");
  }

  @Test
  void the_same_key_and_content_is_accepted_again_and_counted_once() {
    String body = JSON.writeValueAsString(with("system", "sys23"));
    String first = accepted(post(service().reporter(), body, "key-1"));
    String atOnce = accepted(post(service().reporter(), body, "key-1"));
    String incident = incidentOf(first);
    String later = accepted(post(service().reporter(), body, "key-1"));

    assertThat(atOnce).isEqualTo(first);
    assertThat(later).isEqualTo(first);
    String another = report("sys23", "baita", "DEGRADED");
    assertThat(incidentOf(another)).isEqualTo(incident);
    assertThat(incident(incident).path("reports").asInt()).isEqualTo(2);
  }

  @Test
  void the_same_key_of_another_caller_is_another_report() {
    String body = JSON.writeValueAsString(with("system", "sys24"));

    String mine = accepted(post(service().as("a", List.of("REPORTER")), body, "key-2"));
    String theirs = accepted(post(service().as("b", List.of("REPORTER")), body, "key-2"));

    assertThat(mine).isNotEqualTo(theirs);
  }

  @Test
  void the_same_key_with_another_content_is_refused_before_and_after_correlation() {
    String id =
        accepted(
            post(service().reporter(), JSON.writeValueAsString(with("system", "sys25")), "key-3"));
    String other = JSON.writeValueAsString(with("system", "sys26"));

    post(service().reporter(), other, "key-3").expectStatus().isEqualTo(422);
    var _ = incidentOf(id);
    post(service().reporter(), other, "key-3").expectStatus().isEqualTo(422);

    assertThat(get("/api/v1/incidents?system=sys26").path("items")).isEmpty();
  }

  @ParameterizedTest(name = "{0} = {1} is refused by name, in both languages")
  @CsvSource({
    "system, nothing-like-it, 应为已登记的系统代码, known system",
    "unit, nobody, 应为已登记的单位代码, known unit",
    "symptom, ' ', 应为 1 到 200 个字符, 1 to 200 characters",
    "degree, BROKEN, DEGRADED, MAIN_FUNCTION_DOWN",
    "occurredAt, 2999-01-01T00:00:00Z, 不应晚于当前时间, not in the future",
    "occurredAt, yesterday, ISO 8601, ISO 8601",
    "exercise, perhaps, true 或 false, true or false",
    "colour, red, 未知字段, Expected one of"
  })
  void a_wrong_field_is_refused(String field, String value, String zh, String en) {
    String body = JSON.writeValueAsString(with(field, value));

    JsonNode problem = problem(post(service().reporter(), body, null), 400);

    assertThat(problem.path("errors").valueStream().map(e -> e.path("field").asString()))
        .containsExactly(field);
    assertThat(problem.path("errors").toString()).contains(en);
    assertThat(
            problem(post(chinese(service().reporter()), body, null), 400).path("errors").toString())
        .contains(zh);
  }

  @Test
  void all_wrong_fields_are_named_together() {
    Map<String, Object> body = with("system", "x");
    body.put("unit", "y");
    body.put("symptom", "s".repeat(201));

    JsonNode problem =
        problem(post(service().reporter(), JSON.writeValueAsString(body), null), 400);

    assertThat(problem.path("errors").valueStream().map(e -> e.path("field").asString()))
        .containsExactly("system", "unit", "symptom");
  }

  @ParameterizedTest
  @ValueSource(strings = {"system", "unit", "symptom", "degree"})
  void a_missing_field_is_refused_by_name(String field) {
    Map<String, Object> body = new HashMap<>(VALID);
    body.remove(field);

    assertThat(
            problem(post(service().reporter(), JSON.writeValueAsString(body), null), 400)
                .path("errors")
                .path(0)
                .path("field")
                .asString())
        .isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"text\"", "null", "", "{\"system\": }"})
  void what_is_no_json_object_is_refused(String body) {
    assertThat(problem(post(service().reporter(), body, null), 400).path("title").asString())
        .isNotEmpty();
  }

  @Test
  void a_body_of_two_megabytes_is_refused() {
    String body = JSON.writeValueAsString(with("description", "x".repeat(2 * 1024 * 1024)));

    post(service().reporter(), body, null).expectStatus().isEqualTo(413);
  }

  @Test
  void a_key_that_is_too_long_is_refused() {
    JsonNode problem =
        problem(post(service().reporter(), JSON.writeValueAsString(VALID), "k".repeat(256)), 400);

    assertThat(problem.path("errors").path(0).path("field").asString())
        .isEqualTo("Idempotency-Key");
  }

  @Test
  void who_is_restricted_to_units_reports_for_these_and_their_sub_offices_alone() {
    WebTestClient yunxi = service().as("u", List.of("REPORTER"), "yunxi");

    post(yunxi, JSON.writeValueAsString(with("unit", "yunxi-east")), null)
        .expectStatus()
        .isAccepted();
    problem(post(yunxi, JSON.writeValueAsString(with("unit", "baita")), null), 403);
  }

  @Test
  void without_a_token_or_the_role_nothing_is_accepted() {
    String body = JSON.writeValueAsString(VALID);

    post(service().anonymous(), body, null).expectStatus().isUnauthorized();
    problem(post(service().as("x", List.of("AUDITOR")), body, null), 403);
  }

  private static Map<String, Object> with(String field, Object value) {
    Map<String, Object> body = new HashMap<>(VALID);
    body.put(field, value);
    return body;
  }

  private static WebTestClient chinese(WebTestClient client) {
    return client.mutate().defaultHeader("Accept-Language", "zh-CN").build();
  }

  private static WebTestClient.ResponseSpec post(
      WebTestClient client, String body, @Nullable String key) {
    return client
        .post()
        .uri("/api/v1/reports")
        .contentType(MediaType.APPLICATION_JSON)
        .headers(h -> {
          if (key != null) {
            h.set("Idempotency-Key", key);
          }
        })
        .bodyValue(body)
        .exchange();
  }

  private static String accepted(WebTestClient.ResponseSpec response) {
    return body(response.expectStatus().isAccepted()).path("reportId").asString();
  }

  private static JsonNode problem(WebTestClient.ResponseSpec response, int status) {
    return body(
        response
            .expectStatus()
            .isEqualTo(status)
            .expectHeader()
            .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
  }

  private static JsonNode body(WebTestClient.ResponseSpec response) {
    byte[] body = response.expectBody().returnResult().getResponseBody();
    return JSON.readTree(body == null ? new byte[0] : body);
  }
}
