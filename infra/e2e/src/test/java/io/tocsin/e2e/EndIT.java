package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Scenario 10, an hour of observation as seconds; and what reports do before and after the end. */
@ExtendWith(LogsOnFailure.class)
class EndIT {

  private final Platform platform = Platform.up();

  @Test
  void the_response_ends_after_the_observation_when_the_units_have_confirmed() {
    IncidentScript incident = platform.report("ending", "baita");
    LifeScript life = LifeScript.of(incident).activated().repaired("重启").passed().restored();

    life.act(LifeScript.LEADER, "end", "{}")
        .expectProblem(409, "observation until", "confirmation of baita", "观察");
    life.confirmed("baita").ended();
    incident.expectOnTimeline("incident.transitioned", "ENDED");

    IncidentScript next = platform.report("ending", "baita");
    assertThat(next.id()).isNotEqualTo(incident.id());
    next.expect("refersTo", incident.id());

    life.act(LifeScript.LEADER, "close", "{}").expectProblem(409, "approved final report", "终报");
    LocalDate ended = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    assertThat(LocalDate.parse(report(incident).path("dueOn").asString()))
        .as("five working days, of which a holiday may put off some")
        .isBetween(ended.plusDays(5), ended.plusDays(16));
    life.reported().act(LifeScript.LEADER, "close", "{}").expect(200);
    life.expect("CLOSED");
    assertThat(report(incident).path("status").asString()).isEqualTo("APPROVED");
  }

  private JsonNode report(IncidentScript incident) {
    return platform.read("/incidents/" + incident.id() + "/report");
  }

  @Test
  void a_report_on_a_restored_service_opens_it_again() {
    IncidentScript incident = platform.report("recurring", "baita");
    LifeScript.of(incident).activated().repaired("重启").passed().restored();

    assertThat(platform.report("recurring", "baita").id()).isEqualTo(incident.id());

    incident.expect("state", "ACTIVE").expect("reports", 2);
    incident.expectOnTimeline("incident.transitioned", "恢复后再次发生");
  }
}
