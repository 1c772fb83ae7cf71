package io.tocsin.roster.domain;

import static io.tocsin.roster.domain.Rosters.MONDAY;
import static io.tocsin.roster.domain.Rosters.at;
import static io.tocsin.roster.domain.Rosters.byPerson;
import static io.tocsin.roster.domain.Rosters.layer;
import static io.tocsin.roster.domain.Rosters.leave;
import static io.tocsin.roster.domain.Rosters.override;
import static io.tocsin.roster.domain.Rosters.person;
import static io.tocsin.roster.domain.Rosters.plan;
import static io.tocsin.roster.domain.Rosters.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.domain.Decision.Accepted;
import io.tocsin.roster.domain.Decision.KeyReused;
import io.tocsin.roster.domain.Decision.Refused;
import io.tocsin.roster.domain.Decision.Unknown;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduleDeskTest {

  private static final Schedule DB =
      schedule(layer("p", OnCallRole.PRIMARY, "wang-ming", "li-fang"));
  private static final ScheduleBook EMPTY = ScheduleBook.empty("db-duty");

  @Test
  void an_override_puts_somebody_on_duty_and_revoking_it_before_it_begins_undoes_it() {
    ShiftOverride o = override("zhao-lei", "2026-03-10T09:00", "2026-03-10T18:00");

    ScheduleBook with = accepted(desk(EMPTY).override(o));
    ScheduleBook without = accepted(desk(with).revoke(o.id()));

    assertThat(person(plan(DB, with).holderAt(OnCallRole.PRIMARY, at("2026-03-10T10:00"))))
        .isEqualTo("zhao-lei");
    assertThat(without.overrides()).isEmpty();
  }

  @Test
  void an_override_that_has_begun_ends_when_it_is_revoked_and_stays_on_record() {
    ShiftOverride o = override("zhao-lei", "2026-03-09T09:00", "2026-03-10T18:00");

    ScheduleBook after = accepted(desk(accepted(desk(EMPTY).override(o))).revoke(o.id()));

    assertThat(after.overrides())
        .singleElement()
        .satisfies(left -> {
          assertThat(left.from()).isEqualTo(o.from());
          assertThat(left.until()).isEqualTo(MONDAY);
        });
  }

  @Test
  void an_override_of_a_known_id_that_says_something_else_is_refused_and_the_first_one_stays() {
    ShiftOverride o = override("zhao-lei", "2026-03-10T09:00", "2026-03-10T18:00");
    ScheduleBook with = accepted(desk(EMPTY).override(o));
    ShiftOverride another =
        new ShiftOverride(
            o.id(),
            OnCallRole.SUBSTITUTE,
            "li-fang",
            at("2026-03-11T09:00"),
            at("2026-03-11T18:00"),
            "",
            "leader",
            MONDAY.plusSeconds(60));

    assertThat(reused(desk(with).override(another)))
        .contains(
            "role PRIMARY, personId zhao-lei, from 2026-03-10T01:00:00Z, until 2026-03-10T10:00:00Z",
            "role SUBSTITUTE, personId li-fang, from 2026-03-11T01:00:00Z",
            "reason exam",
            "reason (empty)");
    assertThat(accepted(desk(with).override(later(o)))).isEqualTo(with);
  }

  @Test
  void an_override_that_ended_early_is_known_by_the_end_that_it_was_entered_with() {
    ShiftOverride o = override("zhao-lei", "2026-03-09T09:00", "2026-03-10T18:00");
    ScheduleBook ended = accepted(desk(accepted(desk(EMPTY).override(o))).revoke(o.id()));
    ShiftOverride shorter = override("zhao-lei", "2026-03-09T09:00", "2026-03-09T09:02");

    assertThat(accepted(desk(ended).override(later(o)))).isEqualTo(ended);
    assertThat(reused(desk(ended).override(shorter))).contains("until 2026-03-10T10:00:00Z");
  }

  /** The same wish, sent a while later. */
  private static ShiftOverride later(ShiftOverride o) {
    Instant at = o.at().plusSeconds(60);
    return new ShiftOverride(
        o.id(), o.role(), o.personId(), o.from(), o.until(), o.reason(), o.by(), at);
  }

  /** What is said of a key that was used for something else. */
  private static String reused(Decision<?> decision) {
    return decision instanceof KeyReused<?> reused ? reused.detail().en() : "";
  }

  @Test
  void an_override_with_somebody_on_leave_or_in_the_past_is_refused() {
    ScheduleDesk desk = desk(EMPTY, leave("zhao-lei", "2026-03-10T00:00", "2026-03-11T00:00"));

    assertThat(missing(desk.override(override("zhao-lei", "2026-03-10T09:00", "2026-03-10T18:00"))))
        .containsExactly("zhao-lei");
    assertThat(desk.override(override("x", "2026-03-08T09:00", "2026-03-09T09:00")))
        .isInstanceOf(Refused.class);
    assertThat(desk.revoke("nothing")).isInstanceOf(Unknown.class);
  }

  @Test
  void an_override_that_ends_before_it_begins_lasts_for_years_or_lies_beyond_them_is_wrong() {
    ScheduleDesk desk = desk(EMPTY);

    assertThat(wrong(desk.override(override("x", "2026-03-11T09:00", "2026-03-10T09:00"))))
        .isEqualTo("until");
    assertThat(wrong(desk.override(override("x", "2026-03-11T09:00", "2027-03-13T09:00"))))
        .isEqualTo("until");
    assertThat(
            wrong(desk.override(override("x", "+999999998-01-01T09:00", "+999999998-01-02T09:00"))))
        .isEqualTo("from");
    assertThat(wrong(desk.override(override("x", "9998-12-31T09:00", "9999-01-02T09:00"))))
        .isEqualTo("until");
  }

  @Test
  void overrides_are_copied_to_days_behind_their_own_and_not_beyond_the_years() {
    ScheduleBook week =
        accepted(
            desk(EMPTY).override(override("zhao-lei", "2026-03-10T09:00", "2026-03-11T09:00")));

    assertThat(wrong(copied(week, "2026-03-16", "2026-03-09", "2026-03-23"))).isEqualTo("to");
    assertThat(wrong(copied(week, "2026-03-09", "2026-03-16", "2026-03-12"))).isEqualTo("into");
    assertThat(wrong(copied(week, "2026-03-09", "2026-03-16", "+999999999-12-01")))
        .isEqualTo("into");
    assertThat(wrong(copied(week, "2026-03-10", "2026-03-16", "9998-12-31"))).isEqualTo("into");
    assertThat(wrong(copied(week, "-999999999-01-01", "2026-03-16", "2026-03-23")))
        .isEqualTo("from");
  }

  private static Decision<ScheduleBook> copied(
      ScheduleBook book, String from, String to, String into) {
    return desk(book)
        .copyForward(
            LocalDate.parse(from),
            LocalDate.parse(to),
            LocalDate.parse(into),
            (o, days) -> days + " days after " + o.id(),
            "leader");
  }

  private static String wrong(Decision<?> decision) {
    return decision instanceof Decision.Invalid<?> wrong ? wrong.field() : "";
  }

  @Test
  void overrides_are_copied_forward_at_the_same_hours() {
    ScheduleBook week =
        accepted(
            desk(EMPTY).override(override("zhao-lei", "2026-03-10T09:00", "2026-03-11T09:00")));

    ScheduleBook copied =
        accepted(
            desk(week)
                .copyForward(
                    LocalDate.of(2026, 3, 9),
                    LocalDate.of(2026, 3, 16),
                    LocalDate.of(2026, 3, 23),
                    (o, days) -> days + " days after " + o.id(),
                    "leader"));

    assertThat(copied.overrides())
        .extracting(ShiftOverride::from)
        .containsExactly(at("2026-03-10T09:00"), at("2026-03-24T09:00"));
  }

  @Test
  void copies_of_two_periods_into_one_do_not_replace_each_other() {
    ScheduleBook week =
        accepted(
            desk(EMPTY).override(override("zhao-lei", "2026-03-10T09:00", "2026-03-11T09:00")));

    ScheduleBook once = accepted(copied(week, "2026-03-09"));
    ScheduleBook twice = accepted(copied(once, "2026-03-10"));

    assertThat(twice.overrides())
        .extracting(ShiftOverride::from)
        .containsExactly(at("2026-03-10T09:00"), at("2026-03-24T09:00"), at("2026-03-23T09:00"));
  }

  @Test
  void a_copy_that_was_revoked_stays_revoked_when_it_is_copied_again() {
    ScheduleBook week =
        accepted(
            desk(EMPTY).override(override("zhao-lei", "2026-03-10T09:00", "2026-03-11T09:00")));
    ScheduleBook once = accepted(copied(week, "2026-03-09"));
    ShiftOverride copy = once.overrides().getLast();
    Instant begun = at("2026-03-24T12:00");
    ScheduleBook ended =
        accepted(new ScheduleDesk(plan(DB, once), once, Map.of(), begun).revoke(copy.id()));

    assertThat(accepted(copied(ended, "2026-03-09"))).isEqualTo(ended);
    ScheduleBook never = accepted(desk(once).revoke(copy.id()));
    assertThat(never.overrides()).hasSize(1);
    assertThat(accepted(copied(never, "2026-03-09"))).isEqualTo(never);
  }

  /** The week from that day, into that of the 23rd. */
  private static Decision<ScheduleBook> copied(ScheduleBook book, String from) {
    LocalDate first = LocalDate.parse(from);
    return desk(book)
        .copyForward(
            first,
            first.plusDays(7),
            LocalDate.of(2026, 3, 23),
            (o, days) -> days + " days after " + o.id(),
            "leader");
  }

  @Test
  void a_swap_of_a_shift_far_ahead_is_kept_until_that_is_over() {
    ShiftSwap swap = swap("2026-03-16T08:30", "2026-03-23T08:30");
    ScheduleBook effective = agreed(desk(EMPTY), swap);

    assertThat(effective.pruned(at("2027-04-20T00:00")).swaps()).hasSize(1);
    assertThat(effective.pruned(at("2027-05-30T00:00")).swaps()).isEmpty();
  }

  @Test
  void a_swap_holds_when_the_other_agrees_and_not_before() {
    ShiftSwap swap = swap("2026-03-16T08:30", "2026-03-23T08:30");
    ScheduleBook proposed = accepted(desk(EMPTY).propose(swap));

    assertThat(holder(proposed, "2026-03-17T00:00")).isEqualTo("wang-ming");
    assertThat(missing(desk(proposed).consent("swap", "wang-ming"))).containsExactly("li-fang");
    ScheduleBook effective = accepted(desk(proposed).consent("swap", "li-fang"));

    assertThat(holder(effective, "2026-03-17T00:00")).isEqualTo("li-fang");
    assertThat(holder(effective, "2026-03-24T00:00")).isEqualTo("wang-ming");
    assertThat(desk(effective).consent("swap", "li-fang")).isInstanceOf(Refused.class);
  }

  @Test
  void a_refused_or_withdrawn_swap_moves_nobody() {
    ScheduleBook proposed =
        accepted(desk(EMPTY).propose(swap("2026-03-16T08:30", "2026-03-23T08:30")));

    ScheduleBook refused = accepted(desk(proposed).refuse("swap", "li-fang", "travelling"));
    ScheduleBook withdrawn = accepted(desk(proposed).withdraw("swap", "wang-ming", false));

    assertThat(holder(refused, "2026-03-17T00:00")).isEqualTo("wang-ming");
    assertThat(refused.swap("swap"))
        .isNotNull()
        .extracting(ShiftSwap::answer)
        .isEqualTo("travelling");
    assertThat(holder(withdrawn, "2026-03-17T00:00")).isEqualTo("wang-ming");
    assertThat(desk(proposed).withdraw("swap", "zhao-lei", false)).isInstanceOf(Refused.class);
    assertThat(desk(withdrawn).consent("swap", "li-fang")).isInstanceOf(Refused.class);
  }

  @Test
  void a_swap_that_is_proposed_again_stays_as_it_is_also_when_it_was_answered_meanwhile() {
    ShiftSwap swap = swap("2026-03-16T08:30", "2026-03-23T08:30");
    ScheduleBook effective = agreed(desk(EMPTY), swap);
    ScheduleBook refused =
        accepted(desk(accepted(desk(EMPTY).propose(swap))).refuse("swap", "li-fang", "travelling"));

    assertThat(accepted(desk(effective).propose(swap))).isEqualTo(effective);
    assertThat(accepted(desk(refused).propose(swap))).isEqualTo(refused);
  }

  @Test
  void a_swap_of_a_known_id_that_says_something_else_is_refused_whatever_became_of_the_first() {
    ShiftSwap swap = swap("2026-03-16T08:30", "2026-03-23T08:30");
    ScheduleBook proposed = accepted(desk(EMPTY).propose(swap));
    ScheduleBook effective = agreed(desk(EMPTY), swap);
    ShiftSwap shorter = swap("2026-03-16T08:30", "2026-03-22T08:30");
    ShiftSwap forNothing = given("swap", "wang-ming", "zhao-lei", swap.give());

    assertThat(reused(desk(proposed).propose(shorter)))
        .contains("give.until 2026-03-23T00:30:00Z", "give.until 2026-03-22T00:30:00Z");
    assertThat(reused(desk(effective).propose(forNothing)))
        .contains(
            "counterpart li-fang",
            "counterpart zhao-lei",
            "take PRIMARY 2026-03-23T00:30:00Z/2026-03-30T00:30:00Z",
            "take (none)");
  }

  @Test
  void nobody_gives_away_what_they_do_not_hold_or_to_somebody_who_is_away() {
    assertThat(desk(EMPTY).propose(swap("2026-03-23T08:30", "2026-03-30T08:30")))
        .as("the week is li-fang's")
        .isInstanceOf(Refused.class);
    assertThat(
            desk(EMPTY, leave("li-fang", "2026-03-20T00:00", "2026-03-21T00:00"))
                .propose(swap("2026-03-16T08:30", "2026-03-23T08:30")))
        .isInstanceOf(Refused.class);
  }

  @Test
  void consent_comes_too_late_when_somebody_was_put_in_between() {
    ScheduleBook proposed =
        accepted(desk(EMPTY).propose(swap("2026-03-16T08:30", "2026-03-23T08:30")));
    ScheduleBook overridden =
        accepted(
            desk(proposed).override(override("zhao-lei", "2026-03-18T00:00", "2026-03-19T00:00")));

    assertThat(desk(overridden).consent("swap", "li-fang")).isInstanceOf(Refused.class);
  }

  @Test
  void whoever_is_on_duty_by_an_override_can_give_the_shift_away() {
    ScheduleBook overridden =
        accepted(
            desk(EMPTY).override(override("zhao-lei", "2026-03-10T09:00", "2026-03-10T18:00")));
    ShiftSwap swap =
        given("zhao-lei", "sun-qian", OnCallRole.PRIMARY, "2026-03-10T09:00", "2026-03-10T18:00");

    ScheduleBook effective = agreed(desk(overridden), swap);

    assertThat(plan(DB, effective).holderAt(OnCallRole.PRIMARY, at("2026-03-10T10:00")))
        .isEqualTo(
            new Duty.OnDuty(
                "sun-qian",
                "db-duty",
                new Duty.Cause.Swapped("swap", "zhao-lei"),
                at("2026-03-10T09:00"),
                at("2026-03-10T18:00")));
    assertThat(holder(effective, "2026-03-10T18:00")).isEqualTo("li-fang");
  }

  @Test
  void an_override_that_is_entered_after_a_swap_beats_it() {
    ScheduleBook effective =
        agreed(
            desk(EMPTY),
            given(
                "wang-ming",
                "sun-qian",
                OnCallRole.PRIMARY,
                "2026-03-16T08:30",
                "2026-03-23T08:30"));
    ShiftOverride back =
        new ShiftOverride(
            "back",
            OnCallRole.PRIMARY,
            "wang-ming",
            at("2026-03-17T00:00"),
            at("2026-03-18T00:00"),
            "sun-qian is ill",
            "leader",
            MONDAY.plusSeconds(60));

    ScheduleBook overridden = accepted(desk(effective).override(back));

    assertThat(holder(overridden, "2026-03-17T12:00")).isEqualTo("wang-ming");
    assertThat(holder(overridden, "2026-03-18T12:00")).isEqualTo("sun-qian");
  }

  @Test
  void who_only_stands_in_for_somebody_on_leave_has_no_shift_to_give_away() {
    Schedule two =
        schedule(
            layer("p", OnCallRole.PRIMARY, "wang-ming"),
            layer("s", OnCallRole.SUBSTITUTE, "li-fang"));
    Leave away = leave("wang-ming", "2026-03-10T00:00", "2026-03-11T00:00");
    ShiftSwap swap =
        given("li-fang", "zhao-lei", OnCallRole.PRIMARY, "2026-03-10T08:00", "2026-03-10T18:00");

    Decision<ScheduleBook> decision = desk(two, EMPTY, away).propose(swap);

    assertThat(missing(decision)).containsExactly("wang-ming");
    assertThat(decision)
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.detail().en()).contains("enter an override instead"));
  }

  @Test
  void who_has_the_higher_role_at_that_time_takes_no_lower_one() {
    Schedule two =
        schedule(
            layer("p", OnCallRole.PRIMARY, "wang-ming"),
            layer("s", OnCallRole.SUBSTITUTE, "li-fang"));
    ShiftSwap swap =
        given(
            "li-fang", "wang-ming", OnCallRole.SUBSTITUTE, "2026-03-10T08:00", "2026-03-10T18:00");

    assertThat(missing(desk(two, EMPTY).propose(swap))).containsExactly("wang-ming");
  }

  /** Among layers, overrides, leave and other swaps, in whatever order they were entered. */
  @Test
  void whoever_takes_a_shift_by_a_swap_that_holds_is_on_duty_all_of_it() {
    Schedule two =
        schedule(
            layer("p", OnCallRole.PRIMARY, "p0", "p1", "p2"),
            layer("s", OnCallRole.SUBSTITUTE, "p1", "p3"));
    int held = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Leave[] away = {away("p0", random), away("p1", random), away("p2", random)};
      ScheduleBook book = EMPTY;
      for (int n = 0; n < 8; n++) {
        OnCallRole role = random.nextBoolean() ? OnCallRole.PRIMARY : OnCallRole.SUBSTITUTE;
        Instant from = MONDAY.plusSeconds(3600L * (1 + random.nextInt(300)));
        Instant until = from.plusSeconds(3600L * (1 + random.nextInt(40)));
        Instant now = MONDAY.plusSeconds(n);
        ScheduleDesk desk = new ScheduleDesk(plan(two, book, away), book, byPerson(away), now);
        if (random.nextInt(3) == 0) {
          ShiftOverride o =
              new ShiftOverride(
                  "o" + n, role, "p" + random.nextInt(5), from, until, "why", "x", now);
          book = desk.override(o) instanceof Accepted<ScheduleBook> a ? a.state() : book;
          continue;
        }
        String giver = String.valueOf(person(desk.plan().holderAt(role, from)));
        ShiftSwap swap =
            given("s" + n, giver, "p" + random.nextInt(5), new ShiftSwap.Piece(role, from, until));
        if (!(desk.propose(swap) instanceof Accepted<ScheduleBook>)) {
          continue;
        }
        book = agreed(desk, swap);
        held++;
        assertThat(plan(two, book, away).shifts(role, from, until))
            .as("seed %d, swap %d", seed, n)
            .allSatisfy(s -> assertThat(person(s.duty())).isEqualTo(swap.counterpart()));
      }
    }
    assertThat(held).isGreaterThan(200);
  }

  private static Leave away(String person, Random random) {
    Instant from = MONDAY.plusSeconds(3600L * random.nextInt(200));
    Instant until = from.plusSeconds(3600L * (1 + random.nextInt(100)));
    return new Leave("l-" + person, person, from, until, "why", "x");
  }

  /** Whatever is entered in whatever order: only what was touched has another holder. */
  @Test
  void changes_move_nobody_outside_their_own_times() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      ScheduleBook book = EMPTY;
      List<Instant[]> touched = new ArrayList<>();
      for (int n = 0; n < 6; n++) {
        Instant from = MONDAY.plusSeconds(3600L * (1 + random.nextInt(600)));
        Instant until = from.plusSeconds(3600L * (1 + random.nextInt(60)));
        Decision<ScheduleBook> decision =
            random.nextBoolean()
                ? desk(book)
                    .override(
                        new ShiftOverride(
                            "o" + n,
                            OnCallRole.PRIMARY,
                            "p" + random.nextInt(3),
                            from,
                            until,
                            "why",
                            "x",
                            MONDAY))
                : give(book, "s" + n, from, until);
        if (decision instanceof Accepted<ScheduleBook> a) {
          book = a.state();
          touched.add(new Instant[] {from, until});
        }
      }
      ShiftPlan before = plan(DB);
      ShiftPlan after = plan(DB, book);
      for (Instant t = MONDAY;
          t.isBefore(MONDAY.plusSeconds(86400L * 30));
          t = t.plusSeconds(900)) {
        Instant now = t;
        if (touched.stream().noneMatch(i -> !i[0].isAfter(now) && i[1].isAfter(now))) {
          assertThat(person(after.holderAt(OnCallRole.PRIMARY, t)))
              .as("seed %d at %s", seed, t)
              .isEqualTo(person(before.holderAt(OnCallRole.PRIMARY, t)));
        }
      }
    }
  }

  private static Decision<ScheduleBook> give(
      ScheduleBook book, String id, Instant from, Instant until) {
    String holder = String.valueOf(person(plan(DB, book).holderAt(OnCallRole.PRIMARY, from)));
    ShiftSwap swap =
        given(id, holder, "helper", new ShiftSwap.Piece(OnCallRole.PRIMARY, from, until));
    return desk(book).propose(swap) instanceof Accepted<ScheduleBook> a
        ? desk(a.state()).consent(id, "helper")
        : desk(book).propose(swap);
  }

  /** Proposed and consented to at once. */
  private static ScheduleBook agreed(ScheduleDesk desk, ShiftSwap swap) {
    ScheduleBook proposed = accepted(desk.propose(swap));
    ScheduleDesk asked =
        new ScheduleDesk(desk.plan().with(proposed), proposed, desk.leave(), desk.now());
    return accepted(asked.consent(swap.id(), swap.counterpart()));
  }

  private static ShiftSwap given(
      String giver, String taker, OnCallRole role, String from, String until) {
    return given("swap", giver, taker, new ShiftSwap.Piece(role, at(from), at(until)));
  }

  private static ShiftSwap given(String id, String giver, String taker, ShiftSwap.Piece piece) {
    return new ShiftSwap(
        id, ShiftSwap.State.PROPOSED, giver, taker, piece, null, "why", MONDAY, null, null);
  }

  private static ShiftSwap swap(String from, String until) {
    return new ShiftSwap(
        "swap",
        ShiftSwap.State.PROPOSED,
        "wang-ming",
        "li-fang",
        new ShiftSwap.Piece(OnCallRole.PRIMARY, at(from), at(until)),
        new ShiftSwap.Piece(OnCallRole.PRIMARY, at("2026-03-23T08:30"), at("2026-03-30T08:30")),
        "wedding",
        MONDAY,
        null,
        null);
  }

  private static @Nullable String holder(ScheduleBook book, String local) {
    return person(plan(DB, book).holderAt(OnCallRole.PRIMARY, at(local)));
  }

  private static ScheduleDesk desk(ScheduleBook book, Leave... leave) {
    return desk(DB, book, leave);
  }

  private static ScheduleDesk desk(Schedule schedule, ScheduleBook book, Leave... leave) {
    return new ScheduleDesk(plan(schedule, book, leave), book, byPerson(leave), MONDAY);
  }

  private static List<String> missing(Decision<?> decision) {
    return decision instanceof Refused<?> refused ? refused.missing() : List.of();
  }

  private static ScheduleBook accepted(Decision<ScheduleBook> decision) {
    assertThat(decision).isInstanceOf(Accepted.class);
    return ((Accepted<ScheduleBook>) decision).state();
  }
}
