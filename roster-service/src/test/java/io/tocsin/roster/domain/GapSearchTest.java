package io.tocsin.roster.domain;

import static io.tocsin.roster.domain.Rosters.MONDAY;
import static io.tocsin.roster.domain.Rosters.SHANGHAI;
import static io.tocsin.roster.domain.Rosters.at;
import static io.tocsin.roster.domain.Rosters.layer;
import static io.tocsin.roster.domain.Rosters.leave;
import static io.tocsin.roster.domain.Rosters.plan;
import static io.tocsin.roster.domain.Rosters.schedule;
import static io.tocsin.roster.domain.Rosters.turns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tocsin.roster.domain.Gap.Kind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Scenario 11 of the domain, and the other troubles. */
class GapSearchTest {

  private static final Layer SUBSTITUTE = layer("s", OnCallRole.SUBSTITUTE, "li-fang");

  /** On duty always but on Saturday from midnight to eight. */
  private static final Layer NOT_SATURDAY_NIGHT =
      new Layer(
          "p",
          OnCallRole.PRIMARY,
          layer("p", OnCallRole.PRIMARY, "wang-ming").rotation(),
          List.of(
              new Window(
                  Set.of(
                      DayOfWeek.SUNDAY,
                      DayOfWeek.MONDAY,
                      DayOfWeek.TUESDAY,
                      DayOfWeek.WEDNESDAY,
                      DayOfWeek.THURSDAY,
                      DayOfWeek.FRIDAY),
                  Set.of(),
                  LocalTime.MIDNIGHT,
                  LocalTime.MIDNIGHT),
              new Window(
                  Set.of(DayOfWeek.SATURDAY), Set.of(), LocalTime.of(8, 0), LocalTime.MIDNIGHT)));

  @Test
  void nobody_on_saturday_night_is_found_a_week_ahead() {
    List<Gap> gaps = search(schedule(NOT_SATURDAY_NIGHT, SUBSTITUTE)).between(MONDAY, week());

    assertThat(gaps)
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.kind()).isEqualTo(Kind.UNSTAFFED);
          assertThat(gap.role()).isEqualTo(OnCallRole.PRIMARY);
          assertThat(gap.from()).isEqualTo(at("2026-03-14T00:00"));
          assertThat(gap.until()).isEqualTo(at("2026-03-14T08:00"));
        });
  }

  @Test
  void a_post_without_a_schedule_is_one_gap_all_along() {
    GapSearch search = new GapSearch(new OnCall(List.of()), List.of("DB"), Set.of(), p -> false);

    assertThat(search.between(MONDAY, week()))
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.kind()).isEqualTo(Kind.UNSTAFFED);
          assertThat(gap.until()).isEqualTo(week());
        });
  }

  @Test
  void a_post_without_a_substitute_has_a_gap_all_along() {
    assertThat(
            search(schedule(layer("p", OnCallRole.PRIMARY, "wang-ming"))).between(MONDAY, week()))
        .extracting(Gap::kind, Gap::role, Gap::from, Gap::until)
        .containsExactly(tuple(Kind.UNSTAFFED, OnCallRole.SUBSTITUTE, MONDAY, week()));
  }

  @Test
  void a_post_that_is_asked_for_all_units_has_a_gap_where_only_units_have_schedules() {
    Schedule own =
        new Schedule(
            "yunxi-db",
            "DB",
            "yunxi",
            null,
            null,
            SHANGHAI,
            List.of(layer("b", OnCallRole.PRIMARY, "local")));
    OnCall onCall = new OnCall(List.of(plan(own)));

    assertThat(
            new GapSearch(onCall, List.of("DB"), Set.of("DB"), p -> false).between(MONDAY, week()))
        .extracting(Gap::kind, Gap::unit, Gap::role)
        .containsExactly(tuple(Kind.UNSTAFFED, null, OnCallRole.PRIMARY));
    assertThat(new GapSearch(onCall, List.of("DB"), Set.of(), p -> false).between(MONDAY, week()))
        .isEmpty();
  }

  @Test
  void a_substitute_who_is_the_primary_is_found() {
    Schedule same =
        schedule(
            layer("p", OnCallRole.PRIMARY, "wang-ming"),
            layer("s", OnCallRole.SUBSTITUTE, "wang-ming"));

    assertThat(search(same).between(MONDAY, week()))
        .extracting(Gap::kind, Gap::person)
        .containsExactly(tuple(Kind.SAME_PERSON, "wang-ming"));
  }

  @Test
  void a_further_role_has_to_be_staffed_where_people_are_paged_in_it() {
    OnCallRole third = new OnCallRole("THIRD_LINE");
    Layer nights = new Layer("t", third, NOT_SATURDAY_NIGHT.rotation(), NOT_SATURDAY_NIGHT.only());
    Layer primary = layer("p", OnCallRole.PRIMARY, "chen-jie");
    OnCall onCall = new OnCall(List.of(plan(schedule(primary, SUBSTITUTE, nights))));
    Map<String, Set<OnCallRole>> called = Map.of("DB", Set.of(third), "NW", Set.of(third));

    assertThat(
            new GapSearch(onCall, List.of("DB"), Set.of(), called, p -> false)
                .between(MONDAY, week()))
        .extracting(Gap::kind, Gap::role, Gap::from)
        .containsExactly(tuple(Kind.UNSTAFFED, third, at("2026-03-14T00:00")));
    assertThat(new GapSearch(onCall, List.of("DB"), Set.of(), p -> false).between(MONDAY, week()))
        .isEmpty();
  }

  @Test
  void leave_is_a_conflict_even_where_the_substitute_moves_up() {
    ShiftPlan plan =
        plan(
            schedule(layer("p", OnCallRole.PRIMARY, "wang-ming"), SUBSTITUTE),
            ScheduleBook.empty("db-duty"),
            leave("wang-ming", "2026-03-10T00:00", "2026-03-11T00:00"));
    GapSearch search =
        new GapSearch(new OnCall(List.of(plan)), List.of("DB"), Set.of(), p -> false);

    assertThat(search.between(MONDAY, week()))
        .extracting(gap -> gap.kind() + " " + gap.role() + " " + gap.from())
        .containsExactly(
            "ON_LEAVE PRIMARY " + at("2026-03-10T00:00"),
            "UNSTAFFED SUBSTITUTE " + at("2026-03-10T00:00"));
  }

  @Test
  void an_unverified_contact_point_of_who_is_on_duty_is_one_trouble() {
    OnCall onCall =
        new OnCall(
            List.of(
                plan(
                    schedule(
                        turns("p", OnCallRole.PRIMARY, "P1D", "2026-03-01T08:00", "a", "b"),
                        SUBSTITUTE))));
    GapSearch search = new GapSearch(onCall, List.of("DB"), Set.of(), "b"::equals);

    assertThat(search.between(MONDAY, week()))
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.kind()).isEqualTo(Kind.UNVERIFIED);
          assertThat(gap.person()).isEqualTo("b");
        });
  }

  @Test
  void one_trouble_is_told_once_while_the_days_go_by_and_again_after_a_week() {
    GapSearch search = search(schedule(NOT_SATURDAY_NIGHT, SUBSTITUTE));
    Warnings warnings = Warnings.NONE;
    int told = 0;
    for (int day = 0; day < 5; day++) {
      var now = MONDAY.plus(Duration.ofDays(day));
      var next = warnings.after(search.between(now, now.plus(Duration.ofDays(7))), now);
      warnings = next.warnings();
      told += next.fresh().size();
    }
    assertThat(told).isEqualTo(1);

    GapSearch nobody = new GapSearch(new OnCall(List.of()), List.of("DB"), Set.of(), p -> false);
    Warnings lasting = Warnings.NONE;
    int toldAgain = 0;
    for (int day = 0; day < 15; day++) {
      var now = MONDAY.plus(Duration.ofDays(day));
      var next = lasting.after(nobody.between(now, now.plus(Duration.ofDays(7))), now);
      lasting = next.warnings();
      toldAgain += next.fresh().size();
    }
    assertThat(toldAgain).isEqualTo(3);
  }

  @Test
  void a_gap_that_was_closed_and_is_opened_again_is_told_again() {
    GapSearch open = search(schedule(NOT_SATURDAY_NIGHT, SUBSTITUTE));
    Warnings warned = Warnings.NONE.after(open.between(MONDAY, week()), MONDAY).warnings();

    Warnings closed = warned.after(List.of(), MONDAY).warnings();

    assertThat(closed).isEqualTo(Warnings.NONE);
    assertThat(closed.after(open.between(MONDAY, week()), MONDAY).fresh()).hasSize(1);
  }

  private static GapSearch search(Schedule schedule) {
    return new GapSearch(new OnCall(List.of(plan(schedule))), List.of("DB"), Set.of(), p -> false);
  }

  private static Instant week() {
    return MONDAY.plus(Duration.ofDays(7));
  }
}
