package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scenario 2. */
@ExtendWith(LogsOnFailure.class)
class RegionalDuplicatesIT {

  private final Platform platform = Platform.up();

  @Test
  void three_reports_of_one_unit_are_one_regional_incident_that_other_units_do_not_hear_of() {
    FaultReport first = FaultReport.of("budget", "baita");
    IncidentScript incident = platform.report(first).expect("scope", "REGIONAL");
    assertThat(platform.report("budget", "baita").id()).isEqualTo(incident.id());
    assertThat(platform.report("budget", "baita").id()).isEqualTo(incident.id());

    // The same report again, as a client sends it that did not get the answer.
    assertThat(platform.report(first).id()).isEqualTo(incident.id());

    incident.expect("reports", 3).expect("scope", "REGIONAL").expectUnits("baita");
    incident.expectSms("wang-ming", "预算系统", "区域");
    incident.expectSms("zhao-lei", "预算系统", "区域");
    incident.expectNotice("baita");

    assertThat(platform.get("/incidents?system=budget").expect(200).json().path("items"))
        .hasSize(1);
    assertThat(incident.notices())
        .allSatisfy(notice -> assertThat(notice.path("units")).hasSize(1));
    incident.expectNoSms("yunxi", "linjiang", "donghu", "zhou-leader", "he-deputy");
    assertThat(incident.sms("wang-ming")).as("one page, not one for each report").hasSize(1);
  }
}
