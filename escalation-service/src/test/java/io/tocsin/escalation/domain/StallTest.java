package io.tocsin.escalation.domain;

import static io.tocsin.escalation.domain.Course.SEVERE;
import static io.tocsin.escalation.domain.Course.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Deadlines that were met late. */
class StallTest {

  private final Course course = new Course();

  @Test
  void after_a_stall_the_level_that_was_due_meanwhile_goes_out_once() {
    course.opened(SEVERE).stalledUntil("PT8M").until("PT9M");

    assertThat(course.told())
        .containsExactly(
            "started severe", "PT0S 1/0 post:DB:PRIMARY", "PT8M 2/0 post:DB:SUBSTITUTE");
    assertThat(course.state.dueAt()).isEqualTo(START.plus(Duration.ofMinutes(10)));
  }

  @Test
  void after_a_long_stall_one_current_page_goes_out_and_names_how_many_levels_it_skips() {
    course.opened(SEVERE).stalledUntil("PT21M");

    assertThat(course.told()).endsWith("PT0S 1/0 post:DB:PRIMARY", "PT21M 2/0 post:DB:SUBSTITUTE");
    assertThat(course.pages().getLast().reason())
        .isEqualTo(
            new Reason(
                "第2轮第2级：21分钟内无人确认，处理曾中断，略过其间到期的3级",
                "round 2, level 2: not acknowledged within 21 min; 3 level(s) that fell due during"
                    + " a stall are skipped"));
  }

  @Test
  void after_a_stall_beyond_the_last_repeat_the_leaders_are_paged() {
    course.opened(SEVERE).stalledUntil("P2D");

    assertThat(course.told())
        .endsWith("exhausted severe", "PT48H 4/0 post:LD:PRIMARY", "PT48H 4/0 post:LD:SUBSTITUTE");
  }

  @Test
  void a_deadline_that_has_not_come_changes_nothing() {
    course.opened(SEVERE);
    Escalation before = course.state;

    course.stalledUntil("PT4M59S");

    assertThat(course.state).isSameAs(before);
  }
}
