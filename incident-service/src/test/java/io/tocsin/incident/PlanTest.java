package io.tocsin.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.IncidentEvent.PlanActivatedV1;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.IncidentEvent.StepChangedV1;
import io.tocsin.contracts.IncidentEvent.StepOpenedV1;
import io.tocsin.contracts.StepState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Plans by HTTP: the catalogue, a power failure worked step by step, its papers, its figures. */
class PlanTest extends ServiceTest {

  private final WebTestClient leader = service().as("zhou-leader", List.of("LEADER"));
  private final WebTestClient dutyLead =
      service().as("zhao-lei", List.of("RESPONDER", "DUTY_LEAD"));
  private final WebTestClient responder = service().as("wang-ming", List.of("RESPONDER"));
  private final WebTestClient tester = service().as("li-fang", List.of("RESPONDER"));
  private final WebTestClient admin = service().as("admin", List.of("ADMIN"));

  @Test
  void a_power_failure_is_worked_by_its_plan_from_the_activation_to_the_archive() {
    String id = active("sys58", Map.of("plan", "MATCHING"));

    JsonNode steps = steps(id);
    assertThat(steps.path("plan").path("id").asString()).isEqualTo("P1");
    assertThat(states(steps, "OPEN")).contains("P1.1", "H4", "H5").doesNotContain("P1.2");
    assertThat(events(id)).anyMatch(e -> e instanceof PlanActivatedV1 p && p.planId().equals("P1"));
    assertThat(events(id))
        .anySatisfy(e -> {
          assertThat(e).isInstanceOf(StepOpenedV1.class);
          StepOpenedV1 opened = (StepOpenedV1) e;
          assertThat(opened.stepId()).isEqualTo("P1.1");
          assertThat(opened.posts()).containsExactly("PW");
          assertThat(opened.role()).isEqualTo(DutyRole.PRIMARY);
          assertThat(opened.dueAt()).isNotNull();
          assertThat(opened.incident().state().name()).isEqualTo("ACTIVE");
        });

    json(step(service().reporter(), id, "P1.1", "start", Map.of()), 403);
    json(step(responder, id, "P1.1", "done", Map.of("evidence", " ")), 400);
    assertThat(
            json(
                    step(
                        responder,
                        id,
                        "P1.1",
                        "done",
                        Map.of("evidence", "已判断", "values", Map.of("upsTime", "soon", "x", 1))),
                    400)
                .path("errors")
                .toString())
        .contains("values.upsTime", "values.x");
    json(step(responder, id, "P1.1", "start", null), 200);
    JsonNode after =
        json(
            step(
                responder,
                id,
                "P1.1",
                "done",
                Map.of("evidence", "UPS满电", "values", Map.of("upsTime", 90))),
            200);
    assertThat(states(after, "OPEN"))
        .contains("P1.2", "P1.3", "P1.4.AP", "P1.4.DB", "P1.4.ST", "P1.4.HO", "P1.5");
    assertThat(after.path("values").path(0).path("value").asString()).isEqualTo("PT1H30M");

    JsonNode early = json(step(responder, id, "P1.6.ST", "done", Map.of("evidence", "已断电")), 409);
    assertThat(early.path("detail").asString())
        .contains("Host off", "Storage off", "must not be broken");
    assertThat(early.path("missing").toString()).contains("step P1.6.HO");
    json(step(responder, id, "P1.2", "skip", Map.of("reason", "不需要")), 409);
    assertThat(
            json(act(dutyLead, id, "repair", Map.of("summary", "恢复供电")), 409)
                .path("missing")
                .toString())
        .contains("step P1.2", "step H4");

    json(
        step(
            responder,
            id,
            "P1.3",
            "done",
            Map.of(
                "evidence",
                "稳定",
                "values",
                Map.of("generatorStable", true, "fuelTime", "PT8H", "fuelLasts", true))),
        200);
    json(step(dutyLead, id, "P1.5", "done", Map.of("evidence", "稳定", "option", "continue")), 409);
    json(step(leader, id, "P1.5", "done", Map.of("evidence", "稳定", "option", "continue")), 200);
    json(step(dutyLead, id, "P1.2", "skip", Map.of("reason", "供电部门无人应答")), 200);
    for (String step : List.of("H4", "H5", "P1.4.AP", "P1.4.DB", "P1.4.ST", "P1.4.HO", "P1.7")) {
      json(step(responder, id, step, "done", Map.of("evidence", "完成")), 200);
    }
    assertThat(events(id))
        .filteredOn(e -> e instanceof StepChangedV1 c && c.state() == StepState.SKIPPED)
        .hasSize(11);

    json(act(responder, id, "acknowledge", null), 200);
    json(act(dutyLead, id, "repair", Map.of("summary", "恢复供电")), 200);
    assertThat(states(steps(id), "OPEN")).containsExactly("T1");
    json(act(tester, id, "recovery-test", test("TECHNICAL")), 200);
    json(act(tester, id, "recovery-test", test("BUSINESS")), 200);
    json(act(leader, id, "approve", Map.of("reason", "同意")), 200);
    json(act(leader, id, "restore", null), 200);
    assertThat(states(steps(id), "OPEN")).containsExactly("T5");

    papers(id);
    figures();
  }

  private void papers(String id) {
    Papers.written(responder, id);
    json(act(leader, id, "report/approve", null), 409);
    json(act(responder, id, "actions", Map.of("text", "增配<UPS>")), 200);
    json(act(dutyLead, id, "follow-ups", Map.of("text", "已由发电机供电", "channel", "PHONE")), 200);
    JsonNode report = get("/api/v1/incidents/" + id + "/report");
    assertThat(report.path("status").asString()).isEqualTo("DRAFT");
    assertThat(report.path("systemOwner").asString()).isEqualTo("Qian Fang (省财政厅信息中心)");
    assertThat(report.path("followUps").path(0).path("number").asInt()).isEqualTo(1);
    assertThat(report.path("missing").toString())
        .contains("approved final report", "owner of action A1", "date of action A1");
    assertThat(report.path("steps")).hasSize(get("/api/v1/plans/P1").path("steps").size());
    await("the durations on the report")
        .until(() ->
            !get("/api/v1/incidents/" + id + "/report")
                .path("durations")
                .path("restored")
                .isNull());

    String html = html(id, "zh");
    assertThat(html).startsWith("<!doctype html>").contains("故障终报", "增配&lt;UPS&gt;", "外部供电中断");
    assertThat(html).contains("电力故障", "级 · 全局", "电话").doesNotContain(">POWER<", "SEV", "GLOBAL");
    assertThat(html).contains("系统责任方", "钱方（省财政厅信息中心）");
    assertThat(html(id, "en"))
        .contains("Final fault report", "External power failure", "System owner", "Qian Fang (");
  }

  private void figures() {
    await("the figures")
        .until(
            () ->
                json(
                    responder
                        .get()
                        .uri("/api/v1/analytics/response-times?from=2020-01-01&to=2099-12-31"),
                    200),
            found ->
                found
                        .path("items")
                        .valueStream()
                        .anyMatch(row ->
                            row.path("restored").path("count").asInt() > 0
                                && row.path("activated").path("count").asInt() > 0)
                    && found.path("complete").asBoolean()
                    && found.path("since").asString().startsWith("2019-12-31T16:00"));
    json(service().reporter().get().uri("/api/v1/analytics/response-times"), 403);
    json(responder.get().uri("/api/v1/analytics/response-times?from=yesterday"), 400);
  }

  @Test
  void a_plan_is_saved_in_versions_as_yaml_and_refused_field_by_field() {
    String yaml = yaml("/api/v1/plans/P4").replace("id: P4\n", "id: P4x\n");
    json(put(responder, "P4x", yaml), 403);
    assertThat(json(put(admin, "P4", yaml), 400).path("errors").path(0).path("field").asString())
        .isEqualTo("id");

    assertThat(json(put(admin, "P4x", yaml), 200).path("version").asInt()).isEqualTo(1);
    assertThat(json(put(admin, "P4x", yaml), 200).path("version").asInt()).isEqualTo(1);
    String changed = yaml.replace("PT20M", "PT25M");
    assertThat(json(put(admin, "P4x", changed), 200).path("version").asInt()).isEqualTo(2);
    assertThat(yaml("/api/v1/plans/P4x")).contains("PT25M");
    assertThat(yaml("/api/v1/plans/P4x/versions/1")).contains("PT20M").doesNotContain("PT25M");
    assertThat(get("/api/v1/plans/P4x/versions").path("items")).hasSize(2);
    json(service().reporter().get().uri("/api/v1/plans/P4x/versions/3"), 404);
    json(service().reporter().get().uri("/api/v1/plans/P99"), 404);
    json(put(admin, "P4x", yaml).header(HttpHeaders.IF_MATCH, "\"1\""), 412);

    JsonNode refused =
        json(put(admin, "P4x", yaml.replace("- DB", "- XX").replace("- P4.1", "- P4.9")), 400);
    assertThat(refused.path("errors").toString()).contains("XX", "P4.9");
    assertThat(get("/api/v1/plans").path("items").valueStream().map(p -> p.path("id").asString()))
        .contains("P1", "P2", "P3", "P4", "P4x", "PR");
    assertThat(
            get("/api/v1/plans?cause=POWER&scope=GLOBAL")
                .path("items")
                .path(0)
                .path("id")
                .asString())
        .isEqualTo("P1");
  }

  @Test
  void a_regional_response_that_becomes_global_goes_on_by_a_global_plan() {
    String id = incidentOf(report("sys59", "yunxi", "FULL_STOP"));
    json(act(responder, id, "assess", Map.of("cause", "POWER", "degree", "FULL_STOP")), 200);
    json(act(leader, id, "activate", Map.of("plan", "MATCHING")), 200);
    assertThat(steps(id).path("plan").path("id").asString()).isEqualTo("PR");

    var _ = report("sys59", "linjiang", "FULL_STOP");
    await("the suggestion")
        .until(() ->
            events(id).stream()
                .anyMatch(e ->
                    e instanceof ResponseNotedV1 n && n.about().equals("plan.change-suggested")));
    Map<String, ?> change = Map.of("plan", "MATCHING", "reason", "已成为全局故障");
    json(act(dutyLead, id, "change-plan", change), 403);
    json(act(leader, id, "change-plan", Map.of("plan", "none", "reason", "x")), 400);
    json(act(leader, id, "change-plan", change), 200);

    JsonNode steps = steps(id);
    assertThat(steps.path("plan").path("id").asString()).isEqualTo("P1");
    assertThat(states(steps, "OPEN")).contains("P1.1", "H4");
    assertThat(
            json(act(dutyLead, id, "repair", Map.of("summary", "恢复供电")), 409)
                .path("missing")
                .toString())
        .contains("step P1.1")
        .doesNotContain("step PR");
  }

  private String active(String system, Map<String, ?> plan) {
    String id =
        incidentOf(
            report(
                service().reporter(),
                Map.of(
                    "system",
                    system,
                    "unit",
                    "yunxi",
                    "symptom",
                    "停电",
                    "degree",
                    "FULL_STOP",
                    "centralComponent",
                    true)));
    json(act(responder, id, "assess", Map.of("cause", "POWER", "degree", "FULL_STOP")), 200);
    json(act(leader, id, "activate", plan), 200);
    return id;
  }

  private static Map<String, ?> test(String kind) {
    return Map.of("kind", kind, "passed", true, "items", List.of("登录"));
  }

  private static JsonNode steps(String id) {
    return get("/api/v1/incidents/" + id + "/steps");
  }

  private static List<String> states(JsonNode steps, String state) {
    return steps
        .path("items")
        .valueStream()
        .filter(s -> s.path("state").asString().equals(state))
        .map(s -> s.path("id").asString())
        .toList();
  }

  private static WebTestClient.RequestHeadersSpec<?> step(
      WebTestClient by, String id, String step, String act, @Nullable Map<String, ?> body) {
    return act(by, id, "steps/" + step + "/" + act, body);
  }

  private static WebTestClient.RequestHeadersSpec<?> act(
      WebTestClient by, String id, String act, @Nullable Map<String, ?> body) {
    WebTestClient.RequestBodySpec request = by.post().uri("/api/v1/incidents/" + id + "/" + act);
    return body == null
        ? request
        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(JSON.writeValueAsString(body));
  }

  private static WebTestClient.RequestHeadersSpec<?> put(
      WebTestClient by, String plan, String yaml) {
    return by.put()
        .uri("/api/v1/plans/" + plan)
        .contentType(MediaType.parseMediaType("application/yaml"))
        .bodyValue(yaml);
  }

  private static String yaml(String path) {
    return text(
        service().reporter().get().uri(path).accept(MediaType.parseMediaType("application/yaml")));
  }

  private static String html(String id, String language) {
    return text(
        service()
            .reporter()
            .get()
            .uri("/api/v1/incidents/" + id + "/report?lang=" + language)
            .accept(MediaType.TEXT_HTML));
  }

  private static String text(WebTestClient.RequestHeadersSpec<?> request) {
    byte[] body =
        request.exchange().expectStatus().isOk().expectBody().returnResult().getResponseBody();
    return new String(body == null ? new byte[0] : body, UTF_8);
  }
}
