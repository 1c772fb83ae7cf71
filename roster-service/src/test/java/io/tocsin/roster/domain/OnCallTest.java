package io.tocsin.roster.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.domain.Duty.Nobody;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Duty.Why;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnCallTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Instant MONDAY = Instant.parse("2026-03-09T01:02:00Z");

  @Test
  void a_post_is_held_by_whose_turn_it_is_and_the_answer_says_why() {
    OnCall onCall =
        onCall(layer("weekly", OnCallRole.PRIMARY, "2026-01-05T08:30", "wang-ming", "li-fang"));

    Duty duty = onCall.holderAt("DB", OnCallRole.PRIMARY, MONDAY);

    assertThat(duty)
        .isEqualTo(
            new OnDuty(
                "li-fang",
                "db-duty",
                "weekly",
                9,
                Instant.parse("2026-03-09T00:30:00Z"),
                Instant.parse("2026-03-16T00:30:00Z")));
  }

  @Test
  void a_later_layer_beats_an_earlier_one_from_its_first_handoff_on() {
    OnCall onCall =
        onCall(
            layer("old", OnCallRole.PRIMARY, "2026-01-05T08:30", "wang-ming"),
            layer("new", OnCallRole.PRIMARY, "2026-03-09T12:00", "li-fang"));
    Instant noon = Instant.parse("2026-03-09T04:00:00Z");

    assertThat(onCall.holderAt("DB", OnCallRole.PRIMARY, MONDAY))
        .isInstanceOfSatisfying(
            OnDuty.class,
            d -> {
              assertThat(d.personId()).isEqualTo("wang-ming");
              assertThat(d.until()).isEqualTo(noon);
            });
    assertThat(onCall.holderAt("DB", OnCallRole.PRIMARY, noon))
        .isInstanceOfSatisfying(OnDuty.class, d -> assertThat(d.personId()).isEqualTo("li-fang"));
  }

  @Test
  void nobody_holds_a_post_without_a_schedule() {
    assertThat(onCall().holderAt("NW", OnCallRole.PRIMARY, MONDAY))
        .isEqualTo(new Nobody(Why.NO_SCHEDULE, null, null, null));
  }

  @Test
  void nobody_holds_a_role_without_a_layer() {
    OnCall onCall = onCall(layer("weekly", OnCallRole.PRIMARY, "2026-01-05T08:30", "wang-ming"));

    assertThat(onCall.holderAt("DB", OnCallRole.SUBSTITUTE, MONDAY))
        .isEqualTo(new Nobody(Why.NO_LAYER_FOR_ROLE, "db-duty", null, null));
  }

  @Test
  void nobody_holds_a_post_before_the_first_handoff_and_the_answer_says_when_it_comes() {
    OnCall onCall = onCall(layer("weekly", OnCallRole.PRIMARY, "2026-03-14T08:00", "wang-ming"));

    assertThat(onCall.holderAt("DB", OnCallRole.PRIMARY, MONDAY))
        .isEqualTo(
            new Nobody(Why.NOT_BEGUN, "db-duty", Instant.parse("2026-03-14T00:00:00Z"), null));
  }

  @Test
  void a_substitute_is_never_the_primary() {
    OnCall onCall =
        onCall(
            layer("first", OnCallRole.PRIMARY, "2026-01-05T08:30", "wang-ming", "li-fang"),
            layer("second", OnCallRole.SUBSTITUTE, "2026-01-05T08:30", "li-fang"));

    assertThat(onCall.holderAt("DB", OnCallRole.SUBSTITUTE, MONDAY))
        .isEqualTo(new Nobody(Why.SAME_AS_PRIMARY, "db-duty", null, "li-fang"));
    assertThat(onCall.holderAt("DB", OnCallRole.SUBSTITUTE, MONDAY.minusSeconds(7 * 86400)))
        .isInstanceOf(OnDuty.class);
  }

  @Test
  void the_first_schedule_that_has_somebody_answers() {
    Schedule begun =
        schedule("db-duty", layer("a", OnCallRole.PRIMARY, "2026-01-05T08:30", "wang-ming"));
    Schedule ahead =
        schedule("db-later", layer("b", OnCallRole.PRIMARY, "2027-01-05T08:30", "li-fang"));

    assertThat(new OnCall(List.of(ahead, begun)).holderAt("DB", OnCallRole.PRIMARY, MONDAY))
        .isInstanceOfSatisfying(OnDuty.class, d -> assertThat(d.schedule()).isEqualTo("db-duty"));
  }

  private static OnCall onCall(Layer... layers) {
    return new OnCall(List.of(schedule("db-duty", layers)));
  }

  private static Schedule schedule(String id, Layer... layers) {
    return new Schedule(id, "DB", ZONE, List.of(layers));
  }

  private static Layer layer(String name, OnCallRole role, String handoff, String... people) {
    return new Layer(
        name,
        role,
        new Rotation(TurnLength.parse("P1W"), LocalDateTime.parse(handoff), List.of(people)));
  }
}
