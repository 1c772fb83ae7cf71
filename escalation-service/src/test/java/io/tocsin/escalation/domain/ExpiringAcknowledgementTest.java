package io.tocsin.escalation.domain;

import static io.tocsin.escalation.domain.Course.DB;
import static io.tocsin.escalation.domain.Course.LD;
import static io.tocsin.escalation.domain.Course.level;
import static io.tocsin.escalation.domain.Course.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.Command.Acknowledge;
import io.tocsin.escalation.domain.Command.NoteProgress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Acknowledgements that hold as long as somebody works. */
class ExpiringAcknowledgementTest {

  private final Course course = new Course();

  private static Policy lasting(String lasts) {
    Level level =
        new Level(
            Duration.ZERO, List.of(DB), List.of("SMS"), null, 1, Duration.parse(lasts), null, null);
    return policy("p", 3, level, level("PT5M", null, LD));
  }

  @Test
  void an_acknowledgement_without_progress_expires_and_all_are_paged_anew() {
    course.opened(lasting("PT30M"));
    assertThat(course.pages().getFirst().acknowledgementLasts())
        .as("told to whoever watches over it")
        .isEqualTo(Duration.ofMinutes(30));
    course.until("PT2M").acknowledgedBy("wang-ming").until("PT32M");

    assertThat(course.told())
        .containsExactly(
            "started p",
            "PT0S 1/0 post:DB:PRIMARY",
            "withdrawn 1",
            "started p",
            "PT32M 1/0 post:DB:PRIMARY");
    assertThat(course.pages().getLast().excluding()).isEmpty();
    assertThat(course.pages().getLast().reason())
        .isEqualTo(
            new Reason(
                "第1级：wang-ming 已确认，但30分钟内没有进展，重新呼叫",
                "level 1: acknowledged by wang-ming, but no progress within 30 min: paged anew"));
    course.until("PT37M");
    assertThat(course.told()).containsExactly("PT37M 2/0 post:LD:PRIMARY");

    course.acknowledgedBy("wang-ming");
    assertThat(course.state.phase()).isEqualTo(Phase.ACKNOWLEDGED);
  }

  @Test
  void progress_keeps_an_acknowledgement_alive() {
    course.opened(lasting("PT30M")).acknowledgedBy("wang-ming").until("PT20M");
    course.happens(new NoteProgress()).until("PT49M");
    assertThat(course.state.phase()).isEqualTo(Phase.ACKNOWLEDGED);

    course.until("PT50M");
    assertThat(course.state.phase()).isEqualTo(Phase.PAGING);
  }

  @Test
  void an_answer_that_is_told_twice_does_not_stop_what_its_expiry_began() {
    course.opened(lasting("PT30M"));
    Acknowledge reply =
        new Acknowledge("wang-ming", "王明", course.pages().getFirst().pageId(), course.now);
    course.happens(reply).until("PT30M").happens(reply);

    assertThat(course.state.phase()).isEqualTo(Phase.PAGING);
    assertThat(course.state.acknowledgedBy()).isEmpty();
  }
}
