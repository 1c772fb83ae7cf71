package io.tocsin.roster.domain;

import static io.tocsin.roster.domain.Rosters.MONDAY;
import static io.tocsin.roster.domain.Rosters.SHANGHAI;
import static io.tocsin.roster.domain.Rosters.at;
import static io.tocsin.roster.domain.Rosters.layer;
import static io.tocsin.roster.domain.Rosters.leave;
import static io.tocsin.roster.domain.Rosters.override;
import static io.tocsin.roster.domain.Rosters.person;
import static io.tocsin.roster.domain.Rosters.plan;
import static io.tocsin.roster.domain.Rosters.schedule;
import static io.tocsin.roster.domain.Rosters.turns;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.domain.Duty.Cause;
import io.tocsin.roster.domain.Duty.Nobody;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Duty.Why;
import io.tocsin.roster.domain.HolidayCalendar.Day;
import io.tocsin.roster.domain.HolidayCalendar.Kind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShiftPlanTest {

  private static final OnCallRole THIRD = new OnCallRole("THIRD_LINE");
  private static final Schedule DB =
      schedule(
          layer("p", OnCallRole.PRIMARY, "wang-ming"),
          layer("s", OnCallRole.SUBSTITUTE, "li-fang"));

  @Test
  void an_override_beats_every_layer_and_says_in_whose_place() {
    ShiftPlan plan = plan(DB, book(override("zhao-lei", "2026-03-09T09:00", "2026-03-09T18:00")));

    assertThat(plan.holderAt(OnCallRole.PRIMARY, MONDAY))
        .isInstanceOfSatisfying(
            OnDuty.class,
            d -> {
              assertThat(d.personId()).isEqualTo("zhao-lei");
              assertThat(d.from()).isEqualTo(at("2026-03-09T09:00"));
              assertThat(d.until()).isEqualTo(at("2026-03-09T18:00"));
              assertThat(d.cause())
                  .isInstanceOfSatisfying(
                      Cause.Overridden.class,
                      c -> {
                        assertThat(c.instead()).isEqualTo("wang-ming");
                        assertThat(c.reason()).isEqualTo("exam");
                      });
            });
    assertThat(plan.holderAt(OnCallRole.PRIMARY, at("2026-03-09T18:00")))
        .isInstanceOfSatisfying(
            OnDuty.class,
            d -> {
              assertThat(d.personId()).isEqualTo("wang-ming");
              assertThat(d.from()).isEqualTo(at("2026-03-09T18:00"));
              assertThat(d.until()).isEqualTo(at("2026-03-16T08:30"));
            });
  }

  @Test
  void of_two_overrides_the_one_entered_later_holds() {
    ShiftPlan plan =
        plan(
            DB,
            book(
                override("zhao-lei", "2026-03-09T09:00", "2026-03-09T18:00"),
                override("sun-qian", "2026-03-09T08:00", "2026-03-09T10:00")));

    assertThat(person(plan.holderAt(OnCallRole.PRIMARY, MONDAY))).isEqualTo("sun-qian");
    assertThat(person(plan.holderAt(OnCallRole.PRIMARY, at("2026-03-09T10:00"))))
        .isEqualTo("zhao-lei");
  }

  @Test
  void when_the_primary_is_on_leave_the_substitute_moves_up_and_nobody_follows() {
    ShiftPlan plan =
        plan(
            DB,
            ScheduleBook.empty("db-duty"),
            leave("wang-ming", "2026-03-09T08:00", "2026-03-10T08:00"));

    assertThat(plan.holderAt(OnCallRole.PRIMARY, MONDAY))
        .isEqualTo(
            new OnDuty(
                "li-fang",
                "db-duty",
                new Cause.MovedUp(OnCallRole.SUBSTITUTE, "wang-ming", new Cause.Rotated("s", 9)),
                at("2026-03-09T08:30"),
                at("2026-03-10T08:00")));
    assertThat(plan.holderAt(OnCallRole.SUBSTITUTE, MONDAY))
        .isEqualTo(new Nobody(Why.MOVED_UP, "db-duty", null, "li-fang"));
    assertThat(person(plan.holderAt(OnCallRole.PRIMARY, at("2026-03-10T08:00"))))
        .isEqualTo("wang-ming");
  }

  @Test
  void each_role_below_moves_up_by_one() {
    Schedule three =
        schedule(
            layer("t", THIRD, "zhao-lei"),
            layer("p", OnCallRole.PRIMARY, "wang-ming"),
            layer("s", OnCallRole.SUBSTITUTE, "li-fang"));
    ShiftPlan plan =
        plan(
            three,
            ScheduleBook.empty("db-duty"),
            leave("wang-ming", "2026-03-09T08:00", "2026-03-10T08:00"));

    assertThat(person(plan.holderAt(OnCallRole.PRIMARY, MONDAY))).isEqualTo("li-fang");
    assertThat(person(plan.holderAt(OnCallRole.SUBSTITUTE, MONDAY))).isEqualTo("zhao-lei");
    assertThat(plan.holderAt(THIRD, MONDAY))
        .isEqualTo(new Nobody(Why.MOVED_UP, "db-duty", null, "zhao-lei"));
  }

  @Test
  void when_both_are_on_leave_nobody_is_on_duty_and_the_answer_says_why() {
    ShiftPlan plan =
        plan(
            DB,
            ScheduleBook.empty("db-duty"),
            leave("wang-ming", "2026-03-09T08:00", "2026-03-10T08:00"),
            leave("li-fang", "2026-03-09T08:00", "2026-03-10T08:00"));

    assertThat(plan.holderAt(OnCallRole.PRIMARY, MONDAY))
        .isEqualTo(new Nobody(Why.ON_LEAVE, "db-duty", null, "wang-ming"));
  }

  @Test
  void leave_beats_an_override_too_for_who_is_away_is_away() {
    ShiftPlan plan =
        plan(
            DB,
            book(override("zhao-lei", "2026-03-09T08:00", "2026-03-10T08:00")),
            leave("zhao-lei", "2026-03-09T09:00", "2026-03-09T12:00"));

    assertThat(person(plan.holderAt(OnCallRole.PRIMARY, MONDAY))).isEqualTo("li-fang");
    assertThat(person(plan.holderAt(OnCallRole.PRIMARY, at("2026-03-09T12:00"))))
        .isEqualTo("zhao-lei");
  }

  @Test
  void a_swap_exchanges_two_people_once_it_is_effective() {
    Schedule weekly = schedule(layer("p", OnCallRole.PRIMARY, "wang-ming", "li-fang"));
    ShiftSwap.Piece give = piece("2026-03-16T08:30", "2026-03-23T08:30");
    ShiftSwap.Piece take = piece("2026-03-23T08:30", "2026-03-30T08:30");

    ShiftPlan proposed = plan(weekly, book(swap(ShiftSwap.State.PROPOSED, give, take)));
    ShiftPlan effective = plan(weekly, book(swap(ShiftSwap.State.EFFECTIVE, give, take)));

    assertThat(person(proposed.holderAt(OnCallRole.PRIMARY, at("2026-03-17T08:30"))))
        .isEqualTo("wang-ming");
    assertThat(person(effective.holderAt(OnCallRole.PRIMARY, at("2026-03-17T08:30"))))
        .isEqualTo("li-fang");
    assertThat(effective.holderAt(OnCallRole.PRIMARY, at("2026-03-24T08:30")))
        .isEqualTo(
            new OnDuty(
                "wang-ming",
                "db-duty",
                new Cause.Swapped("swap", "li-fang"),
                at("2026-03-23T08:30"),
                at("2026-03-30T08:30")));
  }

  @Test
  void a_layer_is_in_force_only_in_its_hours_and_the_one_below_shows_through() {
    Window nights =
        new Window(
            EnumSet.noneOf(DayOfWeek.class), Set.of(), LocalTime.of(18, 0), LocalTime.of(8, 0));
    Layer night =
        new Layer(
            "night",
            OnCallRole.PRIMARY,
            layer("x", OnCallRole.PRIMARY, "night-owl").rotation(),
            List.of(nights));
    ShiftPlan plan = plan(schedule(layer("day", OnCallRole.PRIMARY, "wang-ming"), night));

    assertThat(plan.shifts(OnCallRole.PRIMARY, at("2026-03-10T00:00"), at("2026-03-11T00:00")))
        .extracting(s -> person(s.duty()) + " " + s.from().atZone(SHANGHAI).toLocalTime())
        .containsExactly("night-owl 00:00", "wang-ming 08:00", "night-owl 18:00");
  }

  @Test
  void a_make_up_saturday_is_worked_and_a_holiday_is_not() {
    HolidayCalendar calendar =
        new HolidayCalendar(
            List.of(
                new Day(LocalDate.of(2026, 2, 14), "春节调休上班", Kind.MAKE_UP),
                new Day(LocalDate.of(2026, 2, 16), "春节", Kind.HOLIDAY)));
    Layer office =
        new Layer(
            "office",
            OnCallRole.PRIMARY,
            layer("x", OnCallRole.PRIMARY, "wang-ming").rotation(),
            List.of(
                new Window(
                    Set.of(), Set.of(DayKind.WORKDAY), LocalTime.of(9, 0), LocalTime.of(17, 0))));
    ShiftPlan plan =
        new ShiftPlan(schedule(office), ScheduleBook.empty("db-duty"), Map.of(), calendar.lookup());

    assertThat(person(plan.holderAt(OnCallRole.PRIMARY, at("2026-02-14T10:00"))))
        .isEqualTo("wang-ming");
    assertThat(plan.holderAt(OnCallRole.PRIMARY, at("2026-02-16T10:00")))
        .isInstanceOfSatisfying(Nobody.class, n -> assertThat(n.why()).isEqualTo(Why.OFF_HOURS));
    assertThat(person(plan.holderAt(OnCallRole.PRIMARY, at("2026-02-15T10:00")))).isNull();
  }

  @Test
  void a_layer_can_be_filled_from_a_calendar() {
    Layer external = new Layer("vendor", OnCallRole.PRIMARY, null, List.of());
    ScheduleBook book =
        ScheduleBook.empty("db-duty")
            .withImported(
                "vendor",
                List.of(
                    new ImportedShift("sun-qian", at("2026-03-09T08:00"), at("2026-03-09T20:00"))),
                at("2026-02-07T08:00"));
    ShiftPlan plan = plan(schedule(external), book);

    assertThat(plan.holderAt(OnCallRole.PRIMARY, MONDAY))
        .isEqualTo(
            new OnDuty(
                "sun-qian",
                "db-duty",
                new Cause.Imported("vendor"),
                at("2026-03-09T08:00"),
                at("2026-03-09T20:00")));
    assertThat(person(plan.holderAt(OnCallRole.PRIMARY, at("2026-03-09T20:00")))).isNull();
  }

  @Test
  void the_shifts_of_an_interval_are_joined_and_leave_no_hole() {
    ShiftPlan plan =
        plan(
            schedule(turns("p", OnCallRole.PRIMARY, "P1D", "2026-03-01T08:00", "a", "b")),
            ScheduleBook.empty("db-duty"),
            leave("a", "2026-03-03T12:00", "2026-03-03T18:00"));

    assertThat(plan.shifts(OnCallRole.PRIMARY, at("2026-03-02T00:00"), at("2026-03-05T00:00")))
        .extracting(s -> person(s.duty()) + " " + s.from().atZone(SHANGHAI).toLocalDateTime())
        .containsExactly(
            "a 2026-03-02T00:00",
            "b 2026-03-02T08:00",
            "a 2026-03-03T08:00",
            "null 2026-03-03T12:00",
            "a 2026-03-03T18:00",
            "b 2026-03-04T08:00");
  }

  private static ScheduleBook book(ShiftOverride... overrides) {
    return new ScheduleBook("db-duty", List.of(overrides), List.of(), Map.of(), null);
  }

  private static ScheduleBook book(ShiftSwap swap) {
    return new ScheduleBook("db-duty", List.of(), List.of(swap), Map.of(), null);
  }

  private static ShiftSwap.Piece piece(String from, String until) {
    return new ShiftSwap.Piece(OnCallRole.PRIMARY, at(from), at(until));
  }

  private static ShiftSwap swap(ShiftSwap.State state, ShiftSwap.Piece give, ShiftSwap.Piece take) {
    return new ShiftSwap(
        "swap", state, "wang-ming", "li-fang", give, take, "wedding", MONDAY, null, null);
  }
}
