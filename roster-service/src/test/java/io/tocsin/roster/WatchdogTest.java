package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.AssignmentEvent.WatchdogAlarmV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.Degree;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.Event;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.EscalationStartedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The roster without an escalation-service, and with one that does its work. */
class WatchdogTest extends ServiceTest {

  private static final LocalText REASON = new LocalText("测试", "test");

  @Test
  void an_incident_that_nobody_pages_for_reaches_all_leaders_and_one_that_is_paged_for_does_not() {
    try (TopicProbe incidents = new TopicProbe(Topics.INCIDENTS);
        TopicProbe pages = new TopicProbe(Topics.PAGES);
        TopicProbe assignments = new TopicProbe(Topics.ASSIGNMENTS)) {
      String forgotten = TopicProbe.id();
      String cared = TopicProbe.id();
      String delayed = TopicProbe.id();
      Instant now = Instant.now();
      incidents.write(forgotten, envelope(opened(forgotten), now));
      incidents.write(cared, envelope(opened(cared), now));
      pages.write(cared, envelope(new EscalationStartedV1(cared, "everything-else", REASON), now));
      pages.write(cared, envelope(page(cared, now), now));
      incidents.write(delayed, envelope(opened(delayed), now));
      EscalationStartedV1 byAPolicyOfBefore =
          new EscalationStartedV1(delayed, "since-removed", REASON, Duration.ofSeconds(1));
      pages.write(delayed, envelope(byAPolicyOfBefore, now));

      await().atMost(Duration.ofSeconds(60)).until(() -> told(assignments, forgotten).size() == 2);
      await().atMost(Duration.ofSeconds(60)).until(() -> told(assignments, delayed).size() == 2);

      WatchdogAlarmV1 alarm = (WatchdogAlarmV1) told(assignments, forgotten).get(0);
      PageAssignedV1 leaders = (PageAssignedV1) told(assignments, forgotten).get(1);
      assertThat(alarm.reason().zh()).startsWith("看门狗告警：事件在").contains("呼叫全体组长");
      assertThat(leaders.page().pageId()).isEqualTo(alarm.pageId());
      assertThat(leaders.page().reason()).isEqualTo(alarm.reason());
      assertThat(leaders.assignees())
          .extracting(Assignee::personId)
          .containsExactly("zhou-leader", "he-deputy");
      assertThat(told(assignments, cared))
          .as("the roster's answer to the page, and no alarm")
          .singleElement()
          .isInstanceOf(PageAssignedV1.class);
    }
  }

  private static List<Event> told(TopicProbe assignments, String incident) {
    return assignments.of(incident).stream().<Event>map(Envelope::data).toList();
  }

  private static Envelope<?> envelope(Event event, Instant at) {
    return new Envelope<>(TopicProbe.id(), at, null, event);
  }

  private static IncidentOpenedV1 opened(String id) {
    return new IncidentOpenedV1(1, facts(id), REASON, Actor.SYSTEM, "r", null);
  }

  private static PageRequestedV1 page(String id, Instant at) {
    return new PageRequestedV1(
        TopicProbe.id(),
        facts(id),
        "everything-else",
        1,
        0,
        new PageTarget("DB", DutyRole.PRIMARY, null),
        List.of(Channel.SMS),
        Duration.ofMinutes(30),
        REASON,
        at,
        List.of());
  }

  private static IncidentFacts facts(String id) {
    return new IncidentFacts(
        id,
        "2026-0001",
        "payment",
        Scope.GLOBAL,
        Severity.SEV2,
        Degree.FULL_STOP,
        IncidentState.NEW,
        ServiceState.DEGRADED,
        "UNKNOWN",
        false,
        List.of(),
        2,
        Instant.now(),
        null);
  }
}
