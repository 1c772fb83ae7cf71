package io.tocsin.escalation.domain;

import static io.tocsin.escalation.domain.Course.DB;
import static io.tocsin.escalation.domain.Course.LD;
import static io.tocsin.escalation.domain.Course.level;
import static io.tocsin.escalation.domain.Course.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.Command.FollowIncident;
import io.tocsin.escalation.domain.Turns.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom a level pages, and how. */
class LevelTargetsTest {

  private final Course course = new Course();

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
    course.happens(new FollowIncident(of(List.of("yunxi", "linjiang"), List.of("AP")), policy));
    course.happens(new FollowIncident(of(List.of("yunxi"), List.of("NW", "SE")), policy));

    assertThat(course.until("PT5M").told())
        .containsExactly(
            "started p",
            "PT0S 1/0 post:UL/yunxi:ANY",
            "PT0S 1/0 post:UL/linjiang:ANY",
            "PT5M 2/0 post:NW:PRIMARY",
            "PT5M 2/0 post:SE:PRIMARY");
    assertThat(course.pages().get(1).before()).containsExactly(Call.liaison("yunxi"));
  }

  @Test
  void the_owner_of_the_system_is_paged_once_and_a_system_without_one_is_passed_over() {
    Level owner =
        level(
            "PT0S",
            null,
            Target.ownerOfSystem(),
            Target.person("zhao-lei"),
            Target.post("DB", null));
    Policy policy =
        policy("p", 0, owner, level("PT5M", null, Target.ownerOfSystem()), level("PT6M", null, LD));
    course.happens(new FollowIncident(owned("zhao-lei"), policy));
    course.happens(new FollowIncident(owned(null), policy));

    assertThat(course.until("PT5M").told())
        .containsExactly(
            "started p",
            "PT0S 1/0 person:zhao-lei",
            "PT0S 1/0 post:DB:ANY",
            "PT5M 3/0 post:LD:PRIMARY");
  }

  private static Incident owned(@Nullable String owner) {
    return new Incident(
        "i-1",
        "payment",
        Scope.GLOBAL,
        Severity.SEV1,
        false,
        true,
        List.of("yunxi"),
        List.of(),
        owner);
  }

  @Test
  void a_role_that_only_schedules_have_is_paged_like_primary_and_substitute() {
    Role third = new Role("THIRD_LINE");
    Level level =
        level(
            "PT0S",
            null,
            Target.bySchedule("DB", "db-duty", third),
            Target.post("NW", third),
            Target.causePosts(third));
    course.happens(new FollowIncident(of(List.of(), List.of("AP")), policy("p", 0, level)));

    assertThat(course.told())
        .containsExactly(
            "started p",
            "PT0S 1/0 post:DB@db-duty:THIRD_LINE",
            "PT0S 1/0 post:NW:THIRD_LINE",
            "PT0S 1/0 post:AP:THIRD_LINE");
  }

  private static Incident of(List<String> units, List<String> causePosts) {
    return new Incident(
        "i-1", "payment", Scope.GLOBAL, Severity.SEV1, false, true, units, causePosts);
  }

  private static Level inTurn(String after, Target... targets) {
    return new Level(
        Duration.parse(after),
        List.of(targets),
        List.of("SMS"),
        Duration.ofMinutes(1),
        1,
        null,
        true,
        null);
  }

  private static final Target A = Target.person("a");
  private static final Target B = Target.person("b");
  private static final Target C = Target.person("c");

  @Test
  void in_turn_every_incident_and_every_repeat_pages_the_next_one() {
    Policy policy = policy("p", 0, inTurn("PT0S", A, B, C), level("PT3M", null, LD));
    Map<Turn, Long> counters = new HashMap<>();

    assertThat(new Course(counters).opened(policy).until("PT2M").told())
        .containsExactly(
            "started p", "PT0S 1/0 person:a", "PT1M 1/1 person:b", "PT2M 1/2 person:c");
    assertThat(new Course(counters).opened(policy).told()).endsWith("PT0S 1/0 person:b");
    assertThat(new Course(counters).opened(policy).told()).endsWith("PT0S 1/0 person:c");
  }

  @Test
  void incidents_of_two_policies_that_alternate_starve_nobody() {
    Policy p = policy("p", 0, inTurn("PT0S", A, B));
    Policy q = policy("q", 0, inTurn("PT0S", A, B));
    Map<Turn, Long> counters = new HashMap<>();
    List<String> told = new ArrayList<>();
    for (Policy policy : List.of(p, q, p, q, p, q)) {
      told.add(new Course(counters).opened(policy).pages().getFirst().target().key());
    }

    assertThat(told)
        .containsExactly("person:a", "person:a", "person:b", "person:b", "person:a", "person:a");
  }

  @Test
  void a_level_counts_the_incidents_that_come_to_it_and_keeps_its_number_from_round_to_round() {
    Policy policy = policy("p", 1, inTurn("PT0S", A, B), inTurn("PT1M", C, Target.person("d")));
    Map<Turn, Long> counters = new HashMap<>();
    new Course(counters).opened(policy).acknowledgedBy("a");

    Course second = new Course(counters).opened(policy).until("PT3M");

    assertThat(second.told())
        .containsExactly(
            "started p",
            "PT0S 1/0 person:b",
            "PT1M 2/0 person:c",
            "PT2M 1/1 person:a",
            "PT3M 2/1 person:d");
  }

  @Test
  void where_one_cannot_be_reached_the_others_are_tried_in_turn_before_the_next_level() {
    Policy policy = policy("p", 0, inTurn("PT0S", A, B, C), level("PT5M", null, LD));
    course.opened(policy).unstaffed("1/1/0/person:a");
    course.assigned("1/1/1/person:b", "b").lost("1/1/1/person:b", "b");

    assertThat(course.told())
        .containsExactly(
            "started p", "PT0S 1/0 person:a", "PT0S 1/1 person:b", "PT0S 1/2 person:c");
    assertThat(course.pages().get(1).reason())
        .isEqualTo(
            new Reason(
                "第1级：轮到的人无人值守，轮到下一人",
                "level 1: nobody holds the post in turn, it is the next one's turn"));

    assertThat(course.unstaffed("1/1/2/person:c").told())
        .containsExactly("PT0S 2/0 post:LD:PRIMARY");
  }

  @Test
  void each_round_of_a_level_tries_all_of_them_again() {
    Policy policy = policy("p", 0, inTurn("PT0S", A, B), level("PT5M", null, LD));
    course.opened(policy).unstaffed("1/1/0/person:a").assigned("1/1/1/person:b", "b").until("PT1M");
    course.unstaffed("1/1/2/person:a");

    assertThat(course.told()).endsWith("PT1M 1/2 person:a", "PT1M 1/3 person:b");
  }

  @Test
  void whoever_has_it_in_hand_is_passed_over() {
    course.opened(policy("light", 0, level("PT0S", null, DB)), Scope.REGIONAL, Severity.SEV4);
    course.acknowledgedBy("a").opened(policy("p", 0, inTurn("PT0S", A, B)));

    assertThat(course.told()).endsWith("PT0S 1/0 person:b");
  }

  @Test
  void everyone_of_a_post_in_turn_is_one_of_them_by_the_number_of_the_turn() {
    Policy policy = policy("p", 0, inTurn("PT0S", Target.everyone("NW")));
    Map<Turn, Long> counters = new HashMap<>(Map.of(new Turn("p", 1), 7L));

    assertThat(new Course(counters).opened(policy).told()).endsWith("PT0S 1/0 post:NW:EVERYONE#7");
  }

  @Test
  void everyone_of_one_schedule_is_not_everyone_of_the_post() {
    course.opened(policy("p", 0, level("PT0S", null, Target.everyone("DB", "db-nights"))));

    assertThat(course.told()).endsWith("PT0S 1/0 post:DB@db-nights:EVERYONE");
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
