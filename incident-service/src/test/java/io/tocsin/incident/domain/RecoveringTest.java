package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Life.BUSINESS;
import static io.tocsin.incident.domain.Life.DUTY_LEAD;
import static io.tocsin.incident.domain.Life.act;
import static io.tocsin.incident.domain.Life.dutyLead;
import static io.tocsin.incident.domain.Life.leader;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.LifeCommand.ApproveRestoration;
import io.tocsin.incident.domain.LifeCommand.EndResponse;
import io.tocsin.incident.domain.LifeCommand.RecordTest;
import io.tocsin.incident.domain.LifeCommand.SetSeverity;
import io.tocsin.incident.domain.casefile.WorkingDays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests, the approval and the restoration. */
class RecoveringTest {

  @Test
  void restoring_in_repaired_names_the_missing_tests() {
    Life life = Life.in("REPAIRED");

    Refused refused = life.refused(life.restore("09:45"));

    assertThat(refused.missing()).containsExactly("technical test", "business test");
    assertThat(refused.detail().en())
        .contains(
            "Expected a passed business test newer than the repair at 09:40, but there is none.");
    assertThat(refused.detail().zh()).contains("应有晚于09:40修复的、通过的业务测试，但没有。");
  }

  @Test
  void tests_then_approval_then_the_service_is_restored() {
    Life life = Life.in("REPAIRED").tested("10:50");
    assertThat(life.refused(life.restore("10:52")).missing()).containsExactly("approval");

    life.go(new ApproveRestoration(leader("10:58"))).go(life.restore("11:00"));

    assertThat(life.stage()).isEqualTo("RESTORED");
    assertThat(life.state().serviceState()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void a_failed_business_test_sends_it_back_and_a_new_repair_voids_an_older_pass() {
    Life life = Life.in("REPAIRED").test(TestKind.BUSINESS, false, BUSINESS, "10:30");
    assertThat(life.stage()).isEqualTo("ACTIVE");

    life.repaired("10:35").tested("10:40").repaired("10:45");
    Refused refused = life.refused(new ApproveRestoration(leader("10:50")));

    assertThat(refused.detail().en())
        .contains(
            "Expected a passed business test newer than the repair at 10:45, but the last one is of"
                + " 10:40.");
    assertThat(refused.missing()).contains("business test");
    assertThat(life.stage()).isEqualTo("REPAIRED");
  }

  @Test
  void who_repaired_does_not_test() {
    Life life = Life.in("REPAIRED");

    Refused refused =
        life.refused(
            new RecordTest(
                TestKind.TECHNICAL,
                true,
                List.of(),
                act(DUTY_LEAD, "09:50", null, Power.RESPONDER)));

    assertThat(refused.missing()).containsExactly("tester who did not repair");
    assertThat(refused.detail().zh()).contains("赵磊参与了修复");
  }

  @Test
  void an_approval_before_the_last_repair_is_worth_nothing() {
    Life life = Life.in("APPROVED").repaired("10:10").tested("10:20");

    assertThat(life.refused(life.restore("10:30")).missing()).containsExactly("approval");
  }

  @Test
  void the_duty_lead_decides_on_a_regional_fault_of_the_lowest_level_only() {
    Life regional = Life.in("TESTED");
    assertThat(regional.decide(new ApproveRestoration(dutyLead("10:00"))))
        .isInstanceOf(Accepted.class);

    Life graver = Life.in("TESTED").go(new SetSeverity(Severity.SEV3, leader("10:00")));
    Refused refused = graver.refused(new ApproveRestoration(dutyLead("10:01")));

    assertThat(refused.forbidden()).isTrue();
    assertThat(refused.detail().en()).contains("Expected the leader for this, but 赵磊 is not.");
  }

  @Test
  void a_report_on_a_restored_service_is_a_recurrence_and_voids_what_was_confirmed() {
    Life life = Life.in("CONFIRMED").joined("yunxi", "10:40");

    assertThat(life.stage()).isEqualTo("ACTIVE");
    assertThat(life.state().extent().reports()).isEqualTo(2);
    assertThat(life.state().serviceState()).isEqualTo(ServiceState.DEGRADED);
    life.repaired("10:45").tested("10:46").go(new ApproveRestoration(leader("10:47")));
    life.go(life.restore("10:50"));
    assertThat(life.refused(new EndResponse(WorkingDays.WEEKDAYS, leader("12:00"))).missing())
        .containsExactly("confirmation of yunxi");
  }
}
