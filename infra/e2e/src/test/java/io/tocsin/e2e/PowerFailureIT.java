package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Scenario 7, minutes as seconds: the shipped plan for a power failure, saved anew as P7S. */
@ExtendWith(LogsOnFailure.class)
class PowerFailureIT {

  private static final List<String> TOGETHER =
      List.of("P1.2", "P1.3", "P1.4.AP", "P1.4.DB", "P1.4.ST", "P1.4.HO");

  private final Platform platform = Platform.up();

  @Test
  void steps_open_together_the_decision_alerts_in_time_and_the_order_of_power_off_holds() {
    planInSeconds();
    IncidentScript incident =
        platform.report(FaultReport.of("power", "yunxi").ofCentralComponent());
    LifeScript life = LifeScript.of(incident);
    life.act(LifeScript.TECHNICIAN, "assess", "{\"cause\": \"POWER\", \"degree\": \"FULL_STOP\"}")
        .expect(200);
    life.act(LifeScript.LEADER, "activate", "{\"plan\": \"P7S\"}").expect(200);
    assertThat(open(incident)).contains("P1.1").doesNotContainAnyElementsOf(TOGETHER);

    Instant recorded = Instant.now();
    life.act(
            LifeScript.TECHNICIAN,
            "steps/P1.1/done",
            "{\"evidence\": \"已判断\", \"values\": {\"upsTime\": \"PT9S\", \"shutdownTime\":"
                + " \"PT2S\"}}")
        .expect(200);
    assertThat(open(incident)).containsAll(TOGETHER);
    incident.expectSms(LifeScript.DUTY_LEAD, "应用系统做好关闭准备");
    incident.expectSms("wang-ming", "数据库做好关闭准备");
    incident.expectSms(LifeScript.LEADER, "联系供电部门"); // nobody is on duty for PW
    incident.expectSms(LifeScript.LEADER, "决定继续运行或关机");

    JsonNode alert = incident.expectOnTimeline("incident.decision-due", "P1.5", "尚未确认");
    assertThat(Instant.parse(alert.path("at").asString()))
        .isBetween(recorded.plusSeconds(5), recorded.plus(Platform.PATIENCE));
    assertThat(incident.expectSms("he-deputy", "决定继续运行或关机").at())
        .as("not before it is late")
        .isAfter(recorded.plusSeconds(5));

    life.act(LifeScript.DUTY_LEAD, "steps/P1.5/done", decision("shut-down"))
        .expectProblem(409, "role LEADER");
    life.act(LifeScript.LEADER, "steps/P1.5/done", decision("continue"))
        .expectProblem(409, "value generatorStable");
    life.act(LifeScript.LEADER, "steps/P1.5/done", decision("shut-down")).expect(200);
    life.act(LifeScript.TECHNICIAN, "steps/P1.6.ST/done", "{\"evidence\": \"已断电\"}")
        .expectProblem(409, "P1.6.HO", "关闭主机", "该顺序不可打乱");
    for (String post : List.of("AP", "DB", "HO", "ST", "NW")) {
      life.act(LifeScript.TECHNICIAN, "steps/P1.6." + post + "/done", "{\"evidence\": \"已断电\"}")
          .expect(200);
    }

    incident.expectOnTimeline("incident.step-overdue", "H5");
    incident.expectOnTimeline("incident.step-overdue", "P1.4.AP");
    incident.expectSms("sun-qian", "应用系统做好关闭准备");
    life.act(LifeScript.DUTY_LEAD, "repair", "{\"summary\": \"供电恢复\"}")
        .expectProblem(409, "step P1.7", "step P1.8.AP");
  }

  private static String decision(String option) {
    return "{\"evidence\": \"按预案\", \"option\": \"" + option + "\"}";
  }

  private void planInSeconds() {
    Answer shipped =
        platform.http.send(
            Http.request(platform.url("/plans/P1"), platform.token("admin"))
                .header("Accept", "application/yaml")
                .GET()
                .build());
    String yaml =
        shipped
            .expect(200)
            .response()
            .body()
            .replace("id: P1\n", "id: P7S\n")
            .replace("PT1H", "PT60M")
            .replaceAll("PT(\\d+)M", "PT$1S");
    platform
        .http
        .send(
            Http.request(platform.url("/plans/P7S"), platform.token("admin"))
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(yaml))
                .build())
        .expect(200);
  }

  private static List<String> open(IncidentScript incident) {
    JsonNode steps =
        await("the steps of " + incident.number())
            .atMost(Platform.PATIENCE)
            .until(
                () -> incident.platform().read("/incidents/" + incident.id() + "/steps"),
                found -> !found.path("plan").isNull());
    return steps
        .path("items")
        .valueStream()
        .filter(step -> step.path("state").asString().equals("OPEN"))
        .map(step -> step.path("id").asString())
        .toList();
  }
}
