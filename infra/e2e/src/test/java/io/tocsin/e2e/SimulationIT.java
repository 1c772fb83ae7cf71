package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What scenarios 6 and 11 do is foretold by the simulation, people and times included. */
@ExtendWith(LogsOnFailure.class)
class SimulationIT {

  private final Platform platform = Platform.up();

  private List<JsonNode> pages(String system, String scope, String severity) {
    String question =
        """
        {"system": "%s", "scope": "%s", "severity": "%s", "at": "2026-03-09T01:10:00Z"}\
        """
            .formatted(system, scope, severity);
    JsonNode course =
        platform
            .post("/escalations/simulate", question, platform.token("wang-ming"))
            .expect(200)
            .json();
    assertThat(course.path("open").isEmpty()).isTrue();
    return course
        .path("steps")
        .valueStream()
        .filter(s -> s.path("event").asString().equals("paged"))
        .toList();
  }

  private static String line(JsonNode page) {
    return page.path("at").asString()
        + " "
        + page.path("people").path(0).path("personId").asString("nobody");
  }

  @Test
  void who_is_paged_when_nobody_acknowledges() {
    assertThat(pages("ledger", "GLOBAL", "SEV1").subList(0, 4))
        .extracting(SimulationIT::line)
        .containsExactly(
            "2026-03-09T01:10:00Z wang-ming",
            "2026-03-09T01:10:02Z li-fang",
            "2026-03-09T01:10:04Z he-deputy",
            "2026-03-09T01:40:00Z zhou-leader");
  }

  @Test
  void a_post_that_nobody_staffs_is_passed_over_at_once_and_the_reason_is_given() {
    List<JsonNode> pages = pages("salary", "REGIONAL", "SEV3");

    assertThat(pages.subList(0, 2))
        .extracting(SimulationIT::line)
        .containsExactly("2026-03-09T01:10:00Z nobody", "2026-03-09T01:10:00Z zhou-leader");
    assertThat(pages.getFirst().path("nobody").asString()).contains("NW");
  }
}
