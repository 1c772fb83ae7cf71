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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
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
