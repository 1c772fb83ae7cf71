package io.tocsin.roster.domain;

import static io.tocsin.roster.domain.Rosters.MONDAY;
import static io.tocsin.roster.domain.Rosters.at;
import static io.tocsin.roster.domain.Rosters.layer;
import static io.tocsin.roster.domain.Rosters.override;
import static io.tocsin.roster.domain.Rosters.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.roster.domain.Duty.Cause;
import io.tocsin.roster.domain.Duty.Nobody;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Duty.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** zhao-lei has left; li-fang's is the week by the layers, and sun-qian helps out at times. */
class PresentTest {

  private static final Schedule DB = schedule(layer("p", OnCallRole.PRIMARY, "li-fang"));
  private static final Set<String> LEFT = Set.of("zhao-lei");
  private static final Instant NOON = at("2026-03-10T12:00");
  private static final ScheduleBook TENTH =
      ScheduleBook.empty("db-duty")
          .with(override("zhao-lei", "2026-03-10T09:00", "2026-03-10T18:00"));

  @Test
  void an_override_by_somebody_who_has_left_is_passed_over_with_its_reason() {
    assertThat(holder(plan(DB, TENTH), NOON))
        .isInstanceOfSatisfying(
            OnDuty.class,
            d -> {
              assertThat(d.personId()).isEqualTo("li-fang");
              assertThat(d.cause())
                  .isEqualTo(new Cause.PassedOver("zhao-lei", new Cause.Rotated("p", 9)));
              assertThat(d.from()).isEqualTo(at("2026-03-10T09:00"));
              assertThat(d.until()).isEqualTo(at("2026-03-10T18:00"));
            });
  }

  @Test
  void what_they_did_before_they_left_stays_on_record() {
    ShiftPlan plan = plan(DB, TENTH, NOON);

    assertThat(plan.shifts(OnCallRole.PRIMARY, at("2026-03-10T09:00"), at("2026-03-10T18:00")))
        .extracting(s -> Rosters.person(s.duty()), Shift::from)
        .containsExactly(tuple("zhao-lei", at("2026-03-10T09:00")), tuple("li-fang", NOON));
  }

  @Test
  void an_override_beneath_it_comes_to_hold_again_and_so_does_a_swap_of_what_they_had() {
    ScheduleBook both =
        ScheduleBook.empty("db-duty")
            .with(override("wang-ming", "2026-03-10T08:00", "2026-03-10T18:00"))
            .with(override("zhao-lei", "2026-03-10T09:00", "2026-03-10T18:00"));
    ScheduleBook given = TENTH.with(swap("zhao-lei", "sun-qian"));

    assertThat(Rosters.person(holder(plan(DB, both), NOON))).isEqualTo("wang-ming");
    assertThat(Rosters.person(holder(plan(DB, given), NOON)))
        .as("whoever took it over is there")
        .isEqualTo("sun-qian");
  }

  @Test
  void whoever_gave_a_shift_to_somebody_who_has_left_has_it_again() {
    ScheduleBook given = ScheduleBook.empty("db-duty").with(swap("li-fang", "zhao-lei"));

    assertThat(Rosters.person(holder(plan(DB, given), NOON))).isEqualTo("li-fang");
  }

  @Test
  void where_nobody_else_is_there_it_is_said_who_has_left() {
    Schedule none = schedule(layer("s", OnCallRole.SUBSTITUTE, "li-fang"));

    assertThat(holder(plan(none, TENTH), NOON))
        .isEqualTo(new Nobody(Why.LEFT, "db-duty", null, "zhao-lei"));
  }

  @Test
  void an_override_that_is_passed_over_is_warned_of() {
    GapSearch search =
        new GapSearch(new OnCall(List.of(plan(DB, TENTH))), List.of("DB"), Set.of(), p -> false);

    assertThat(search.between(MONDAY, MONDAY.plus(Duration.ofDays(7))))
        .filteredOn(gap -> gap.role().equals(OnCallRole.PRIMARY))
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.kind()).isEqualTo(Gap.Kind.UNVERIFIED);
          assertThat(gap.person()).isEqualTo("zhao-lei");
          assertThat(gap.from()).isEqualTo(at("2026-03-10T09:00"));
          assertThat(gap.until()).isEqualTo(at("2026-03-10T18:00"));
        });
  }

  private static ShiftSwap swap(String giver, String taker) {
    return new ShiftSwap(
        "swap",
        ShiftSwap.State.EFFECTIVE,
        giver,
        taker,
        new ShiftSwap.Piece(OnCallRole.PRIMARY, at("2026-03-10T09:00"), at("2026-03-10T18:00")),
        null,
        "why",
        MONDAY,
        MONDAY,
        null);
  }

  private static Duty holder(ShiftPlan plan, Instant t) {
    return plan.holderAt(OnCallRole.PRIMARY, t);
  }

  private static ShiftPlan plan(Schedule schedule, ScheduleBook book) {
    return plan(schedule, book, MONDAY);
  }

  private static ShiftPlan plan(Schedule schedule, ScheduleBook book, Instant since) {
    return new ShiftPlan(
        schedule,
        book,
        Map.of(),
        HolidayCalendar.NONE.lookup(),
        new Present(p -> !LEFT.contains(p), since));
  }
}
