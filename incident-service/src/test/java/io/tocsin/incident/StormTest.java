package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.contracts.ReportEvent.Reporter;
import io.tocsin.contracts.Topics;
import io.tocsin.testkit.Thorough;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StormTest extends ServiceTest {

  private static final int REPORTS = Thorough.times(10_000, 100_000);

  @Test
  void a_storm_on_one_system_costs_few_writes_and_is_counted_exactly() {
    List<Envelope<ReportReceivedV1>> storm = new ArrayList<>();
    Instant begin = Instant.parse("2026-03-09T01:00:00Z");
    for (int i = 0; i < REPORTS; i++) {
      storm.add(report(i, begin.plusMillis(i)));
    }
    // Senders that got no answer sent a tenth of them again, some much later.
    List<Envelope<ReportReceivedV1>> again = new ArrayList<>(storm);
    Collections.shuffle(again, new Random(7));
    storm.addAll(again.subList(0, REPORTS / 10));

    TestTopics.publishEnvelopes(Topics.REPORTS, "sys50", storm);

    String id =
        await("the incident")
            .until(
                () -> get("/api/v1/incidents?system=sys50").path("items"),
                items -> !items.isEmpty())
            .get(0)
            .path("id")
            .asString();
    await("all reports")
        .until(() -> incident(id).path("reports").asInt(), counted -> counted >= REPORTS);
    String last = report(REPORTS + 1, begin.plusSeconds(3600)).id();
    TestTopics.publishEnvelopes(
        Topics.REPORTS, "sys50", List.of(report(REPORTS + 1, begin.plusSeconds(3600))));
    assertThat(incidentOf(last)).isEqualTo(id);

    JsonNode incident = incident(id);
    assertThat(incident.path("reports").asInt()).isEqualTo(REPORTS + 1);
    assertThat(
            incident.path("units").valueStream().mapToLong(u -> u.path("reports").asLong()).sum())
        .isEqualTo(REPORTS + 1);
    assertThat(incident.path("units")).hasSize(13);
    assertThat(incident.path("version").asInt()).as("writes").isLessThan(1000);
    assertThat(get("/api/v1/incidents?system=sys50").path("items")).hasSize(1);
  }

  private static Envelope<ReportReceivedV1> report(int i, Instant at) {
    String id = "storm-" + i;
    return new Envelope<>(
        id,
        at,
        null,
        new ReportReceivedV1(
            id,
            "sys50",
            "unit" + (6 + i % 13),
            "超时",
            Degree.MAIN_FUNCTION_DOWN,
            null,
            at,
            null,
            false,
            false,
            new Reporter("monitor", "monitor"),
            "api"));
  }
}
