package io.tocsin.escalation.domain;

import static io.tocsin.escalation.domain.Course.DB;
import static io.tocsin.escalation.domain.Course.LD;
import static io.tocsin.escalation.domain.Course.level;
import static io.tocsin.escalation.domain.Course.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.Command.FollowIncident;
import java.time.Duration;
import java.util.List;
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
