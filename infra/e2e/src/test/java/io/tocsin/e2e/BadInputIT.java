package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be right is refused as problem+json that names it, and changes nothing. */
@ExtendWith(LogsOnFailure.class)
class BadInputIT {

  private static final String REPORT =
      """
      {"system": "outage", "unit": "donghu", "symptom": "无法登录", "degree": "FULL_STOP"}\
      """;

  private final Platform platform = Platform.up();

  private Answer report(String body) {
    return platform.post("/reports", body, platform.token("admin"));
  }

  @AfterEach
  void nothing_has_changed() {
    assertThat(platform.get("/incidents?system=outage").expect(200).json().path("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "outage, no-such-system, no-such-system",
    "donghu, no-such-unit, no-such-unit",
    "FULL_STOP, BROKEN, degree",
    "FULL_STOP, BROKEN, MAIN_FUNCTION_DOWN",
    "无法登录, '', symptom",
  })
  void a_wrong_value_is_refused_by_name(String right, String wrong, String named) {
    report(REPORT.replace(right, wrong)).expectProblem(400, named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"system", "unit", "symptom", "degree"})
  void a_missing_field_is_refused_by_name(String field) {
    report(REPORT.replace("\"" + field + "\"", "\"other\"")).expectProblem(400, field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"text\"", "null", "", "{\"system\": }"})
  void what_is_no_json_object_is_refused(String body) {
    report(body).expectProblem(400);
  }

  @Test
  void a_body_of_two_megabytes_is_refused() {
    report(REPORT.replace("无法登录", "x".repeat(2 * 1024 * 1024))).expectProblem(413);
  }

  @Test
  void a_token_that_is_missing_wrong_or_forged_is_refused() {
    String token = platform.token("admin");
    String forged = token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";
    platform.post("/reports", REPORT, "not-a-token").expectProblem(401);
    platform.post("/reports", REPORT, forged).expectProblem(401);
    platform.http.get(platform.url("/incidents"), null).expectProblem(401);
  }

  @Test
  void a_wrong_secret_gives_no_token() {
    platform
        .post("/auth/token", "{\"secret\": \"guessed\"}", platform.token("admin"))
        .expectProblem(401);
  }

  @Test
  void who_may_report_may_not_set_up_the_organisation() {
    platform.apply(platform.organisation.yaml(), "wang-ming").expectProblem(403);
  }

  @Test
  void what_does_not_exist_is_not_found() {
    platform.get("/incidents/no-such-incident").expectProblem(404);
    platform.get("/reports/no-such-report").expectProblem(404);
    platform.get("/no-such-path").expectProblem(404);
  }

  @Test
  void an_organisation_with_a_wrong_line_is_refused_by_its_path_and_not_applied() {
    String before = platform.get("/organisation").expect(200).response().body();
    String wrong = platform.organisation.yamlWithSchedule("db-duty", "nobody");

    platform.apply(wrong, "admin").expectProblem(400, "nobody", "schedules");
    platform.apply("name: [", "admin").expectProblem(400);

    assertThat(platform.get("/organisation").response().body()).isEqualTo(before);
  }

  @Test
  void the_same_organisation_again_changes_nothing() {
    String before = platform.get("/organisation").expect(200).response().body();

    platform.apply(platform.organisation.yaml(), "admin").expect(200);

    assertThat(platform.get("/organisation").response().body()).isEqualTo(before);
  }
}
