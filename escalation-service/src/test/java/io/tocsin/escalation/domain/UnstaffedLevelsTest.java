package io.tocsin.escalation.domain;

import static io.tocsin.escalation.domain.Course.DB;
import static io.tocsin.escalation.domain.Course.DEPUTY;
import static io.tocsin.escalation.domain.Course.LD;
import static io.tocsin.escalation.domain.Course.SEVERE;
import static io.tocsin.escalation.domain.Course.level;
import static io.tocsin.escalation.domain.Course.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.Command.NoteUnstaffed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Levels that reach nobody. */
class UnstaffedLevelsTest {

  private final Course course = new Course();

  @Test
  void a_level_that_nobody_staffs_is_skipped_at_once_and_the_times_of_the_others_stay() {
    course.opened(SEVERE).unstaffed("1/1/0/post:DB:PRIMARY").until("PT10M");

    assertThat(course.told())
        .containsExactly(
            "started severe",
            "PT0S 1/0 post:DB:PRIMARY",
            "PT0S 2/0 post:DB:SUBSTITUTE",
            "PT10M 3/0 post:LD:SUBSTITUTE");
    assertThat(course.pages().get(1).reason())
        .isEqualTo(new Reason("第2级：第1级无人值守", "level 2: nobody staffs level 1"));
    assertThat(course.pages().get(1).acknowledgeWithin()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void a_level_is_skipped_only_when_all_of_its_targets_are_unstaffed() {
    course
        .opened(policy("p", 0, level("PT0S", null, DB, LD), level("PT5M", null, DEPUTY)))
        .unstaffed("1/1/0/post:DB:PRIMARY");
    assertThat(course.state.level()).isEqualTo(1);

    course.unstaffed("1/1/0/post:LD:PRIMARY");
    assertThat(course.state.level()).isEqualTo(2);
  }

  @Test
  void the_first_answer_to_a_page_holds() {
    course
        .opened(SEVERE)
        .assigned("1/1/0/post:DB:PRIMARY", "wang-ming")
        .unstaffed("1/1/0/post:DB:PRIMARY");

    assertThat(course.state.level()).isEqualTo(1);
  }

  @Test
  void when_nobody_staffs_any_level_all_leaders_are_paged_at_once() {
    course
        .opened(SEVERE)
        .unstaffed("1/1/0/post:DB:PRIMARY")
        .unstaffed("1/2/0/post:DB:SUBSTITUTE")
        .unstaffed("1/3/0/post:LD:SUBSTITUTE");

    assertThat(course.told())
        .endsWith("exhausted severe", "PT0S 4/0 post:LD:PRIMARY", "PT0S 4/0 post:LD:SUBSTITUTE");
    assertThat(course.pages().getLast().reason())
        .isEqualTo(
            new Reason(
                "策略 severe 的各级均无人值守，呼叫全体组长（第3级无人值守）",
                "nobody staffs any level of policy severe: all leaders are paged (nobody staffs"
                    + " level 3)"));
  }

  private Course withoutLeadersOnDuty() {
    return course
        .opened(policy("p", 0, level("PT0S", null, DB)))
        .unstaffed("1/1/0/post:DB:PRIMARY")
        .unstaffed("1/2/0/post:LD:PRIMARY")
        .unstaffed("1/2/0/post:LD:SUBSTITUTE");
  }

  @Test
  void where_no_leader_is_on_duty_all_who_could_lead_are_paged_at_once() {
    withoutLeadersOnDuty();

    assertThat(course.told())
        .endsWith(
            "exhausted p",
            "PT0S 2/0 post:LD:PRIMARY",
            "PT0S 2/0 post:LD:SUBSTITUTE",
            "PT0S 2/1 post:LD:EVERYONE");
    assertThat(course.pages().getLast().reason())
        .isEqualTo(
            new Reason(
                "组长无人值守，呼叫岗位 LD 的全体人员，不论是否当班",
                "nobody staffs the leaders: everyone of post LD is paged, on duty or not"));
  }

  @Test
  void where_the_messages_to_the_leaders_on_duty_are_lost_all_others_are_paged_at_once() {
    course
        .opened(policy("p", 0, level("PT0S", null, DB)))
        .unstaffed("1/1/0/post:DB:PRIMARY")
        .unstaffed("1/2/0/post:LD:PRIMARY")
        .assigned("1/2/0/post:LD:SUBSTITUTE", "deputy")
        .lost("1/2/0/post:LD:SUBSTITUTE", "deputy");

    assertThat(course.told()).endsWith("PT0S 2/1 post:LD:EVERYONE");
  }

  @Test
  void leaders_who_cannot_be_reached_either_are_tried_again_but_the_alarm_is_raised_once() {
    withoutLeadersOnDuty().unstaffed("1/2/1/post:LD:EVERYONE").told();
    course.until("PT14M");

    assertThat(course.told()).containsExactly("PT5M 2/2 post:LD:EVERYONE");
    assertThat(course.until("PT15M").told())
        .as("twice as long after the next one")
        .containsExactly("PT15M 2/3 post:LD:EVERYONE");
    assertThat(course.pages().get(4).reason().en())
        .isEqualTo("no leader could be reached so far, all are paged again");
    assertThat(course.effects).filteredOn(Effect.Exhausted.class::isInstance).hasSize(1);
  }

  @Test
  void an_unstaffed_last_level_starts_the_next_repeat_at_once_when_others_were_reached() {
    course
        .opened(policy("p", 1, level("PT0S", null, DB), level("PT5M", null, LD)))
        .assigned("1/1/0/post:DB:PRIMARY", "wang-ming")
        .until("PT5M")
        .unstaffed("1/2/0/post:LD:PRIMARY");

    assertThat(course.told()).endsWith("PT5M 2/0 post:LD:PRIMARY", "PT5M 1/1 post:DB:PRIMARY");
  }

  @Test
  void when_every_message_of_a_level_is_lost_the_next_level_is_paged_at_once() {
    course.opened(SEVERE).lost("1/1/0/post:DB:PRIMARY", "wang-ming");
    assertThat(course.state.level()).isEqualTo(1);

    course.assigned("1/1/0/post:DB:PRIMARY", "wang-ming");

    assertThat(course.pages().getLast().reason())
        .isEqualTo(new Reason("第2级：第1级人员均无法送达", "level 2: nobody of level 1 could be reached"));
  }

  @Test
  void an_answer_to_a_page_of_an_earlier_level_changes_nothing() {
    course.opened(SEVERE).until("PT5M");
    Escalation before = course.state;

    course.happens(new NoteUnstaffed("1/1/0/post:DB:PRIMARY"));

    assertThat(course.state).isSameAs(before);
  }
}
