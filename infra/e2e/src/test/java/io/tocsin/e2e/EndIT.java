package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
    assertThat(incident.timeline("incident.transitioned").getLast().toString()).contains("ENDED");

    IncidentScript next = platform.report("ending", "baita");
    assertThat(next.id()).isNotEqualTo(incident.id());
    next.expect("refersTo", incident.id());
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
