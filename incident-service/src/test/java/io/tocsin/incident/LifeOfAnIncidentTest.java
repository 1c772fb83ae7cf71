package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.NoticeType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** The whole life by HTTP, refusals included. */
class LifeOfAnIncidentTest extends ServiceTest {

  private static final Map<String, String> ASSESSED =
      Map.of("cause", "DATABASE", "degree", "MAIN_FUNCTION_DOWN");

  private final WebTestClient leader = service().as("zhou-leader", List.of("LEADER"));
  private final WebTestClient dutyLead =
      service().as("zhao-lei", List.of("RESPONDER", "DUTY_LEAD"));
  private final WebTestClient responder = service().as("wang-ming", List.of("RESPONDER"));
  private final WebTestClient business = service().as("zhu-lin", List.of("RESPONDER"));
  private final WebTestClient liaison = service().as("baita-liaison", List.of("REPORTER"), "baita");

  @Test
  void an_incident_lives_from_the_first_report_to_the_archive() {
    String id = incidentOf(report("sys49", "baita", "MAIN_FUNCTION_DOWN"));
    assertThat(refused(leader, id, "activate", Map.of("reason", "x")).path("missing").toString())
        .contains("state ASSESSED");
    json(act(service().reporter(), id, "assess", ASSESSED), 403);
    json(act(responder, id, "assess", Map.of("cause", "MAGIC", "degree", "DEGRADED")), 400);

    JsonNode assessed = json(act(responder, id, "assess", ASSESSED), 200);
    assertThat(assessed.path("state").asString()).isEqualTo("ASSESSED");
    assertThat(assessed.path("cause").asString()).isEqualTo("DATABASE");

    json(act(responder, id, "activate", Map.of("reason", "x")), 403);
    assertThat(refused(leader, id, "activate", Map.of()).path("missing").toString())
        .contains("plan or reason");
    json(act(leader, id, "activate", Map.of("plan", "no-such-plan")), 400);
    JsonNode active = json(act(leader, id, "activate", Map.of("reason", "没有合适的预案")), 200);
    assertThat(active.path("state").asString()).isEqualTo("ACTIVE");
    assertThat(active.path("commander").asString()).isEqualTo("zhou-leader");
    assertThat(json(act(leader, id, "activate", Map.of("reason", "没有合适的预案")), 200))
        .as("once more changes nothing")
        .isEqualTo(active);

    JsonNode suspended =
        json(
            act(leader, id, "suspend", Map.of("expectedRestoration", "2026-03-09T03:00:00Z")), 200);
    assertThat(suspended.path("serviceState").asString()).isEqualTo("SUSPENDED");
    assertThat(suspended.path("state").asString()).isEqualTo("ACTIVE");

    json(act(dutyLead, id, "repair", Map.of("summary", "更换磁盘")), 200);
    JsonNode early = refused(leader, id, "restore", null);
    assertThat(early.path("missing").toString()).contains("business test", "technical test");
    assertThat(early.path("detail").asString()).contains("Expected a passed business test newer");
    assertThat(
            refused(dutyLead, id, "recovery-test", test("TECHNICAL", true))
                .path("missing")
                .toString())
        .contains("tester who did not repair");
    json(act(responder, id, "recovery-test", test("TECHNICAL", true)), 200);
    assertThat(
            json(act(business, id, "recovery-test", test("BUSINESS", false)), 200)
                .path("state")
                .asString())
        .isEqualTo("ACTIVE");

    json(act(dutyLead, id, "repair", Map.of("summary", "再次更换磁盘")), 200);
    json(act(responder, id, "recovery-test", test("TECHNICAL", true)), 200);
    assertThat(
            json(act(business, id, "recovery-test", test("BUSINESS", true)), 200)
                .path("state")
                .asString())
        .isEqualTo("TESTED");
    assertThat(refused(leader, id, "restore", null).path("missing").toString())
        .contains("approval");
    json(act(responder, id, "approve", Map.of("reason", "可以")), 403);
    json(act(leader, id, "approve", Map.of("reason", "可以")), 200);
    JsonNode restored = json(act(leader, id, "restore", null), 200);
    assertThat(restored.path("state").asString()).isEqualTo("RESTORED");
    assertThat(restored.path("serviceState").asString()).isEqualTo("NORMAL");

    assertThat(refused(leader, id, "end", null).path("missing").toString())
        .contains("confirmation of baita");
    json(
        act(service().as("x", List.of("REPORTER"), "yunxi"), id, "unit-confirmations", units()),
        403);
    json(act(liaison, id, "unit-confirmations", units()), 200);
    await("the observation to be over").until(() -> status(leader, id, "end"), s -> s == 200);
    assertThat(refused(leader, id, "close", null).path("missing").toString())
        .contains("approved final report");
    LocalDate due =
        LocalDate.parse(
            await("the final report's due date")
                .until(
                    () -> get("/api/v1/incidents/" + id + "/report").path("dueOn").asString(""),
                    day -> !day.isEmpty()));
    assertThat(due)
        .as("five working days, none of them a holiday")
        .isAfter(TestOrganisation.HOLIDAYS.getLast().plusDays(4));
    Papers.written(responder, id);
    json(act(leader, id, "report/approve", null), 200);
    assertThat(json(act(leader, id, "close", null), 200).path("state").asString())
        .isEqualTo("CLOSED");

    assertThat(transitions(id))
        .containsExactly(
            IncidentState.ASSESSED,
            IncidentState.ACTIVE,
            IncidentState.ACTIVE,
            IncidentState.REPAIRED,
            IncidentState.ACTIVE,
            IncidentState.REPAIRED,
            IncidentState.TESTED,
            IncidentState.RESTORED,
            IncidentState.ENDED,
            IncidentState.CLOSED);
    NoticeIssuedV1 suspension = notice(id, NoticeType.SUSPENSION);
    NoticeIssuedV1 restoration = notice(id, NoticeType.RESTORATION);
    assertThat(restoration.notice().refersTo()).isEqualTo(suspension.notice().noticeId());
    assertThat(restoration.notice().units()).isEqualTo(suspension.notice().units());
  }

  @Test
  void a_report_after_the_restoration_reopens_and_one_after_the_end_refers_to_it() {
    String id = restored("sys41");
    assertThat(incidentOf(report("sys41", "baita", "DEGRADED"))).isEqualTo(id);
    assertThat(incident(id).path("state").asString()).isEqualTo("ACTIVE");
    assertThat(incident(id).path("reports").asLong()).isEqualTo(2);

    recover(id, "又一次修复");
    json(act(dutyLead, id, "unit-confirmations", units()), 200);
    await("the observation to be over").until(() -> status(leader, id, "end"), s -> s == 200);
    String next = incidentOf(report("sys41", "baita", "DEGRADED"));

    assertThat(next).isNotEqualTo(id);
    assertThat(incident(next).path("refersTo").asString()).isEqualTo(id);
  }

  @Test
  void only_open_incidents_of_one_system_merge_and_drills_apart() {
    String first = incidentOf(report("sys42", "baita", "DEGRADED"));
    json(act(dutyLead, first, "false-alarm", Map.of("reason", "误报")), 200);
    String other = incidentOf(report("sys42", "baita", "DEGRADED"));
    String drill =
        incidentOf(
            report(
                service().reporter(),
                Map.of(
                    "system",
                    "sys42",
                    "unit",
                    "baita",
                    "symptom",
                    "演练",
                    "degree",
                    "DEGRADED",
                    "exercise",
                    true)));
    assertThat(
            refused(dutyLead, other, "merge", Map.of("into", drill, "reason", "x"))
                .path("missing")
                .toString())
        .contains("same system");
    json(act(dutyLead, other, "merge", Map.of("into", "none", "reason", "x")), 400);
    json(act(dutyLead, other, "unmerge", Map.of("reason", "x")), 409);
  }

  @Test
  void what_was_merged_by_a_person_is_parted_again() {
    Parted both = twoRegionals("sys48");
    String reportOfSecond = both.reportOfSecond();

    json(
        act(dutyLead, both.second(), "merge", Map.of("into", both.first(), "reason", "同一交换机")),
        200);
    await("the reports to count in the first")
        .until(() -> incident(both.first()).path("reports").asLong(), n -> n == 2);
    await("the report to belong to the first")
        .until(() -> incidentIdOf(reportOfSecond), both.first()::equals);
    assertThat(incident(both.second()).path("mergedInto").asString()).isEqualTo(both.first());
    assertThat(notes(both.first(), "notices.adopted"))
        .as("its unit hears the rest from the first")
        .singleElement()
        .satisfies(n -> assertThat(n.reference()).isEqualTo(both.second()));

    json(act(dutyLead, both.second(), "unmerge", Map.of("reason", "原因不同")), 200);
    await("each to have its own")
        .until(() -> incident(both.first()).path("reports").asLong(), n -> n == 1);
    await("the report to belong to the second")
        .until(() -> incidentIdOf(reportOfSecond), both.second()::equals);
    assertThat(incident(both.second()).path("state").asString()).isEqualTo("NEW");
    assertThat(incident(both.second()).path("reports").asLong()).isEqualTo(1);
    assertThat(incident(both.first()).path("units").size()).isEqualTo(1);
  }

  private record Parted(String first, String second, String reportOfSecond) {}

  /** The second comes when the window of a fast system is over. */
  private static Parted twoRegionals(String system) {
    String first = incidentOf(report(system, "baita", "DEGRADED"));
    Instant over = Instant.parse(incident(first).path("openedAt").asString()).plusMillis(300);
    var _ = await("the window to be over").until(Instant::now, now -> now.isAfter(over));
    String report = report(system, "donghu", "DEGRADED");
    return new Parted(first, incidentOf(report), report);
  }

  @Test
  void a_promise_that_is_not_kept_is_reminded_of_by_the_clock() {
    String id = incidentOf(report("sys43", "baita", "DEGRADED"));
    String soon = Instant.now().plusSeconds(3).toString();

    json(act(responder, id, "progress", Map.of("nextUpdateAt", soon)), 200);

    ResponseNotedV1 reminder =
        await("the reminder")
            .until(() -> notes(id, "progress.overdue"), notes -> !notes.isEmpty())
            .getFirst();
    assertThat(reminder.actor()).isEqualTo(IncidentEvent.Actor.SYSTEM);
    assertThat(notice(id, NoticeType.PROGRESS).notice().body().zh()).contains("仍在处置", "待研判");
  }

  @Test
  void global_faults_of_two_systems_at_one_time_are_suggested_as_linked() {
    String first = incidentOf(report("sys46", "baita", "DEGRADED"));
    String other =
        incidentOf(
            report(
                service().reporter(),
                Map.of(
                    "system",
                    "sys47",
                    "unit",
                    "baita",
                    "symptom",
                    "无法登录",
                    "degree",
                    "DEGRADED",
                    "centralComponent",
                    true)));

    var _ = report("sys46", "donghu", "DEGRADED");

    ResponseNotedV1 suggestion =
        await("the suggestion")
            .until(() -> notes(first, "incident.link-suggested"), notes -> !notes.isEmpty())
            .getFirst();
    assertThat(suggestion.reference()).isEqualTo(other);
    assertThat(suggestion.reason().zh()).contains("sys47", "可能原因相同");
    ResponseNotedV1 told =
        await("the suggestion at the earlier one")
            .until(() -> notes(other, "incident.link-suggested"), notes -> !notes.isEmpty())
            .getFirst();
    assertThat(told.reference()).isEqualTo(first);
  }

  @Test
  void a_report_is_taken_back_by_its_sender_alone_and_once() {
    String reportId = report("sys44", "baita", "DEGRADED");
    String id = incidentOf(reportId);
    String path = "/api/v1/reports/" + reportId + "/withdraw";
    json(service().as("somebody", List.of("REPORTER")).post().uri(path), 403);

    JsonNode once = json(service().reporter().post().uri(path), 200);
    JsonNode twice = json(service().reporter().post().uri(path), 200);

    assertThat(once.path("state").asString()).isEqualTo("WITHDRAWN");
    assertThat(twice).isEqualTo(once);
    assertThat(notes(id, "report.withdrawn")).hasSize(1);
    assertThat(incident(id).path("reports").asLong()).isEqualTo(1);
  }

  @Test
  void command_and_severity_change_hands_with_their_rules() {
    String id = incidentOf(report("sys45", "baita", "DEGRADED"));
    JsonNode raised = json(act(responder, id, "grade", Map.of("severity", "SEV2")), 200);
    assertThat(raised.path("severity").asString()).isEqualTo("SEV2");
    json(act(dutyLead, id, "grade", Map.of("severity", "SEV4", "reason", "x")), 403);
    assertThat(refused(leader, id, "grade", Map.of("severity", "SEV4")).path("missing").toString())
        .contains("reason");
    json(act(leader, id, "grade", Map.of("severity", "SEV4", "reason", "影响有限")), 200);

    json(act(leader, id, "hand-over", Map.of("to", "nobody")), 400);
    json(act(leader, id, "superior-reports", Map.of("means", "PHONE", "note", "已报告")), 200);
    assertThat(events(id))
        .as("the limit by its name: what waits of it in other services is settled by that")
        .filteredOn(e -> e instanceof ResponseNotedV1 note && note.about().equals("superior.told"))
        .extracting(e -> ((ResponseNotedV1) e).reference())
        .containsExactly("SUPERIOR_PHONE");
    json(
        act(leader, id, "comment", Map.of("text", "x")).header(HttpHeaders.IF_MATCH, "\"1\""), 412);
  }

  private String restored(String system) {
    String id = incidentOf(report(system, "baita", "MAIN_FUNCTION_DOWN"));
    json(act(responder, id, "assess", ASSESSED), 200);
    json(act(leader, id, "activate", Map.of("reason", "没有合适的预案")), 200);
    recover(id, "修复");
    return id;
  }

  private void recover(String id, String summary) {
    json(act(dutyLead, id, "repair", Map.of("summary", summary)), 200);
    json(act(responder, id, "recovery-test", test("TECHNICAL", true)), 200);
    json(act(business, id, "recovery-test", test("BUSINESS", true)), 200);
    json(act(leader, id, "approve", Map.of("reason", "可以")), 200);
    json(act(leader, id, "restore", null), 200);
  }

  private static Map<String, Object> test(String kind, boolean passed) {
    return Map.of("kind", kind, "passed", passed, "items", List.of("登录", "支付一笔"));
  }

  private static Map<String, Object> units() {
    return Map.of("units", List.of("baita"), "how", "电话");
  }

  private static List<IncidentState> transitions(String id) {
    return events(id).stream()
        .filter(IncidentTransitionedV1.class::isInstance)
        .map(e -> ((IncidentTransitionedV1) e).to())
        .toList();
  }

  private static NoticeIssuedV1 notice(String id, NoticeType type) {
    return events(id).stream()
        .filter(NoticeIssuedV1.class::isInstance)
        .map(NoticeIssuedV1.class::cast)
        .filter(n -> n.notice().type() == type)
        .findFirst()
        .orElseThrow();
  }

  private static List<ResponseNotedV1> notes(String id, String about) {
    return events(id).stream()
        .filter(ResponseNotedV1.class::isInstance)
        .map(ResponseNotedV1.class::cast)
        .filter(n -> n.about().equals(about))
        .toList();
  }

  private static JsonNode refused(
      WebTestClient client, String id, String act, @Nullable Map<String, ?> body) {
    return json(act(client, id, act, body).header(HttpHeaders.ACCEPT_LANGUAGE, "en"), 409);
  }

  private static int status(WebTestClient client, String id, String act) {
    return act(client, id, act, null).exchange().expectBody().returnResult().getStatus().value();
  }

  private static WebTestClient.RequestHeadersSpec<?> act(
      WebTestClient client, String id, String act, @Nullable Map<String, ?> body) {
    WebTestClient.RequestBodySpec request =
        client.post().uri("/api/v1/incidents/" + id + "/" + act);
    return body == null
        ? request
        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(JSON.writeValueAsString(body));
  }
}
