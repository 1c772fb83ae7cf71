package io.tocsin.roster.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.Degree;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.roster.watchdog.Awaited.Missing;
import io.tocsin.roster.watchdog.Awaited.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    return page(id, "p", at, null, lasts, null, null);
  }

  private static PageRequestedV1 page(
      String id,
      String policy,
      Instant at,
      @Nullable LocalText task,
      @Nullable Duration lasts,
      @Nullable Duration next,
      @Nullable Integer acknowledgements) {
    return new PageRequestedV1(
        id,
        regional(),
        policy,
        1,
        0,
        new PageTarget("DB", DutyRole.PRIMARY, null),
        List.of(Channel.SMS),
        FIVE,
        new LocalText("测试", "test"),
        at,
        List.of(),
        task,
        null,
        lasts,
        next,
        acknowledgements);
  }

  @Test
  void an_opening_that_nobody_pages_for_is_overdue_after_the_grace() {
    assertThat(opened().overdue(at(29))).isFalse();
    assertThat(opened().overdue(at(30))).isTrue();
  }

  @Test
  void a_page_is_what_was_waited_for_and_the_next_level_is_waited_for_then() {
    Watch watch = opened().started("p", at(0), Duration.ZERO, GRACE).paged(page("a", at(0)), GRACE);

    assertThat(watch.overdue(at(329))).isFalse();
    assertThat(watch.overdue(at(330))).isTrue();
    assertThat(watch.paged(page("b", at(300)), GRACE).overdue(at(600))).isFalse();
  }

  @Test
  void the_page_may_be_read_before_the_opening() {
    Watch watch =
        Watch.UNKNOWN
            .started("p", at(0), Duration.ZERO, GRACE)
            .paged(page("a", at(0)), GRACE)
            .following(regional(), 1, T, GRACE);

    assertThat(watch.overdue(at(60))).isFalse();
    assertThat(watch.overdue(at(330))).isTrue();
  }

  @Test
  void a_policy_that_waits_before_its_first_level_has_that_time() {
    for (Watch watch :
        List.of(
            opened().started("p", at(0), FIVE, GRACE),
            Watch.UNKNOWN.started("p", at(0), FIVE, GRACE).following(regional(), 1, T, GRACE))) {
      assertThat(watch.overdue(at(329))).isFalse();
      assertThat(watch.overdue(at(330))).isTrue();
    }
  }

  @Test
  void an_acknowledgement_the_last_withdrawal_and_the_end_are_the_end_of_waiting() {
    Watch paged = opened().paged(page("a", at(0)), GRACE).paged(page("b", at(0)), GRACE);

    assertThat(paged.acknowledged("wang-ming", at(0), GRACE).alarmAt()).isNull();
    assertThat(paged.withdrawn(List.of("a"), GRACE).alarmAt()).isNotNull();
    assertThat(paged.withdrawn(List.of("a", "b"), GRACE).alarmAt()).isNull();
    IncidentFacts merged = facts(Scope.REGIONAL, Severity.SEV4, IncidentState.MERGED);
    assertThat(paged.following(merged, 2, at(10), GRACE).alarmAt()).isNull();
  }

  @Test
  void the_messages_of_a_task_that_are_taken_back_change_nothing() {
    Watch paged = opened().paged(page("a", at(0)), GRACE);

    assertThat(paged.withdrawn(List.of("some task"), GRACE)).isEqualTo(paged);
  }

  @Test
  void what_makes_it_graver_or_wider_has_to_be_answered_and_nothing_else() {
    Watch taken = opened().paged(page("a", at(0)), GRACE).acknowledged("wang-ming", at(0), GRACE);

    Watch same = taken.following(regional(), 2, at(60), GRACE);
    assertThat(same.alarmAt()).isNull();
    IncidentFacts global = facts(Scope.GLOBAL, Severity.SEV2, IncidentState.NEW);
    Watch promoted = same.following(global, 3, at(90), GRACE);
    assertThat(promoted.overdue(at(120))).isTrue();
    assertThat(promoted.started("p", at(91), Duration.ZERO, GRACE).alarmAt()).isNull();
    assertThat(
            same.started("p", at(91), Duration.ZERO, GRACE)
                .following(global, 3, at(90), GRACE)
                .alarmAt())
        .as("the answer was read before the question")
        .isNull();
  }

  private static Watch heldForFiveMinutes() {
    return opened().paged(page("a", at(0), FIVE), GRACE).acknowledged("wang-ming", at(60), GRACE);
  }

  @Test
  void an_acknowledgement_of_which_nothing_comes_has_to_be_followed_by_a_page() {
    Watch held = heldForFiveMinutes().withdrawn(List.of("a"), GRACE);
    assertThat(held.overdue(at(389))).isFalse();
    assertThat(held.overdue(at(390))).isTrue();

    Watch again = held.started("p", at(360), Duration.ZERO, GRACE).paged(page("b", at(360)), GRACE);
    assertThat(again.overdue(at(689))).isFalse();
    assertThat(again.overdue(at(690))).as("the next level").isTrue();
    assertThat(again.acknowledged("wang-ming", at(400), GRACE).alarmAt())
        .as("this one is for good")
        .isNull();
  }

  @Test
  void the_acknowledgement_may_be_read_behind_the_withdrawal_of_its_pages() {
    Watch held =
        opened()
            .paged(page("a", at(0), FIVE), GRACE)
            .withdrawn(List.of("a"), GRACE)
            .acknowledged("wang-ming", at(60), GRACE);

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
            .started("p", at(91), Duration.ZERO, GRACE);

    assertThat(held.overdue(at(389))).isFalse();
    assertThat(held.overdue(at(390))).isTrue();
  }

  @Test
  void a_policy_that_waits_has_that_time_also_when_an_acknowledgement_expired() {
    Watch held = heldForFiveMinutes().started("p", at(360), FIVE, GRACE);

    assertThat(held.overdue(at(689))).isFalse();
    assertThat(held.overdue(at(690))).isTrue();
    assertThat(heldForFiveMinutes().started("p", at(91), FIVE, GRACE).overdue(at(390)))
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
            .acknowledged("wang-ming", at(0), GRACE)
            .following(restored, 2, at(600), GRACE)
            .following(regional(), 3, at(700), GRACE);

    assertThat(watch.overdue(at(730))).isTrue();
  }

  @Test
  void a_policy_that_ran_out_has_to_call_the_leaders() {
    Watch watch = opened().paged(page("a", at(0)), GRACE).ranOut();

    assertThat(watch.overdue(at(329))).isFalse();
    assertThat(watch.overdue(at(330))).isTrue();
  }

  @Test
  void leaders_who_do_not_answer_have_to_be_called_again_in_the_time_that_their_page_names() {
    Duration ten = Duration.ofMinutes(10);
    Watch watch =
        opened()
            .paged(page("a", at(0)), GRACE)
            .ranOut()
            .paged(page("l", "p", at(300), null, null, ten, null), GRACE);

    assertThat(watch.overdue(at(929))).isFalse();
    assertThat(watch.missing(at(930)))
        .extracting(Awaited::missing)
        .containsExactly(Missing.NEXT_REPEAT);
    assertThat(watch.acknowledged("zhou-leader", at(400), GRACE).alarmAt()).isNull();
  }

  @Test
  void an_earlier_builds_call_to_the_leaders_names_no_time_and_none_is_waited_for() {
    Watch watch = opened().paged(page("a", at(0)), GRACE).ranOut().paged(page("l", at(9)), GRACE);

    assertThat(watch.alarmAt()).isNull();
  }

  @Test
  void a_policy_that_starts_again_for_a_graver_incident_counts_anew() {
    Watch again =
        pagedForTwo()
            .acknowledged("wang-ming", at(60), GRACE)
            .acknowledged("li-fang", at(70), GRACE)
            .started("p", at(90), Duration.ZERO, GRACE)
            .paged(page("b", "p", at(90), null, FIVE, FIVE, 2), GRACE);

    assertThat(again.acknowledged("zhou-leader", at(100), GRACE).overdue(at(420)))
        .as("one of two")
        .isTrue();
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
    Watch watch = opened().acknowledged("wang-ming", at(0), GRACE);

    assertThat(watch.following(regional(), 1, T, GRACE)).isSameAs(watch);
  }

  @Test
  void a_level_that_repeats_has_to_repeat() {
    Duration minute = Duration.ofMinutes(1);
    Watch watch = opened().paged(page("a", "p", at(0), null, null, minute, null), GRACE);

    assertThat(watch.overdue(at(89))).isFalse();
    assertThat(watch.missing(at(90)))
        .extracting(Awaited::missing)
        .containsExactly(Missing.NEXT_REPEAT);
    Watch again = watch.paged(page("b", "p", at(60), null, null, minute, null), GRACE);
    assertThat(again.overdue(at(149))).isFalse();
    assertThat(again.overdue(at(150))).isTrue();
  }

  private static Watch pagedForTwo() {
    return opened()
        .started("p", at(0), Duration.ZERO, GRACE)
        .paged(page("a", "p", at(0), null, FIVE, FIVE, 2), GRACE);
  }

  @Test
  void a_level_that_needs_two_waits_on_when_one_has_acknowledged() {
    Watch one = pagedForTwo().acknowledged("wang-ming", at(60), GRACE);
    assertThat(one.overdue(at(330))).isTrue();
    assertThat(one.acknowledged("wang-ming", at(70), GRACE).overdue(at(330)))
        .as("the same one again")
        .isTrue();

    Watch two = one.acknowledged("li-fang", at(120), GRACE);
    assertThat(two.overdue(at(449))).isFalse();
    assertThat(two.missing(at(450)))
        .extracting(Awaited::missing)
        .containsExactly(Missing.PAGE_AFTER_EXPIRY);
  }

  @Test
  void the_escalation_knows_better_whether_enough_have_acknowledged() {
    Watch one = pagedForTwo().acknowledged("wang-ming", at(60), GRACE);

    assertThat(one.withdrawn(List.of("a"), GRACE).missing(at(390)))
        .extracting(Awaited::missing)
        .containsExactly(Missing.PAGE_AFTER_EXPIRY);
  }

  @Test
  void another_policy_counts_anew() {
    Watch grown =
        pagedForTwo()
            .acknowledged("wang-ming", at(60), GRACE)
            .started("graver", at(70), Duration.ZERO, GRACE)
            .paged(page("b", "graver", at(70), null, null, FIVE, 2), GRACE);

    assertThat(grown.acknowledged("li-fang", at(80), GRACE).overdue(at(400))).isTrue();
    assertThat(
            pagedForTwo()
                .acknowledged("wang-ming", at(60), GRACE)
                .started("p", at(70), Duration.ZERO, GRACE)
                .acknowledged("li-fang", at(80), GRACE)
                .overdue(at(379)))
        .as("one that goes on counts on")
        .isFalse();
  }

  @Test
  void a_rise_does_not_make_it_forget_the_next_level() {
    IncidentFacts global = facts(Scope.GLOBAL, Severity.SEV2, IncidentState.NEW);
    Watch watch =
        opened()
            .started("p", at(0), Duration.ZERO, GRACE)
            .paged(page("a", at(0)), GRACE)
            .following(global, 3, at(90), GRACE)
            .started("p", at(91), Duration.ZERO, GRACE);

    assertThat(watch.overdue(at(329))).isFalse();
    assertThat(watch.overdue(at(330))).isTrue();
  }

  private static final LocalText TITLE = new LocalText("切换数据库", "fail over");
  private static final Task STEP = new Task("2.3", TITLE, null);

  private static PageRequestedV1 told(Instant at, @Nullable Duration next) {
    return page("t", "task:2.3", at, TITLE, null, next, null);
  }

  private static Watch tell(Watch watch, Instant at, @Nullable Duration next) {
    return watch.told(new Task("2.3", TITLE, "t"), told(at, next), GRACE);
  }

  private static Watch inHand() {
    return opened().paged(page("a", at(0)), GRACE).acknowledged("wang-ming", at(10), GRACE);
  }

  @Test
  void whoever_a_step_waits_for_has_to_be_told() {
    Watch asked = inHand().asked(STEP, at(100), GRACE);

    assertThat(asked.overdue(at(129))).isFalse();
    assertThat(asked.missing(at(130)))
        .extracting(Awaited::missing)
        .containsExactly(Missing.TASK_PAGE);
    assertThat(tell(asked, at(101), null).alarmAt()).isNull();
    assertThat(asked.settled("2.3").alarmAt()).isNull();
    assertThat(asked.settled("2.4")).isEqualTo(asked);
    assertThat(tell(inHand(), at(101), null).asked(STEP, at(100), GRACE).alarmAt())
        .as("the page was read before the step")
        .isNull();
    assertThat(tell(inHand(), at(101), null).asked(STEP, at(900), GRACE).alarmAt())
        .as("told long before it ran over")
        .isNotNull();
  }

  @Test
  void a_notice_that_came_late_is_waited_for_no_more() {
    Task late = new Task("progress.overdue/10:00", TITLE, null);
    Watch asked = inHand().asked(late, at(100), GRACE).asked(STEP, at(100), GRACE);

    assertThat(asked.settledAll("progress.overdue/").missing(at(130)))
        .extracting(Awaited::task)
        .containsExactly(STEP);
  }

  @Test
  void the_leader_has_to_be_reminded_of_a_step_that_stays_overdue() {
    Watch told = tell(inHand().asked(STEP, at(100), GRACE), at(100), FIVE);

    assertThat(told.overdue(at(429))).isFalse();
    assertThat(told.missing(at(430)))
        .extracting(Awaited::missing)
        .containsExactly(Missing.TASK_REMINDER);
    assertThat(tell(told, at(400), null).alarmAt()).isNull();
    assertThat(told.settled("2.3").alarmAt()).isNull();
    assertThat(told.withdrawn(List.of("t"), GRACE).alarmAt())
        .as("settled before its page was read")
        .isNull();
  }

  @Test
  void the_incident_has_to_go_on_when_its_own_time_comes() {
    Watch waiting = inHand().following(dueAt(at(600)), 2, at(20), GRACE);

    assertThat(waiting.overdue(at(629))).isFalse();
    assertThat(waiting.missing(at(630)))
        .extracting(Awaited::missing)
        .containsExactly(Missing.INCIDENT_EVENT);
    Watch alarmed = waiting.alarmed(at(630), FIVE, 1);
    assertThat(alarmed.following(dueAt(at(600)), 3, at(640), GRACE).overdue(at(641)))
        .as("something else happened, which is no answer and no new alarm")
        .isFalse();
    assertThat(waiting.following(dueAt(at(900)), 3, at(601), GRACE).overdue(at(929))).isFalse();
    assertThat(waiting.following(regional(), 3, at(601), GRACE).alarmAt()).isNull();
  }

  private static IncidentFacts dueAt(Instant due) {
    IncidentFacts facts = regional();
    return new IncidentFacts(
        facts.id(),
        facts.number(),
        facts.system(),
        facts.scope(),
        facts.severity(),
        facts.degree(),
        facts.state(),
        facts.serviceState(),
        facts.cause(),
        facts.exercise(),
        facts.units(),
        facts.reports(),
        facts.openedAt(),
        facts.commander(),
        due);
  }

  /** Each of the first names the incident's next time: who misses it waits for one that is past. */
  @ParameterizedTest
  @CsvSource({
    "limit.missed, true",
    "limit.near, true",
    "progress.overdue, true",
    "delivery.delivered, false",
  })
  void whatASystemsNoteIsToTheWatchdog(String about, boolean matters) {
    var note =
        new ResponseNotedV1(7, regional(), new LocalText("因", "why"), Actor.SYSTEM, about, "r");

    assertThat(WatchHandler.matters(new Envelope<>("e-1", T, null, note))).isEqualTo(matters);
  }
}
