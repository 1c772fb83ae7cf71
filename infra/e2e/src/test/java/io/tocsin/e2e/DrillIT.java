package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Scenario 12. */
@ExtendWith(LogsOnFailure.class)
class DrillIT {

  private final Platform platform = Platform.up();

  @Test
  void a_drill_is_marked_everywhere_stays_among_its_participants_and_is_evaluated() {
    IncidentScript drill = exercise("drill", "yunxi");
    assertThat(exercise("drill", "linjiang").id()).isEqualTo(drill.id());
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

  @Test
  void what_a_plan_asks_of_people_in_a_drill_is_marked_as_one() {
    IncidentScript drill = exercise("network-drill", "yunxi");
    assertThat(exercise("network-drill", "linjiang").id()).isEqualTo(drill.id());
    drill.expect("scope", "GLOBAL");
    LifeScript life = LifeScript.of(drill);
    life.act(LifeScript.TECHNICIAN, "assess", "{\"cause\": \"NETWORK\", \"degree\": \"FULL_STOP\"}")
        .expect(200);

    life.act(LifeScript.LEADER, "activate", "{\"plan\": \"P3\"}").expect(200);

    // Nobody is on duty for the network, so the leader is asked; the liaisons are asked by unit.
    assertThat(drill.expectSms(LifeScript.LEADER, "定位").text()).startsWith("【演练】");
    for (String unit : List.of("yunxi", "linjiang")) {
      assertThat(drill.expectSms(unit, "停止录入").text()).startsWith("【演练】");
    }
    drill.expectNoSms("baita", "donghu");
  }

  private IncidentScript exercise(String system, String unit) {
    String reportId =
        platform
            .post(
                "/reports",
                """
                {"system": "%s", "unit": "%s", "symptom": "演练", "degree": "FULL_STOP",
                "exercise": true}\
                """
                    .formatted(system, unit),
                platform.token("admin"))
            .expect(202)
            .json()
            .path("reportId")
            .asString();
    return platform.incidentOf(reportId);
  }
}
