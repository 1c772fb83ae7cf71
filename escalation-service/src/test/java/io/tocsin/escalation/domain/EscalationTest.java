package io.tocsin.escalation.domain;

import static io.tocsin.escalation.domain.Course.DB;
import static io.tocsin.escalation.domain.Course.DB_SUBSTITUTE;
import static io.tocsin.escalation.domain.Course.DEPUTY;
import static io.tocsin.escalation.domain.Course.LD;
import static io.tocsin.escalation.domain.Course.SEVERE;
import static io.tocsin.escalation.domain.Course.level;
import static io.tocsin.escalation.domain.Course.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.Command.Acknowledge;
import io.tocsin.escalation.domain.Command.NoteProgress;
import io.tocsin.escalation.domain.Effect.Page;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Levels, their times, and acknowledgements. */
class EscalationTest {

  private final Course course = new Course();

  @Test
  void without_acknowledgement_the_substitute_is_paged_after_5_minutes_and_the_deputy_after_10() {
    course.opened(SEVERE).until("PT10M");

    assertThat(course.told())
        .containsExactly(
            "started severe",
            "PT0S 1/0 post:DB:PRIMARY",
            "PT5M 2/0 post:DB:SUBSTITUTE",
            "PT10M 3/0 post:LD:SUBSTITUTE");
    assertThat(course.pages())
        .extracting(p -> p.reason().zh())
        .containsExactly("第1级：事件开启即呼叫", "第2级：5分钟内无人确认", "第3级：5分钟内无人确认");
    assertThat(course.pages().get(1).reason().en())
        .isEqualTo("level 2: not acknowledged within 5 min");
    assertThat(course.pages())
        .extracting(Page::acknowledgeWithin)
        .containsOnly(Duration.ofMinutes(5));
  }

  @Test
  void a_level_is_paged_again_until_the_next_is_due() {
    course.opened(policy("p", 0, level("PT0S", "PT2M", DB), level("PT5M", null, LD))).until("PT5M");

    assertThat(course.told())
        .containsExactly(
            "started p",
            "PT0S 1/0 post:DB:PRIMARY",
            "PT2M 1/1 post:DB:PRIMARY",
            "PT4M 1/2 post:DB:PRIMARY",
            "PT5M 2/0 post:LD:PRIMARY");
    assertThat(course.pages().get(1).reason())
        .isEqualTo(
            new Reason("第1级第2次呼叫：2分钟内无人确认", "level 1, page 2: not acknowledged within 2 min"));
    assertThat(course.pages().get(2).acknowledgeWithin()).isEqualTo(Duration.ofMinutes(1));
    assertThat(course.pages())
        .as("told to whoever watches over it")
        .extracting(Page::nextPageWithin)
        .containsExactly(
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5));
  }

  @Test
  void after_the_last_repeat_all_leaders_are_paged_and_an_alarm_is_raised() {
    course
        .opened(policy("p", 1, level("PT0S", null, DB), level("PT5M", null, DB_SUBSTITUTE)))
        .until("PT20M");

    assertThat(course.told())
        .containsExactly(
            "started p",
            "PT0S 1/0 post:DB:PRIMARY",
            "PT5M 2/0 post:DB:SUBSTITUTE",
            "PT10M 1/1 post:DB:PRIMARY",
            "PT15M 2/1 post:DB:SUBSTITUTE",
            "exhausted p",
            "PT20M 3/0 post:LD:PRIMARY",
            "PT20M 3/0 post:LD:SUBSTITUTE");
    assertThat(course.pages().get(2).reason().zh()).isEqualTo("第2轮第1级：10分钟内无人确认");
    assertThat(course.pages().getLast().nextPageWithin()).isEqualTo(Duration.ofMinutes(5));
    assertThat(course.state.phase()).isEqualTo(Phase.EXHAUSTED);
  }

  @Test
  void leaders_who_do_not_answer_are_called_again_with_all_others_at_growing_pauses_for_good() {
    course.opened(policy("p", 0, level("PT0S", null, DB))).until("P1D");

    List<Page> again = course.pages().stream().filter(p -> p.round() > 0).toList();
    assertThat(again).extracting(p -> p.target().key()).containsOnly("post:LD:EVERYONE");
    assertThat(again.getFirst().reason())
        .isEqualTo(
            new Reason(
                "组长5分钟内无人确认，再次呼叫全体组长", "no leader acknowledged within 5 min: all are paged again"));
    assertThat(again.stream().map(p -> Duration.between(Course.START, p.at()).toMinutes()).limit(8))
        .as("after 5 min, then twice as long each time up to an hour")
        .containsExactly(10L, 15L, 25L, 45L, 85L, 145L, 205L, 265L);
    assertThat(course.state.dueAt()).isAfter(course.now);
    assertThat(course.effects).filteredOn(Effect.Exhausted.class::isInstance).hasSize(1);
  }

  @Test
  void leaders_whom_an_earlier_build_called_once_are_called_again_once_the_incident_is_heard_of() {
    course.opened(policy("p", 0, level("PT0S", null, DB))).until("PT5M").told();
    course.state = withoutDeadline(course.state);

    course.until("PT8H").happens(new NoteProgress()).until("PT8H5M");

    assertThat(course.told()).containsExactly("PT8H5M 2/1 post:LD:EVERYONE");
  }

  private static Escalation withoutDeadline(Escalation e) {
    return new Escalation(
        e.incidentId(),
        e.phase(),
        e.at(),
        null,
        e.episode(),
        e.acknowledgements(),
        e.outstanding(),
        e.run(),
        e.incident(),
        e.tasks());
  }

  @Test
  void an_acknowledgement_stops_everything_and_withdraws_what_is_out() {
    course.opened(SEVERE).until("PT6M").acknowledgedBy("li-fang").until("PT3H");

    assertThat(course.told()).endsWith("PT5M 2/0 post:DB:SUBSTITUTE", "withdrawn 2");
    assertThat(course.state.phase()).isEqualTo(Phase.ACKNOWLEDGED);
    assertThat(course.state.dueAt()).isNull();
  }

  @Test
  void a_late_acknowledgement_ends_the_paging_of_the_leaders_too() {
    course.opened(policy("p", 0, level("PT0S", null, DB))).until("PT5M");
    course.told();

    course.acknowledgedBy("zhou-leader");

    assertThat(course.told()).containsExactly("withdrawn 3");
    assertThat(course.state.phase()).isEqualTo(Phase.ACKNOWLEDGED);
  }

  @Test
  void the_same_acknowledgement_by_two_ways_counts_once() {
    course.opened(SEVERE);
    Acknowledge reply =
        new Acknowledge("wang-ming", "王明", course.pages().getFirst().pageId(), course.now);
    course.happens(reply);
    Escalation once = course.state;

    course.happens(reply);

    assertThat(course.state).isEqualTo(once);
  }

  @Test
  void an_acknowledgement_that_is_read_before_the_incident_is_remembered() {
    course.acknowledgedBy("wang-ming").opened(SEVERE).until("PT3H");

    assertThat(course.told()).containsExactly("started severe");
    assertThat(course.state.phase()).isEqualTo(Phase.ACKNOWLEDGED);
  }

  @Test
  void a_level_with_two_acknowledgements_to_give_goes_on_after_the_first() {
    Level two = new Level(Duration.ZERO, List.of(DB, LD), List.of("SMS"), Duration.ofMinutes(2), 2);
    course.opened(policy("p", 0, two, level("PT5M", null, DEPUTY)));

    course.acknowledgedBy("wang-ming").until("PT2M");
    assertThat(course.state.phase()).isEqualTo(Phase.PAGING);
    assertThat(course.pages().getLast().excluding()).containsExactly("wang-ming");
    assertThat(course.pages()).extracting(Page::acknowledgements).containsOnly(2);

    course.acknowledgedBy("zhou-leader");
    assertThat(course.state.phase()).isEqualTo(Phase.ACKNOWLEDGED);
  }

  @Test
  void a_policy_whose_first_level_waits_pages_nobody_before() {
    course.opened(policy("p", 1, level("PT1M", null, DB), level("PT3M", null, LD))).until("PT6M");

    assertThat(course.told())
        .containsExactly(
            "started p",
            "PT1M 1/0 post:DB:PRIMARY",
            "PT3M 2/0 post:LD:PRIMARY",
            "PT5M 1/1 post:DB:PRIMARY");
    assertThat(course.pages().getFirst().reason().en())
        .isEqualTo("level 1: paged 1 min into the policy");
  }
}
