package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.contracts.ReportEvent.Reporter;
import io.tocsin.contracts.Topics;
import io.tocsin.incident.RunningService.Identity;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RestartTest {

  private static final int SYSTEMS = 10;
  private static final int REPORTS = 300;

  @Test
  void a_service_that_is_restarted_in_the_middle_goes_on_where_it_was() {
    Identity identity = Identity.fresh();
    try (RunningService first = RunningService.start(identity)) {
      for (int s = 0; s < SYSTEMS; s++) {
        TestTopics.publishEnvelopes(Topics.REPORTS, "sys" + (10 + s), reports(s));
      }
      Awaitility.await("the first incidents").until(() -> !incidents(first).isEmpty());
    }
    try (RunningService second = RunningService.start(identity)) {
      Awaitility.await("every report")
          .untilAsserted(() ->
              assertThat(incidents(second))
                  .hasSize(SYSTEMS)
                  .allSatisfy(i -> assertThat(i.path("reports").asInt()).isEqualTo(REPORTS)));
    }
  }

  private static List<JsonNode> incidents(RunningService service) {
    return ServiceTest.json(
            service.reporter().get().uri("/api/v1/incidents?limit=200&system=" + systems()), 200)
        .path("items")
        .valueStream()
        .toList();
  }

  private static String systems() {
    return String.join(",", IntStream.range(0, SYSTEMS).mapToObj(s -> "sys" + (10 + s)).toList());
  }

  private static List<Envelope<ReportReceivedV1>> reports(int s) {
    Instant begin = Instant.parse("2026-03-09T01:00:00Z");
    return IntStream.range(0, REPORTS)
        .mapToObj(i -> {
          String id = "restart-" + s + "-" + i;
          Instant at = begin.plusSeconds(i);
          return new Envelope<>(
              id,
              at,
              null,
              new ReportReceivedV1(
                  id,
                  "sys" + (10 + s),
                  "unit" + (6 + i % 13),
                  "超时",
                  Degree.DEGRADED,
                  null,
                  at,
                  null,
                  false,
                  false,
                  new Reporter("monitor", "monitor"),
                  "api"));
        })
        .toList();
  }
}
