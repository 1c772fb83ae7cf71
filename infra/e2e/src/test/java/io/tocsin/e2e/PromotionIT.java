package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.e2e.Sandbox.Sms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scenario 8: the second unit comes while somebody is at work already. */
@ExtendWith(LogsOnFailure.class)
class PromotionIT {

  private final Platform platform = Platform.up();

  @Test
  void a_second_unit_makes_it_global_and_pages_the_leader_but_not_who_has_acknowledged() {
    IncidentScript incident = platform.report("customs", "baita").expect("scope", "REGIONAL");
    incident.expect("severity", "SEV3");
    Sms page = incident.expectSms("wang-ming", "关税系统");
    incident.reply("wang-ming", page.code());
    incident.expectOnTimeline("incident.acknowledged", "wang-ming");

    assertThat(platform.report("customs", "donghu").id()).isEqualTo(incident.id());
    incident
        .expect("scope", "GLOBAL")
        .expect("severity", "SEV2")
        .expect("number", incident.number());

    incident.expectSms("zhou-leader", "关税系统", "全局");
    incident.expectSms("zhao-lei", "关税系统", "全局");
    incident.expectOnTimeline("incident.response-noted", "customs-global");
    assertThat(incident.sms("wang-ming"))
        .as("he had acknowledged")
        .filteredOn(sms -> sms.text().contains("特急"))
        .hasSize(1);
    incident.reply("zhou-leader", incident.expectSms("zhou-leader").code());
    incident.expectOnTimeline("incident.acknowledged", "zhou-leader");
  }
}
