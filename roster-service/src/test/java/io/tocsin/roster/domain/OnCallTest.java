package io.tocsin.roster.domain;

import static io.tocsin.roster.domain.Rosters.MONDAY;
import static io.tocsin.roster.domain.Rosters.SHANGHAI;
import static io.tocsin.roster.domain.Rosters.at;
import static io.tocsin.roster.domain.Rosters.layer;
import static io.tocsin.roster.domain.Rosters.person;
import static io.tocsin.roster.domain.Rosters.plan;
import static io.tocsin.roster.domain.Rosters.schedule;
import static io.tocsin.roster.domain.Rosters.turns;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.domain.Duty.Cause;
import io.tocsin.roster.domain.Duty.Nobody;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Duty.Why;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnCallTest {

  @Test
  void a_post_is_held_by_whose_turn_it_is_and_the_answer_says_why() {
    OnCall onCall = onCall(schedule(layer("weekly", OnCallRole.PRIMARY, "wang-ming", "li-fang")));

    assertThat(onCall.holderAt("DB", OnCallRole.PRIMARY, MONDAY, null))
        .isEqualTo(
            new OnDuty(
                "li-fang",
                "db-duty",
                new Cause.Rotated("weekly", 9),
                at("2026-03-09T08:30"),
                at("2026-03-16T08:30")));
  }

  @Test
  void a_later_layer_beats_an_earlier_one_from_its_first_handoff_on() {
    OnCall onCall =
        onCall(
            schedule(
                layer("old", OnCallRole.PRIMARY, "wang-ming"),
                turns("new", OnCallRole.PRIMARY, "P1W", "2026-03-09T12:00", "li-fang")));

    assertThat(onCall.holderAt("DB", OnCallRole.PRIMARY, MONDAY, null))
        .isInstanceOfSatisfying(
            OnDuty.class,
            d -> {
              assertThat(d.personId()).isEqualTo("wang-ming");
              assertThat(d.until()).isEqualTo(at("2026-03-09T12:00"));
            });
    assertThat(person(onCall.holderAt("DB", OnCallRole.PRIMARY, at("2026-03-09T12:00"), null)))
        .isEqualTo("li-fang");
  }

  @Test
  void nobody_holds_a_post_without_a_schedule() {
    assertThat(onCall().holderAt("NW", OnCallRole.PRIMARY, MONDAY, null))
        .isEqualTo(new Nobody(Why.NO_SCHEDULE, null, null, null));
  }

  @Test
  void nobody_holds_a_role_without_a_layer() {
    OnCall onCall = onCall(schedule(layer("weekly", OnCallRole.PRIMARY, "wang-ming")));

    assertThat(onCall.holderAt("DB", OnCallRole.SUBSTITUTE, MONDAY, null))
        .isEqualTo(new Nobody(Why.NO_LAYER_FOR_ROLE, "db-duty", null, null));
  }

  @Test
  void nobody_holds_a_post_before_the_first_handoff_and_the_answer_says_when_it_comes() {
    OnCall onCall =
        onCall(
            schedule(turns("weekly", OnCallRole.PRIMARY, "P1W", "2026-03-14T08:00", "wang-ming")));

    assertThat(onCall.holderAt("DB", OnCallRole.PRIMARY, MONDAY, null))
        .isEqualTo(new Nobody(Why.NOT_BEGUN, "db-duty", at("2026-03-14T08:00"), null));
  }

  @Test
  void a_substitute_is_never_the_primary() {
    OnCall onCall =
        onCall(
            schedule(
                layer("first", OnCallRole.PRIMARY, "wang-ming", "li-fang"),
                layer("second", OnCallRole.SUBSTITUTE, "li-fang")));

    assertThat(onCall.holderAt("DB", OnCallRole.SUBSTITUTE, MONDAY, null))
        .isEqualTo(new Nobody(Why.SAME_AS_PRIMARY, "db-duty", null, "li-fang"));
    assertThat(onCall.holderAt("DB", OnCallRole.SUBSTITUTE, MONDAY.minus(Duration.ofDays(7)), null))
        .isInstanceOf(OnDuty.class);
  }

  @Test
  void a_substitute_of_one_schedule_is_not_the_primary_of_another_one_of_the_post() {
    OnCall onCall =
        onCall(
            new Schedule("one", "DB", SHANGHAI, List.of(layer("a", OnCallRole.PRIMARY, "x"))),
            new Schedule("two", "DB", SHANGHAI, List.of(layer("b", OnCallRole.SUBSTITUTE, "x"))));

    assertThat(onCall.holderAt("DB", OnCallRole.SUBSTITUTE, MONDAY, null))
        .isEqualTo(new Nobody(Why.SAME_AS_PRIMARY, "two", null, "x"));
  }

  @Test
  void where_the_substitute_of_one_schedule_is_the_primary_that_of_the_next_one_answers() {
    OnCall onCall =
        onCall(
            new Schedule("one", "DB", SHANGHAI, List.of(layer("a", OnCallRole.PRIMARY, "x"))),
            new Schedule("two", "DB", SHANGHAI, List.of(layer("b", OnCallRole.SUBSTITUTE, "x"))),
            new Schedule("three", "DB", SHANGHAI, List.of(layer("c", OnCallRole.SUBSTITUTE, "y"))));

    assertThat(person(onCall.holderAt("DB", OnCallRole.SUBSTITUTE, MONDAY, null))).isEqualTo("y");
    assertThat(
            onCall.shifts(
                "DB", OnCallRole.SUBSTITUTE, MONDAY, MONDAY.plus(Duration.ofDays(3)), null))
        .extracting(s -> person(s.duty()))
        .containsExactly("y");
  }

  @Test
  void a_sub_office_is_answered_for_by_its_bureau() {
    Schedule general = schedule(layer("a", OnCallRole.PRIMARY, "wang-ming"));
    OnCall onCall =
        new OnCall(
            List.of(
                plan(general),
                plan(of("yunxi", layer("b", OnCallRole.PRIMARY, "local"))),
                plan(of("centre", layer("c", OnCallRole.PRIMARY, "central")))),
            Map.of("counter", "east", "east", "yunxi", "yunxi", "centre", "baita", "centre"));

    assertThat(person(onCall.holderAt("DB", OnCallRole.PRIMARY, MONDAY, "counter")))
        .isEqualTo("local");
    assertThat(person(onCall.holderAt("DB", OnCallRole.PRIMARY, MONDAY, "baita")))
        .isEqualTo("wang-ming");
    assertThat(person(onCall.holderAt("DB", OnCallRole.PRIMARY, MONDAY, "centre")))
        .isEqualTo("central");
  }

  private static Schedule of(String unit, Layer layer) {
    return new Schedule(unit + "-db", "DB", unit, null, null, SHANGHAI, List.of(layer));
  }

  @Test
  void the_first_schedule_that_has_somebody_answers() {
    Schedule begun = schedule(layer("a", OnCallRole.PRIMARY, "wang-ming"));
    Schedule ahead =
        new Schedule(
            "db-later",
            "DB",
            SHANGHAI,
            List.of(turns("b", OnCallRole.PRIMARY, "P1W", "2027-01-05T08:30", "li-fang")));

    assertThat(onCall(ahead, begun).holderAt("DB", OnCallRole.PRIMARY, MONDAY, null))
        .isInstanceOfSatisfying(OnDuty.class, d -> assertThat(d.schedule()).isEqualTo("db-duty"));
  }

  @Test
  void a_units_own_schedule_answers_for_it_and_for_nobody_else() {
    Schedule general = schedule(layer("a", OnCallRole.PRIMARY, "wang-ming"));
    Schedule own = of("yunxi", layer("b", OnCallRole.PRIMARY, "local"));
    OnCall onCall = onCall(general, own);

    assertThat(person(onCall.holderAt("DB", OnCallRole.PRIMARY, MONDAY, "yunxi")))
        .isEqualTo("local");
    assertThat(person(onCall.holderAt("DB", OnCallRole.PRIMARY, MONDAY, "baita")))
        .isEqualTo("wang-ming");
    assertThat(person(onCall.holderAt("DB", OnCallRole.PRIMARY, MONDAY, null)))
        .isEqualTo("wang-ming");
  }

  private static OnCall onCall(Schedule... schedules) {
    return new OnCall(List.of(schedules).stream().map(s -> plan(s)).toList());
  }
}
