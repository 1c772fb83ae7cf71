package io.tocsin.escalation.domain;

import static io.tocsin.escalation.domain.Course.DB;
import static io.tocsin.escalation.domain.Course.LD;
import static io.tocsin.escalation.domain.Course.SEVERE;
import static io.tocsin.escalation.domain.Course.START;
import static io.tocsin.escalation.domain.Course.incident;
import static io.tocsin.escalation.domain.Course.level;
import static io.tocsin.escalation.domain.Course.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.Command.Acknowledge;
import io.tocsin.escalation.domain.Command.FollowIncident;
import io.tocsin.escalation.domain.Effect.Page;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Incidents that become wider or graver, that end and recur. */
class ChangingIncidentTest {

  private final Course course = new Course();

  @Test
  void a_wider_scope_starts_the_fitting_policy_without_those_who_acknowledged() {
    Policy light = policy("light", 3, level("PT0S", null, DB));
    course.opened(light, Scope.REGIONAL, Severity.SEV4).acknowledgedBy("wang-ming").until("PT7M");

    course.opened(policy("severe", 3, level("PT0S", null, DB, LD)), Scope.GLOBAL, Severity.SEV2);

    assertThat(course.told())
        .endsWith("started severe", "PT7M 1/0 post:DB:PRIMARY", "PT7M 1/0 post:LD:PRIMARY");
    assertThat(course.pages().getLast().excluding()).containsExactly("wang-ming");
    assertThat(course.state.phase()).isEqualTo(Phase.PAGING);
  }

  @Test
  void
      an_acknowledgement_given_before_the_promotion_but_read_after_it_does_not_stop_the_new_policy() {
    Policy light = policy("light", 3, level("PT0S", null, DB));
    course.opened(light, Scope.REGIONAL, Severity.SEV4).until("PT7M");
    String first = course.pages().getFirst().pageId();
    course.opened(SEVERE, Scope.GLOBAL, Severity.SEV2);

    course.happens(new Acknowledge("wang-ming", "王明", first, START.plusSeconds(60)));
    assertThat(course.state.phase()).isEqualTo(Phase.PAGING);

    course.happens(new Acknowledge("li-fang", "李芳", first, course.now.plusSeconds(1)));
    assertThat(course.state.phase()).isEqualTo(Phase.ACKNOWLEDGED);
  }

  @Test
  void a_graver_incident_under_the_same_policy_goes_on_as_it_was() {
    course
        .opened(SEVERE, Scope.GLOBAL, Severity.SEV2)
        .until("PT5M")
        .opened(SEVERE, Scope.GLOBAL, Severity.SEV1);
    assertThat(course.state.level()).isEqualTo(2);
    assertThat(course.told()).endsWith("continued severe");

    course.opened(policy("light", 0, level("PT0S", null, DB)), Scope.GLOBAL, Severity.SEV4);
    assertThat(course.state.policy()).isEqualTo(SEVERE);
  }

  @Test
  void the_others_are_told_when_the_first_page_is_due_by_the_policy_as_it_runs() {
    Policy delayed = policy("severe", 3, level("PT10M", null, DB), level("PT15M", null, LD));
    course.opened(delayed, Scope.GLOBAL, Severity.SEV3).until("PT4M");
    Policy edited = policy("severe", 3, level("PT30M", null, DB));

    course.opened(edited, Scope.GLOBAL, Severity.SEV2).until("PT12M");
    course.opened(edited, Scope.GLOBAL, Severity.SEV1);

    assertThat(course.firstPages()).containsExactly("severe PT10M", "severe PT6M", "severe PT0S");
  }

  @Test
  void a_graver_incident_starts_the_same_policy_again_without_those_who_acknowledged() {
    course.opened(SEVERE, Scope.GLOBAL, Severity.SEV2).acknowledgedBy("wang-ming").until("PT3H");
    course.told();

    course.opened(SEVERE, Scope.GLOBAL, Severity.SEV1).until("PT185M");

    assertThat(course.told())
        .containsExactly(
            "started severe", "PT3H 1/0 post:DB:PRIMARY", "PT3H5M 2/0 post:DB:SUBSTITUTE");
    assertThat(course.pages().getLast().excluding()).containsExactly("wang-ming");
    course.acknowledgedBy("wang-ming");
    assertThat(course.state.phase())
        .as("who has it in hand may take up the graver one too")
        .isEqualTo(Phase.ACKNOWLEDGED);
  }

  @Test
  void a_graver_incident_whose_policy_ran_out_unanswered_starts_it_again() {
    Policy short1 = policy("p", 0, level("PT0S", null, DB));
    course.opened(short1, Scope.GLOBAL, Severity.SEV2).until("PT3H");
    assertThat(course.state.phase()).isEqualTo(Phase.EXHAUSTED);
    course.told();

    course.opened(short1, Scope.GLOBAL, Severity.SEV1).until("PT185M");

    assertThat(course.told())
        .containsExactly(
            "started p",
            "PT3H 1/0 post:DB:PRIMARY",
            "exhausted p",
            "PT3H5M 2/0 post:LD:PRIMARY",
            "PT3H5M 2/0 post:LD:SUBSTITUTE");
    assertThat(course.pages().get(course.pages().size() - 3).reason().en())
        .isEqualTo("level 1: graver or wider now, policy p starts again");
  }

  @Test
  void who_had_it_in_hand_counts_for_a_level_that_wants_two_but_does_not_stop_it_alone() {
    Level both = new Level(Duration.ZERO, List.of(DB, LD), List.of("SMS"), null, 2);
    course.opened(policy("light", 3, level("PT0S", null, DB)), Scope.REGIONAL, Severity.SEV4);
    course.acknowledgedBy("wang-ming").until("PT7M");

    course.opened(policy("severe", 0, both), Scope.GLOBAL, Severity.SEV2);
    assertThat(course.pages().getLast().excluding()).containsExactly("wang-ming");
    assertThat(course.state.phase()).isEqualTo(Phase.PAGING);

    course.acknowledgedBy("zhou-leader");
    assertThat(course.state.phase()).isEqualTo(Phase.ACKNOWLEDGED);
  }

  @Test
  void an_acknowledgement_that_expired_does_not_count_for_a_level_that_wants_two() {
    Level both =
        new Level(
            Duration.ZERO,
            List.of(DB, LD),
            List.of("SMS"),
            null,
            2,
            Duration.ofMinutes(30),
            null,
            null);
    course.opened(policy("two", 3, both)).acknowledgedBy("wang-ming").acknowledgedBy("li-fang");
    course.until("PT30M").acknowledgedBy("wang-ming");
    assertThat(course.state.phase()).isEqualTo(Phase.PAGING);

    course.acknowledgedBy("li-fang");
    assertThat(course.state.phase()).isEqualTo(Phase.ACKNOWLEDGED);
  }

  @Test
  void opened_and_promoted_in_one_go_only_the_last_policy_pages() {
    Policy light = policy("light", 3, level("PT0S", null, DB));

    course.happens(
        new FollowIncident(incident(Scope.REGIONAL, Severity.SEV4), light),
        new FollowIncident(incident(Scope.GLOBAL, Severity.SEV2), SEVERE));

    assertThat(course.told())
        .containsExactly("started light", "started severe", "PT0S 1/0 post:DB:PRIMARY");
    assertThat(course.state.outstanding()).hasSize(1);
  }

  @Test
  void an_ended_incident_withdraws_its_pages_and_a_recurrence_pages_anew() {
    Incident closed = new Incident("i-1", "payment", Scope.GLOBAL, Severity.SEV1, false, false);
    course
        .opened(SEVERE)
        .acknowledgedBy("wang-ming")
        .happens(new FollowIncident(closed, SEVERE))
        .until("PT30M");
    assertThat(course.state.phase()).isEqualTo(Phase.ENDED);
    course.told();

    course.opened(SEVERE);

    assertThat(course.told()).containsExactly("started severe", "PT30M 1/0 post:DB:PRIMARY");
    assertThat(course.pages().getLast().excluding()).isEmpty();
    assertThat(course.pages()).extracting(Page::pageId).doesNotHaveDuplicates();
  }

  @Test
  void a_person_who_acknowledged_is_not_paged_by_name() {
    Policy byName =
        policy("p", 0, level("PT0S", null, Target.person("wang-ming")), level("PT5M", null, LD));
    course.opened(policy("light", 0, level("PT0S", null, DB)), Scope.REGIONAL, Severity.SEV4);
    course.acknowledgedBy("wang-ming").opened(byName).until("PT5M");

    assertThat(course.told()).endsWith("started p", "PT5M 2/0 post:LD:PRIMARY");
  }
}
