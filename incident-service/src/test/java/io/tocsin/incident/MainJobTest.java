package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Audience;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.IncidentGradedV1;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentEvent.IncidentPromotedV1;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentEvent.ReportsJoinedV1;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

class MainJobTest extends ServiceTest {

  @Test
  void two_units_become_one_global_incident_with_its_events_its_timeline_and_its_notices() {
    String first = report("payment", "yunxi", "FULL_STOP");
    String id = incidentOf(first);
    assertThat(incident(id).path("scope").asString()).isEqualTo("REGIONAL");
    assertThat(incident(id).path("severity").asString()).isEqualTo("SEV3");

    String second = report("payment", "linjiang", "FULL_STOP");

    assertThat(incidentOf(second)).isEqualTo(id);
    JsonNode incident = incident(id);
    assertThat(incident.path("scope").asString()).isEqualTo("GLOBAL");
    assertThat(incident.path("severity").asString()).isEqualTo("SEV2");
    assertThat(incident.path("number").asString()).matches("\\d{4}-\\d{4}");
    assertThat(incident.path("reports").asLong()).isEqualTo(2);
    assertThat(incident.path("units").valueStream().map(u -> u.path("unit").asString()))
        .containsExactly("yunxi", "linjiang");
    assertThat(incident.has("commander")).isTrue();
    assertThat(incident.path("state").asString()).isEqualTo("NEW");

    List<IncidentEvent> events = events(id);
    assertThat(events)
        .extracting(e -> (Object) e.getClass())
        .containsExactly(
            IncidentOpenedV1.class,
            IncidentGradedV1.class,
            NoticeIssuedV1.class,
            ReportsJoinedV1.class,
            IncidentPromotedV1.class,
            IncidentGradedV1.class,
            NoticeIssuedV1.class);
    assertThat(events)
        .extracting(IncidentEvent::seq)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 7).mapToObj(i -> (long) i).toList());
    assertThat(((IncidentOpenedV1) events.getFirst()).reportId()).isEqualTo(first);
    assertThat(events.get(4).incident().scope()).isEqualTo(Scope.GLOBAL);
    assertThat(events.get(4).incident().severity()).isEqualTo(Severity.SEV2);
    NoticeIssuedV1 toUnit = (NoticeIssuedV1) events.get(2);
    NoticeIssuedV1 toAll = (NoticeIssuedV1) events.get(6);
    assertThat(toUnit.notice().units()).containsExactly("yunxi");
    assertThat(toAll.notice().audience()).isEqualTo(Audience.ALL_UNITS);
    assertThat(toAll.notice().units()).hasSize(19).doesNotContain("province");
    assertThat(toAll.notice().refersTo()).isEqualTo(toUnit.notice().noticeId());

    JsonNode timeline =
        await("the timeline")
            .until(
                () -> get("/api/v1/incidents/" + id + "/timeline"),
                t -> t.path("items").size() == 7);
    JsonNode promoted = timeline.path("items").get(4);
    assertThat(promoted.path("type").asString()).isEqualTo("incident.promoted.v1");
    assertThat(promoted.path("summary").asString())
        .contains("threshold of units within the window", "units counted: 2", "云溪县局", "临江区局");
    assertThat(promoted.path("detail").path("incident").path("severity").asString())
        .isEqualTo("SEV2");
  }

  @Test
  void the_summary_of_the_timeline_is_in_the_readers_language() {
    String id = incidentOf(report("sys1", "baita", "DEGRADED"));
    await("the timeline")
        .until(() -> get("/api/v1/incidents/" + id + "/timeline"), t -> !t.path("items").isEmpty());

    JsonNode chinese =
        json(
            service()
                .reporter()
                .get()
                .uri("/api/v1/incidents/" + id + "/timeline")
                .header(HttpHeaders.ACCEPT_LANGUAGE, "zh-CN"),
            200);

    assertThat(chinese.path("items").get(0).path("summary").asString())
        .contains("首报立案", "白塔县局", "窗口30分钟");
  }

  @Test
  void a_timeline_is_read_page_by_page() {
    String id = incidentOf(report("sys2", "baita", "DEGRADED"));
    String path = "/api/v1/incidents/" + id + "/timeline?limit=2";
    JsonNode first = await("the timeline").until(() -> get(path), t -> t.path("next").isString());

    JsonNode second = get(path + "&cursor=" + first.path("next").asString());

    assertThat(first.path("items")).hasSize(2);
    assertThat(second.path("items")).hasSize(1);
    assertThat(second.path("next").isNull()).isTrue();
  }

  @Test
  void a_sub_office_counts_for_its_bureau_and_stays_visible() {
    String id = incidentOf(report("sys3", "yunxi", "DEGRADED"));

    assertThat(incidentOf(report("sys3", "yunxi-east", "DEGRADED"))).isEqualTo(id);

    assertThat(incident(id).path("scope").asString()).isEqualTo("REGIONAL");
    assertThat(incident(id).path("units")).hasSize(1);
    assertThat(events(id).getLast().reason().zh()).contains("云溪县局（云溪东所）");
  }

  @Test
  void drills_and_real_faults_of_one_system_stay_apart() {
    String real = incidentOf(report("sys4", "baita", "FULL_STOP"));
    String drill =
        incidentOf(
            report(
                service().reporter(),
                Map.of(
                    "system",
                    "sys4",
                    "unit",
                    "donghu",
                    "symptom",
                    "演练",
                    "degree",
                    "FULL_STOP",
                    "exercise",
                    true)));

    assertThat(drill).isNotEqualTo(real);
    assertThat(incident(drill).path("number").asString()).startsWith("D");
    assertThat(incident(drill).path("exercise").asBoolean()).isTrue();
    assertThat(incident(real).path("scope").asString()).isEqualTo("REGIONAL");
  }

  @Test
  void an_unchanged_incident_is_not_sent_again() {
    String id = incidentOf(report("sys5", "baita", "DEGRADED"));
    String tag =
        service()
            .reporter()
            .get()
            .uri("/api/v1/incidents/" + id)
            .exchange()
            .expectStatus()
            .isOk()
            .returnResult(String.class)
            .getResponseHeaders()
            .getETag();

    service()
        .reporter()
        .get()
        .uri("/api/v1/incidents/" + id)
        .header(HttpHeaders.IF_NONE_MATCH, String.valueOf(tag))
        .exchange()
        .expectStatus()
        .isNotModified();
  }

  @Test
  void incidents_are_listed_newest_first_by_filter_and_cursor() {
    List<String> ids =
        List.of("sys6", "sys7", "sys8").stream()
            .map(system -> incidentOf(report(system, "unit9", "DATA_LOSS")))
            .toList();
    String filter =
        "/api/v1/incidents?unit=unit9&severity=SEV3&open=true&system=sys6,sys7,sys8&limit=2";

    JsonNode first = get(filter);
    JsonNode second = get(filter + "&cursor=" + first.path("next").asString());

    assertThat(first.path("items").valueStream().map(i -> i.path("id").asString()))
        .containsExactly(ids.get(2), ids.get(1));
    assertThat(second.path("items").valueStream().map(i -> i.path("id").asString()))
        .containsExactly(ids.get(0));
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(get("/api/v1/incidents?system=sys6&scope=GLOBAL").path("items")).isEmpty();
  }

  @Test
  void a_filter_that_nobody_knows_is_refused_by_name() {
    JsonNode problem =
        json(service().reporter().get().uri("/api/v1/incidents?severity=SEV9&colour=red"), 400);

    assertThat(problem.path("errors").valueStream().map(e -> e.path("field").asString()))
        .containsExactlyInAnyOrder("severity", "colour");
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertThat(
            json(service().reporter().get().uri("/api/v1/incidents/none"), 404)
                .path("detail")
                .asString())
        .contains("none");
    assertThat(json(service().reporter().get().uri("/api/v1/incidents/none/timeline"), 404))
        .isNotNull();
    assertThat(json(service().reporter().get().uri("/api/v1/reports/none"), 404)).isNotNull();
  }
}
