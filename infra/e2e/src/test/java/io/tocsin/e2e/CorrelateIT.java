package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.e2e.Sandbox.Sms;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scenario 1. */
@ExtendWith(LogsOnFailure.class)
class CorrelateIT {

  private static final List<String> PAGED =
      List.of("zhao-lei", "wang-ming", "zhou-leader", "he-deputy");

  private final Platform platform = Platform.up();

  @Test
  void
      two_units_within_the_window_are_one_global_incident_and_the_team_and_its_leaders_are_paged() {
    IncidentScript incident = platform.report("payment", "yunxi").expect("scope", "REGIONAL");
    incident.expect("severity", "SEV3").expectNotice("yunxi");
    incident.expectSms("wang-ming", "财务支付系统", "区域").code();

    assertThat(platform.report("payment", "linjiang").id()).isEqualTo(incident.id());
    incident
        .expect("scope", "GLOBAL")
        .expect("severity", "SEV2")
        .expect("number", incident.number());
    incident.expectUnits("yunxi", "linjiang");
    incident.expectOnTimeline("incident.promoted", "云溪", "临江");
    incident.expectOnTimeline("incident.graded", "SEV2");

    for (String person : PAGED) {
      incident.expectSms(person, "特急", "财务支付系统", "全局", incident.number());
      incident.expectMail(person, "财务支付系统");
    }
    Sms page = incident.expectSms("wang-ming", "全局", "数据库管理员");
    assertThat(page.text()).matches("特急：财务支付系统全局故障\\S+，岗位：数据库管理员。\\d+分钟内回复\\S+确认。");

    incident.reply("wang-ming", page.code());
    incident.expectOnTimeline("incident.acknowledged", "wang-ming");
    assertNobodyIsPagedAgain(incident);
  }

  /**
   * The level repeats every 3 s until somebody acknowledges; a page that was on its way just then
   * may still come.
   */
  private static void assertNobodyIsPagedAgain(IncidentScript incident) {
    AtomicReference<List<Integer>> seen = new AtomicReference<>(List.of());
    await("the paging to rest for longer than its repeat")
        .pollInterval(Duration.ofMillis(250))
        .during(Duration.ofSeconds(4))
        .atMost(Platform.PATIENCE)
        .until(() -> {
          List<Integer> now = pages(incident);
          return now.equals(seen.getAndSet(now));
        });
  }

  private static List<Integer> pages(IncidentScript incident) {
    return PAGED.stream().map(person -> incident.sms(person).size()).toList();
  }
}
