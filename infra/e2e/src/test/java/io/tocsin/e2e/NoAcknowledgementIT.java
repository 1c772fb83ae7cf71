package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.e2e.Sandbox.Sms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Scenario 6, with two seconds for its five minutes, and the page of scenario 11. */
@ExtendWith(LogsOnFailure.class)
class NoAcknowledgementIT {

  private final Platform platform = Platform.up();

  @Test
  void without_an_acknowledgement_the_substitute_and_then_the_deputy_are_paged() {
    IncidentScript incident =
        platform.report(FaultReport.of("ledger", "yunxi").ofCentralComponent());
    incident.expect("scope", "GLOBAL").expect("severity", "SEV1");

    incident.expectSms("wang-ming", "数据库管理员");
    incident.expectSms("li-fang", "数据库管理员");
    Sms third = incident.expectSms("he-deputy", "组长");

    // When they were due and decided; how long an SMS takes on its way is another matter.
    List<Instant> paged = paged(incident);
    assertThat(paged).hasSize(3);
    assertAfter(paged.get(0), paged.get(1), Duration.ofSeconds(2));
    assertAfter(paged.get(0), paged.get(2), Duration.ofSeconds(4));
    incident.reply("he-deputy", third.code());
    incident.expectOnTimeline("incident.acknowledged", "he-deputy");

    assertThat(incident.timeline("incident.people-paged"))
        .extracting(item -> people(item))
        .containsExactly(List.of("wang-ming"), List.of("li-fang"), List.of("he-deputy"));
    assertThat(incident.sms("zhou-leader")).as("the level behind the acknowledgement").isEmpty();
  }

  private static List<String> people(JsonNode paged) {
    return List.of("wang-ming", "li-fang", "he-deputy", "zhou-leader").stream()
        .filter(paged.toString()::contains)
        .toList();
  }

  private List<Instant> paged(IncidentScript incident) {
    return platform
        .read("/escalations?incident=" + incident.id())
        .path("items")
        .path(0)
        .path("moments")
        .valueStream()
        .filter(moment -> moment.path("event").asString().equals("paged"))
        .map(moment -> Instant.parse(moment.path("at").asString()))
        .toList();
  }

  private static void assertAfter(Instant earlier, Instant later, Duration expected) {
    assertThat(Duration.between(earlier, later))
        .isBetween(expected, expected.plus(Platform.PATIENCE));
  }

  @Test
  void a_post_that_nobody_staffs_is_skipped_at_once_and_the_timeline_says_so() {
    Instant reported = Instant.now();
    IncidentScript incident = platform.report("salary", "yunxi");

    Sms page = incident.expectSms("zhou-leader", "工资系统");
    assertThat(Duration.between(reported, page.at()))
        .as("the next level would be due after 30 min")
        .isLessThan(Duration.ofMinutes(1));
    incident.expectOnTimeline("incident.response-noted", "NW");
    incident.reply("zhou-leader", page.code());
    incident.expectOnTimeline("incident.acknowledged", "zhou-leader");
  }
}
