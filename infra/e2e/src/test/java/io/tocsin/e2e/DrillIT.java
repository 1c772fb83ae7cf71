package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Scenario 12, as far as the incident goes. */
@ExtendWith(LogsOnFailure.class)
class DrillIT {

  private final Platform platform = Platform.up();

  @Test
  void a_drill_is_marked_everywhere_stays_among_its_participants_and_is_evaluated() {
    IncidentScript drill = exercise("yunxi");
    assertThat(exercise("linjiang").id()).isEqualTo(drill.id());
    drill.expect("exercise", true).expect("scope", "GLOBAL");
    assertThat(drill.expectSms("wang-ming", drill.number()).text()).startsWith("【演练】");

    IncidentScript real = platform.report("drill", "baita");
    assertThat(real.id()).isNotEqualTo(drill.id());
    real.expect("exercise", false).expect("scope", "REGIONAL");

    LifeScript life = LifeScript.of(drill).activated();
    life.act(LifeScript.LEADER, "suspend", "{}").expect(200);
    life.repaired("切换").passed().restored().confirmed("yunxi", "linjiang").ended();

    JsonNode restoration = drill.expectOnTimeline("incident.notice-issued", "RESTORATION");
    assertThat(restoration.toString()).contains("【演练】");
    assertThat(drill.timeline("incident.notice-issued"))
        .allSatisfy(item -> {
          JsonNode notice = item.path("detail").path("notice");
          assertThat(notice.path("body").path("zh").asString()).startsWith("【演练】");
          assertThat(notice.path("units").toString()).doesNotContain("baita", "donghu");
        });
    drill.expectNoSms("baita", "donghu");

    life.act(LifeScript.LEADER, "close", "{}").expectProblem(409, "evaluation", "评估");
    life.act(LifeScript.LEADER, "evaluate", "{\"text\": \"通知慢了两分钟\"}").expect(200);
    life.reported().act(LifeScript.LEADER, "close", "{}").expect(200);
    life.expect("CLOSED");
  }

  private IncidentScript exercise(String unit) {
    String reportId =
        platform
            .post(
                "/reports",
                "{\"system\": \"drill\", \"unit\": \""
                    + unit
                    + "\", \"symptom\": \"演练\","
                    + " \"degree\": \"FULL_STOP\", \"exercise\": true}",
                platform.token("admin"))
            .expect(202)
            .json()
            .path("reportId")
            .asString();
    return platform.incidentOf(reportId);
  }
}
