package io.tocsin.roster.domain;

import static io.tocsin.roster.domain.Rosters.MONDAY;
import static io.tocsin.roster.domain.Rosters.at;
import static io.tocsin.roster.domain.Rosters.layer;
import static io.tocsin.roster.domain.Rosters.override;
import static io.tocsin.roster.domain.Rosters.person;
import static io.tocsin.roster.domain.Rosters.plan;
import static io.tocsin.roster.domain.Rosters.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.domain.Decision.Accepted;
import io.tocsin.roster.domain.Decision.Refused;
import io.tocsin.roster.domain.ShiftSwap.Piece;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * An override puts zhao-lei on duty on the 10th, in the week of li-fang; the week after is
 * wang-ming's.
 */
class RevocationTest {

  private static final Schedule DB =
      schedule(layer("p", OnCallRole.PRIMARY, "wang-ming", "li-fang"));
  private static final ShiftOverride TENTH =
      override("zhao-lei", "2026-03-10T09:00", "2026-03-10T18:00");
  private static final Piece OF_ZHAO = piece("2026-03-10T09:00", "2026-03-10T18:00");
  private static final Piece OF_WANG = piece("2026-03-17T09:00", "2026-03-17T18:00");
  private static final ScheduleBook OVERRIDDEN =
      accepted(desk(ScheduleBook.empty("db-duty"), MONDAY).override(TENTH));

  @Test
  void both_halves_of_a_swap_go_with_the_override_that_it_acted_on() {
    ScheduleBook swapped =
        agreed(OVERRIDDEN, swap("swap", "zhao-lei", "wang-ming", OF_ZHAO, OF_WANG));
    assertThat(holder(swapped, "2026-03-10T12:00")).isEqualTo("wang-ming");
    assertThat(holder(swapped, "2026-03-17T12:00")).isEqualTo("zhao-lei");

    ScheduleBook after = accepted(desk(swapped, MONDAY).revoke(TENTH.id()));

    assertThat(holder(after, "2026-03-10T12:00")).isEqualTo(holder(null, "2026-03-10T12:00"));
    assertThat(holder(after, "2026-03-17T12:00")).isEqualTo("wang-ming");
    assertThat(after.swap("swap"))
        .isNotNull()
        .extracting(ShiftSwap::state)
        .isEqualTo(ShiftSwap.State.REVOKED);
  }

  @Test
  void whatever_was_swapped_on_with_what_the_swap_had_moved_goes_too() {
    ScheduleBook swapped =
        agreed(OVERRIDDEN, swap("first", "zhao-lei", "wang-ming", OF_ZHAO, OF_WANG));
    ScheduleBook on = agreed(swapped, swap("next", "zhao-lei", "sun-qian", OF_WANG, null));
    assertThat(holder(on, "2026-03-17T12:00")).isEqualTo("sun-qian");

    ScheduleBook after = accepted(desk(on, MONDAY).revoke(TENTH.id()));

    assertThat(holder(after, "2026-03-17T12:00")).isEqualTo("wang-ming");
    assertThat(after.swaps())
        .extracting(ShiftSwap::state)
        .containsExactly(ShiftSwap.State.REVOKED, ShiftSwap.State.REVOKED);
  }

  @Test
  void a_swap_of_which_a_half_was_served_keeps_the_override_from_being_revoked() {
    Piece served = piece("2026-03-09T12:00", "2026-03-09T18:00");
    String holder = String.valueOf(holder(null, "2026-03-09T12:00"));
    ScheduleBook swapped = agreed(OVERRIDDEN, swap("swap", "zhao-lei", holder, OF_ZHAO, served));

    Decision<ScheduleBook> decision = desk(swapped, at("2026-03-09T13:00")).revoke(TENTH.id());

    assertThat(decision).isInstanceOf(Refused.class);
    Refused<ScheduleBook> refused = (Refused<ScheduleBook>) decision;
    assertThat(refused.missing()).containsExactly("swap");
    assertThat(refused.detail().en())
        .contains("swap swap of zhao-lei and " + holder, "enter another override");
    assertThat(refused.detail().zh()).contains("swap", "zhao-lei", holder);
  }

  @Test
  void help_that_has_begun_ends_with_the_override_and_stays_on_record() {
    ScheduleBook helped = agreed(OVERRIDDEN, swap("help", "zhao-lei", "sun-qian", OF_ZHAO, null));

    ScheduleBook after = accepted(desk(helped, at("2026-03-10T12:00")).revoke(TENTH.id()));

    assertThat(holder(after, "2026-03-10T11:00")).isEqualTo("sun-qian");
    assertThat(holder(after, "2026-03-10T13:00")).isEqualTo(holder(null, "2026-03-10T13:00"));
  }

  @Test
  void swaps_that_hold_without_the_override_stay() {
    ScheduleBook others = agreed(OVERRIDDEN, swap("other", "wang-ming", "li-fang", OF_WANG, null));
    ShiftOverride later =
        new ShiftOverride(
            "later",
            OnCallRole.PRIMARY,
            "sun-qian",
            OF_WANG.from(),
            OF_WANG.until(),
            "li-fang is ill",
            "leader",
            MONDAY.plusSeconds(60));
    ScheduleBook beaten = accepted(desk(others, MONDAY).override(later));

    ScheduleBook after = accepted(desk(beaten, MONDAY).revoke(TENTH.id()));
    ScheduleBook restored = accepted(desk(after, MONDAY).revoke("later"));

    assertThat(restored.swap("other"))
        .isNotNull()
        .extracting(ShiftSwap::state)
        .isEqualTo(ShiftSwap.State.EFFECTIVE);
    assertThat(holder(restored, "2026-03-17T12:00")).isEqualTo("li-fang");
  }

  private static Piece piece(String from, String until) {
    return new Piece(OnCallRole.PRIMARY, at(from), at(until));
  }

  private static ShiftSwap swap(
      String id, String proposer, String counterpart, Piece give, @Nullable Piece take) {
    return new ShiftSwap(
        id, ShiftSwap.State.PROPOSED, proposer, counterpart, give, take, "why", MONDAY, null, null);
  }

  private static ScheduleBook agreed(ScheduleBook book, ShiftSwap swap) {
    ScheduleBook proposed = accepted(desk(book, MONDAY).propose(swap));
    return accepted(desk(proposed, MONDAY).consent(swap.id(), swap.counterpart()));
  }

  private static ScheduleDesk desk(ScheduleBook book, Instant now) {
    return new ScheduleDesk(plan(DB, book), book, Map.of(), now);
  }

  /** By the layers alone where there is no book. */
  private static @Nullable String holder(@Nullable ScheduleBook book, String local) {
    ShiftPlan plan = book == null ? plan(DB) : plan(DB, book);
    return person(plan.holderAt(OnCallRole.PRIMARY, at(local)));
  }

  private static ScheduleBook accepted(Decision<ScheduleBook> decision) {
    assertThat(decision).isInstanceOf(Accepted.class);
    return ((Accepted<ScheduleBook>) decision).state();
  }
}
