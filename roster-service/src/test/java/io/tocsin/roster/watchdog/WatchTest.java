package io.tocsin.roster.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.Degree;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the watchdog waits for, and what it does not. */
class WatchTest {

  private static final Instant T = Instant.parse("2026-03-09T01:10:00Z");
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration FIVE = Duration.ofMinutes(5);

  private static Instant at(long seconds) {
    return T.plusSeconds(seconds);
  }

  private static IncidentFacts facts(Scope scope, Severity severity, IncidentState state) {
    return new IncidentFacts(
        "i-1",
        "2026-0001",
        "payment",
        scope,
        severity,
        Degree.FULL_STOP,
        state,
        ServiceState.DEGRADED,
        "UNKNOWN",
        false,
        List.of(),
        1,
        T,
        null);
  }

  private static IncidentFacts regional() {
    return facts(Scope.REGIONAL, Severity.SEV4, IncidentState.NEW);
  }

  private static Watch opened() {
    return Watch.UNKNOWN.following(regional(), 1, T, GRACE);
  }

  private static PageRequestedV1 page(String id, Instant at) {
    return page(id, at, null);
  }

  private static PageRequestedV1 page(String id, Instant at, @Nullable Duration lasts) {
    return new PageRequestedV1(
        id,
        regional(),
        "p",
        1,
        0,
        new PageTarget("DB", DutyRole.PRIMARY, null),
        List.of(Channel.SMS),
        FIVE,
        new LocalText("测试", "test"),
        at,
        List.of(),
        null,
        null,
        lasts);
  }

  @Test
  void an_opening_that_nobody_pages_for_is_overdue_after_the_grace() {
    assertThat(opened().overdue(at(29))).isFalse();
    assertThat(opened().overdue(at(30))).isTrue();
  }

  @Test
  void a_page_is_what_was_waited_for_and_the_next_level_is_waited_for_then() {
    Watch watch = opened().started(at(0), Duration.ZERO, GRACE).paged(page("a", at(0)), GRACE);

    assertThat(watch.overdue(at(329))).isFalse();
    assertThat(watch.overdue(at(330))).isTrue();
    assertThat(watch.paged(page("b", at(300)), GRACE).overdue(at(600))).isFalse();
  }

  @Test
  void the_page_may_be_read_before_the_opening() {
    Watch watch =
        Watch.UNKNOWN
            .started(at(0), Duration.ZERO, GRACE)
            .paged(page("a", at(0)), GRACE)
            .following(regional(), 1, T, GRACE);

    assertThat(watch.overdue(at(60))).isFalse();
    assertThat(watch.overdue(at(330))).isTrue();
  }

  @Test
  void a_policy_that_waits_before_its_first_level_has_that_time() {
    for (Watch watch :
        List.of(
            opened().started(at(0), FIVE, GRACE),
            Watch.UNKNOWN.started(at(0), FIVE, GRACE).following(regional(), 1, T, GRACE))) {
      assertThat(watch.overdue(at(329))).isFalse();
      assertThat(watch.overdue(at(330))).isTrue();
    }
  }

  @Test
  void an_acknowledgement_the_last_withdrawal_and_the_end_are_the_end_of_waiting() {
    Watch paged = opened().paged(page("a", at(0)), GRACE).paged(page("b", at(0)), GRACE);

    assertThat(paged.acknowledged(at(0), GRACE).alarmAt()).isNull();
    assertThat(paged.withdrawn(List.of("a")).alarmAt()).isNotNull();
    assertThat(paged.withdrawn(List.of("a", "b")).alarmAt()).isNull();
    IncidentFacts merged = facts(Scope.REGIONAL, Severity.SEV4, IncidentState.MERGED);
    assertThat(paged.following(merged, 2, at(10), GRACE).alarmAt()).isNull();
  }

  @Test
  void the_messages_of_a_task_that_are_taken_back_change_nothing() {
    Watch paged = opened().paged(page("a", at(0)), GRACE);

    assertThat(paged.withdrawn(List.of("some task"))).isSameAs(paged);
  }

  @Test
  void what_makes_it_graver_or_wider_has_to_be_answered_and_nothing_else() {
    Watch taken = opened().paged(page("a", at(0)), GRACE).acknowledged(at(0), GRACE);

    Watch same = taken.following(regional(), 2, at(60), GRACE);
    assertThat(same.alarmAt()).isNull();
    IncidentFacts global = facts(Scope.GLOBAL, Severity.SEV2, IncidentState.NEW);
    Watch promoted = same.following(global, 3, at(90), GRACE);
    assertThat(promoted.overdue(at(120))).isTrue();
    assertThat(promoted.started(at(91), Duration.ZERO, GRACE).alarmAt()).isNull();
    assertThat(
            same.started(at(91), Duration.ZERO, GRACE)
                .following(global, 3, at(90), GRACE)
                .alarmAt())
        .as("the answer was read before the question")
        .isNull();
  }

  private static Watch heldForFiveMinutes() {
    return opened().paged(page("a", at(0), FIVE), GRACE).acknowledged(at(60), GRACE);
  }

  @Test
  void an_acknowledgement_of_which_nothing_comes_has_to_be_followed_by_a_page() {
    Watch held = heldForFiveMinutes().withdrawn(List.of("a"));
    assertThat(held.overdue(at(389))).isFalse();
    assertThat(held.overdue(at(390))).isTrue();

    Watch again = held.started(at(360), Duration.ZERO, GRACE).paged(page("b", at(360)), GRACE);
    assertThat(again.overdue(at(689))).isFalse();
    assertThat(again.overdue(at(690))).as("the next level").isTrue();
    assertThat(again.acknowledged(at(400), GRACE).alarmAt()).as("this one is for good").isNull();
  }

  @Test
  void the_acknowledgement_may_be_read_behind_the_withdrawal_of_its_pages() {
    Watch held =
        opened()
            .paged(page("a", at(0), FIVE), GRACE)
            .withdrawn(List.of("a"))
            .acknowledged(at(60), GRACE);

    assertThat(held.overdue(at(390))).isTrue();
  }

  @Test
  void work_keeps_an_acknowledgement_alive_and_an_older_act_does_not_shorten_it() {
    Watch held = heldForFiveMinutes().worked(at(200), GRACE).worked(at(100), GRACE);

    assertThat(held.overdue(at(529))).isFalse();
    assertThat(held.overdue(at(530))).isTrue();
    assertThat(opened().worked(at(10), GRACE)).as("nobody has it in hand").isEqualTo(opened());
  }

  @Test
  void a_policy_that_goes_on_leaves_the_acknowledgement_as_it_was() {
    IncidentFacts global = facts(Scope.GLOBAL, Severity.SEV2, IncidentState.NEW);
    Watch held =
        heldForFiveMinutes()
            .following(global, 3, at(90), GRACE)
            .started(at(91), Duration.ZERO, GRACE);

    assertThat(held.overdue(at(389))).isFalse();
    assertThat(held.overdue(at(390))).isTrue();
  }

  @Test
  void a_policy_that_waits_has_that_time_also_when_an_acknowledgement_expired() {
    Watch held = heldForFiveMinutes().started(at(360), FIVE, GRACE);

    assertThat(held.overdue(at(689))).isFalse();
    assertThat(held.overdue(at(690))).isTrue();
    assertThat(heldForFiveMinutes().started(at(91), FIVE, GRACE).overdue(at(390)))
        .as("one that goes on meanwhile changes nothing")
        .isTrue();
  }

  @Test
  void the_end_of_an_incident_is_the_end_of_its_acknowledgement() {
    IncidentFacts ended = facts(Scope.REGIONAL, Severity.SEV4, IncidentState.ENDED);

    assertThat(heldForFiveMinutes().following(ended, 3, at(90), GRACE).alarmAt()).isNull();
  }

  @Test
  void an_incident_that_opens_again_has_to_be_paged_again() {
    IncidentFacts restored = facts(Scope.REGIONAL, Severity.SEV4, IncidentState.RESTORED);
    Watch watch =
        opened()
            .paged(page("a", at(0)), GRACE)
            .acknowledged(at(0), GRACE)
            .following(restored, 2, at(600), GRACE)
            .following(regional(), 3, at(700), GRACE);

    assertThat(watch.overdue(at(730))).isTrue();
  }

  @Test
  void behind_the_call_to_all_leaders_no_page_is_due() {
    Watch watch = opened().paged(page("a", at(0)), GRACE).ranOut().paged(page("l", at(9)), GRACE);

    assertThat(watch.alarmAt()).isNull();
  }

  @Test
  void the_alarm_is_raised_again_while_nothing_happens_but_not_for_ever() {
    Watch once = opened().alarmed(at(30), FIVE, 1);
    assertThat(once.overdue(at(329))).isFalse();
    assertThat(once.overdue(at(330))).isTrue();

    assertThat(once.alarmed(at(330), FIVE, 1).alarmAt()).isNull();
    assertThat(once.paged(page("a", at(40)), GRACE).overdue(at(340))).isFalse();
  }

  @Test
  void an_older_event_that_comes_again_changes_nothing() {
    Watch watch = opened().acknowledged(at(0), GRACE);

    assertThat(watch.following(regional(), 1, T, GRACE)).isSameAs(watch);
  }
}
