package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent.IncidentMergedV1;
import io.tocsin.contracts.IncidentEvent.IncidentPromotedV1;
import io.tocsin.contracts.IncidentEvent.MergeSuggestedV1;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.contracts.ReportEvent.Reporter;
import io.tocsin.contracts.Topics;
import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.IncidentCommand.MergeInto;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.incidents.IncidentStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Reports of an earlier day, straight onto the topic, because time matters. */
class MergeTest extends ServiceTest {

  @Test
  void a_promotion_draws_its_siblings_in_with_their_units_and_reports() {
    publish("sys40", "m-1", "baita", "06:00:00");
    publish("sys40", "m-2", "donghu", "06:40:00");
    String sibling = incidentOf("m-1");
    String parent = incidentOf("m-2");
    assertThat(parent).isNotEqualTo(sibling);
    assertThat(events(parent)).anyMatch(MergeSuggestedV1.class::isInstance);

    publish("sys40", "m-3", "shiqiao", "06:50:00");

    JsonNode merged =
        await("the units of the merged incident")
            .until(() -> incident(parent), i -> i.path("reports").asInt() == 3);
    assertThat(merged.path("scope").asString()).isEqualTo("GLOBAL");
    assertThat(merged.path("units").valueStream().map(u -> u.path("unit").asString()))
        .containsExactlyInAnyOrder("donghu", "shiqiao", "baita");
    assertThat(incident(sibling).path("state").asString()).isEqualTo("MERGED");
    assertThat(incident(sibling).path("mergedInto").asString()).isEqualTo(parent);
    await("the report to follow its incident").until(() -> incidentIdOf("m-1"), parent::equals);

    // The facts come once more, as after a crash of the listener.
    List<Envelope<?>> again = TestTopics.read(Topics.INCIDENTS, parent);
    TestTopics.publishEnvelopes(
        Topics.INCIDENTS,
        parent,
        again.stream().filter(e -> e.data() instanceof IncidentPromotedV1).toList());
    TestTopics.publishEnvelopes(
        Topics.INCIDENTS,
        sibling,
        TestTopics.read(Topics.INCIDENTS, sibling).stream()
            .filter(e -> e.data() instanceof IncidentMergedV1)
            .toList());
    publish("sys40", "m-4", "yunxi", "07:00:00");
    assertThat(incidentOf("m-4")).isEqualTo(parent);

    assertThat(incident(parent).path("reports").asInt()).isEqualTo(4);
    assertThat(events(sibling)).filteredOn(IncidentMergedV1.class::isInstance).hasSize(1);
    assertThat(events(parent)).filteredOn(IncidentPromotedV1.class::isInstance).hasSize(1);
  }

  @Test
  void undoing_a_merge_takes_its_counts_from_every_incident_that_it_went_into() {
    Three three = three("sys60");
    merge(three.y(), three.x());
    awaitReports(three.x(), 2);
    merge(three.x(), three.p());
    awaitReports(three.p(), 3);
    assertThat(incidentOf("sys60-y")).isEqualTo(three.p());

    unmerge(three.y());

    awaitReports(three.p(), 2);
    awaitReports(three.x(), 1);
    assertThat(incident(three.y()).path("state").asString()).isEqualTo("NEW");
    awaitPlaces("sys60", three.y(), three.p(), three.p());

    unmerge(three.x());

    awaitReports(three.p(), 1);
    awaitPlaces("sys60", three.y(), three.x(), three.p());
  }

  @Test
  void what_goes_into_an_incident_that_has_gone_on_counts_where_that_one_counts() {
    Three three = three("sys61");
    merge(three.x(), three.p());
    awaitReports(three.p(), 2);

    mergedMeanwhile(three.y(), three.x());

    awaitReports(three.p(), 3);
    awaitPlaces("sys61", three.p(), three.p(), three.p());

    unmerge(three.x());

    awaitReports(three.p(), 1);
    assertThat(incident(three.x()).path("reports").asInt()).isEqualTo(2);
    awaitPlaces("sys61", three.x(), three.x(), three.p());
  }

  @Test
  void two_that_go_into_each_other_in_one_moment_leave_one_open_that_counts_both() {
    Three three = three("sys62");
    mergedMeanwhile(three.x(), three.y());
    mergedMeanwhile(three.y(), three.x());

    await("one of them to be open again")
        .until(
            () ->
                List.of(three.x(), three.y()).stream()
                    .filter(id -> !incident(id).path("state").asString().equals("MERGED"))
                    .filter(id -> incident(id).path("reports").asInt() == 2)
                    .toList()
                    .size(),
            open -> open == 1);
    String open =
        incident(three.x()).path("state").asString().equals("MERGED") ? three.y() : three.x();
    awaitPlaces("sys62", open, open, three.p());
  }

  @Test
  void what_goes_into_an_incident_that_is_over_stands_on_its_own_again() {
    Three three = three("sys63");
    json(act(three.x(), "false-alarm", Map.of("reason", "误报")), 200);

    mergedMeanwhile(three.y(), three.x());

    await("the merge to be undone")
        .until(() -> incident(three.y()).path("state").asString(), "NEW"::equals);
    assertThat(incident(three.x()).path("reports").asInt()).isEqualTo(1);
    awaitPlaces("sys63", three.y(), three.x(), three.p());
  }

  /** Three incidents of one system with one report each, too far apart to meet. */
  private record Three(String y, String x, String p) {}

  private static Three three(String system) {
    publish(system, system + "-y", "baita", "06:00:00");
    publish(system, system + "-x", "donghu", "06:40:00");
    publish(system, system + "-p", "shiqiao", "07:20:00");
    return new Three(
        incidentOf(system + "-y"), incidentOf(system + "-x"), incidentOf(system + "-p"));
  }

  private static void merge(String id, String into) {
    json(act(id, "merge", Map.of("into", into, "reason", "同一故障")), 200);
  }

  private static void unmerge(String id) {
    json(act(id, "unmerge", Map.of("reason", "不是同一故障")), 200);
  }

  /** As an act that looked at the other incident before that one changed. */
  private static void mergedMeanwhile(String id, String into) {
    MergeInto merge =
        new MergeInto(
            into, new Because(Text.same("同一故障"), new Actor("zhao-lei", "赵磊"), Instant.now()));
    var _ =
        service()
            .context
            .getBean(IncidentStore.class)
            .update(
                id,
                loaded ->
                    IncidentStore.change(
                        loaded,
                        (Accepted) IncidentDecider.decide(loaded.state(), merge),
                        List.of()))
            .block();
  }

  private static void awaitReports(String id, int reports) {
    await(reports + " reports of " + id)
        .until(() -> incident(id).path("reports").asInt(), n -> n == reports);
  }

  private static void awaitPlaces(String system, String y, String x, String p) {
    await("the reports to be where they count")
        .until(
            () -> Stream.of("-y", "-x", "-p").map(r -> incidentIdOf(system + r)).toList(),
            List.of(y, x, p)::equals);
  }

  private static WebTestClient.RequestHeadersSpec<?> act(
      String id, String act, Map<String, ?> body) {
    return service()
        .as("zhao-lei", List.of("DUTY_LEAD"))
        .post()
        .uri("/api/v1/incidents/" + id + "/" + act)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(JSON.writeValueAsString(body));
  }

  private static void publish(String system, String id, String unit, String time) {
    Instant at = Instant.parse("2026-03-09T" + time + "Z");
    TestTopics.publishEnvelopes(
        Topics.REPORTS,
        system,
        List.of(
            new Envelope<>(
                id,
                at,
                null,
                new ReportReceivedV1(
                    id,
                    system,
                    unit,
                    "无法登录",
                    Degree.DEGRADED,
                    null,
                    at,
                    null,
                    false,
                    false,
                    new Reporter("monitor", "monitor"),
                    "api"))));
  }
}
