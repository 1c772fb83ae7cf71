package io.tocsin.escalation.domain;

import static io.tocsin.escalation.domain.Course.incident;
import static io.tocsin.escalation.domain.Course.level;
import static io.tocsin.escalation.domain.Course.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.Command.Acknowledge;
import io.tocsin.escalation.domain.Command.FollowIncident;
import io.tocsin.escalation.domain.Command.NoteProgress;
import io.tocsin.escalation.domain.Command.NoteUnstaffed;
import io.tocsin.escalation.domain.Effect.Page;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EscalationTest {

  private static final Target DB = Target.post("DB", Role.PRIMARY);
  private static final Target DB_SUBSTITUTE = Target.post("DB", Role.SUBSTITUTE);
  private static final Target LD = Target.post("LD", Role.PRIMARY);
  private static final Target DEPUTY = Target.post("LD", Role.SUBSTITUTE);

  /** The first level at once, the substitute at 5 minutes, the deputy leader at 10. */
  private static final Policy SEVERE =
      policy(
          "severe",
          3,
          level("PT0S", null, DB),
          level("PT5M", null, DB_SUBSTITUTE),
          level("PT10M", null, DEPUTY));

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
        .containsExactly("第1级:事件开启即呼叫", "第2级:5分钟内无人确认", "第3级:5分钟内无人确认");
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
            new Reason("第1级第2次呼叫:2分钟内无人确认", "level 1, page 2: not acknowledged within 2 min"));
    assertThat(course.pages().get(2).acknowledgeWithin()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void after_the_last_repeat_all_leaders_are_paged_and_an_alarm_is_raised() {
    course
        .opened(policy("p", 1, level("PT0S", null, DB), level("PT5M", null, DB_SUBSTITUTE)))
        .until("PT3H");

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
    assertThat(course.pages().get(2).reason().zh()).isEqualTo("第2轮第1级:10分钟内无人确认");
    assertThat(course.state.dueAt()).isNull();
    assertThat(course.state.phase()).isEqualTo(Phase.EXHAUSTED);
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

    course.acknowledgedBy("zhou-leader");
    assertThat(course.state.phase()).isEqualTo(Phase.ACKNOWLEDGED);
  }

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
        .isEqualTo(new Reason("第2级:第1级无人值守", "level 2: nobody staffs level 1"));
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
                "策略 severe 的各级均无人值守,呼叫全体组长(第3级无人值守)",
                "nobody staffs any level of policy severe: all leaders are paged (nobody staffs level 3)"));
  }

  @Test
  void leaders_who_cannot_be_reached_either_are_tried_again_but_the_alarm_is_raised_once() {
    course
        .opened(policy("p", 0, level("PT0S", null, DB)))
        .unstaffed("1/1/0/post:DB:PRIMARY")
        .unstaffed("1/2/0/post:LD:PRIMARY")
        .unstaffed("1/2/0/post:LD:SUBSTITUTE")
        .until("PT5M");

    assertThat(course.told())
        .endsWith(
            "exhausted p",
            "PT0S 2/0 post:LD:PRIMARY",
            "PT0S 2/0 post:LD:SUBSTITUTE",
            "PT5M 2/1 post:LD:PRIMARY",
            "PT5M 2/1 post:LD:SUBSTITUTE");
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
        .isEqualTo(new Reason("第2级:第1级人员均无法送达", "level 2: nobody of level 1 could be reached"));
  }

  @Test
  void after_a_stall_the_level_that_was_due_meanwhile_goes_out_once() {
    course.opened(SEVERE).stalledUntil("PT8M").until("PT9M");

    assertThat(course.told())
        .containsExactly(
            "started severe", "PT0S 1/0 post:DB:PRIMARY", "PT8M 2/0 post:DB:SUBSTITUTE");
    assertThat(course.state.dueAt()).isEqualTo(Course.START.plus(Duration.ofMinutes(10)));
  }

  @Test
  void after_a_long_stall_one_current_page_goes_out_and_names_how_many_levels_it_skips() {
    course.opened(SEVERE).stalledUntil("PT21M");

    assertThat(course.told()).endsWith("PT0S 1/0 post:DB:PRIMARY", "PT21M 2/0 post:DB:SUBSTITUTE");
    assertThat(course.pages().getLast().reason())
        .isEqualTo(
            new Reason(
                "第2轮第2级:21分钟内无人确认,处理曾中断,略过其间到期的3级",
                "round 2, level 2: not acknowledged within 21 min; 3 level(s) that fell due during a"
                    + " stall are skipped"));
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

    course.happens(new Acknowledge("wang-ming", "王明", first, Course.START.plusSeconds(60)));
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

  @Test
  void a_person_who_acknowledged_is_not_paged_by_name() {
    Policy byName =
        policy("p", 0, level("PT0S", null, Target.person("wang-ming")), level("PT5M", null, LD));
    course.opened(policy("light", 0, level("PT0S", null, DB)), Scope.REGIONAL, Severity.SEV4);
    course.acknowledgedBy("wang-ming").opened(byName).until("PT5M");

    assertThat(course.told()).endsWith("started p", "PT5M 2/0 post:LD:PRIMARY");
  }

  @Test
  void an_answer_to_a_page_of_an_earlier_level_changes_nothing() {
    course.opened(SEVERE).until("PT5M");
    Escalation before = course.state;

    course.happens(new NoteUnstaffed("1/1/0/post:DB:PRIMARY"));

    assertThat(course.state).isSameAs(before);
  }

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
                "第1级:wang-ming 已确认,但30分钟内没有进展,重新呼叫",
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

  @Test
  void a_level_that_names_nobody_for_this_incident_is_passed_over_at_once() {
    Level cause = level("PT0S", null, Target.causePosts(Role.PRIMARY));
    course.opened(policy("p", 0, cause, level("PT5M", null, LD)));

    assertThat(course.told()).containsExactly("started p", "PT0S 2/0 post:LD:PRIMARY");
    assertThat(course.pages().getFirst().reason().en())
        .isEqualTo("level 2: level 1 names nobody for this incident");
  }

  @Test
  void the_posts_of_the_cause_and_the_liaisons_of_the_units_are_those_known_at_the_time() {
    Policy policy =
        policy(
            "p",
            0,
            level("PT0S", null, Target.liaisonsOfUnits()),
            level("PT5M", null, Target.causePosts(Role.PRIMARY)));
    course.happens(new FollowIncident(of(List.of("yunxi", "linjiang"), List.of("AP"), 0), policy));
    course.happens(new FollowIncident(of(List.of("yunxi"), List.of("NW", "SE"), 0), policy));

    assertThat(course.until("PT5M").told())
        .containsExactly(
            "started p",
            "PT0S 1/0 post:UL/yunxi:ANY",
            "PT0S 1/0 post:UL/linjiang:ANY",
            "PT5M 2/0 post:NW:PRIMARY",
            "PT5M 2/0 post:SE:PRIMARY");
    assertThat(course.pages().get(1).before()).containsExactly(Call.liaison("yunxi"));
  }

  private static Incident of(List<String> units, List<String> causePosts, long ordinal) {
    return new Incident(
        "i-1", "payment", Scope.GLOBAL, Severity.SEV1, false, true, units, causePosts, ordinal);
  }

  @Test
  void in_turn_every_incident_and_every_repeat_pages_the_next_one() {
    Level turns =
        new Level(
            Duration.ZERO,
            List.of(Target.person("a"), Target.person("b"), Target.person("c")),
            List.of("SMS"),
            Duration.ofMinutes(1),
            1,
            null,
            true,
            null);
    course.happens(new FollowIncident(of(List.of(), List.of(), 42), policy("p", 0, turns)));

    assertThat(course.told()).containsExactly("started p", "PT0S 1/0 person:a");
    Policy long3 = policy("q", 0, turns, level("PT4M", null, LD));
    Course other = new Course();
    other.happens(new FollowIncident(of(List.of(), List.of(), 43), long3)).until("PT3M");
    assertThat(other.pages())
        .extracting(p -> p.target().key())
        .containsExactly("person:b", "person:c", "person:a", "person:b");
  }

  @Test
  void everyone_of_a_post_in_turn_is_one_of_them_by_the_number_of_the_incident() {
    Level turns =
        new Level(
            Duration.ZERO,
            List.of(Target.everyone("NW")),
            List.of("SMS"),
            null,
            1,
            null,
            true,
            null);
    course.happens(new FollowIncident(of(List.of(), List.of(), 7), policy("p", 0, turns)));

    assertThat(course.told()).endsWith("PT0S 1/0 post:NW:EVERYONE#7");
  }

  @Test
  void a_grave_incident_is_paged_by_the_channels_of_its_severity() {
    Level level =
        new Level(
            Duration.ZERO,
            List.of(DB),
            List.of("EMAIL"),
            null,
            1,
            null,
            null,
            List.of(new Level.SeverityChannels(List.of(Severity.SEV1), List.of("SMS", "VOICE"))));
    course.opened(policy("p", 0, level));
    assertThat(course.pages().getFirst().channels()).containsExactly("SMS", "VOICE");

    Course light = new Course().opened(policy("p", 0, level), Scope.REGIONAL, Severity.SEV4);
    assertThat(light.pages().getFirst().channels()).containsExactly("EMAIL");
  }
}
