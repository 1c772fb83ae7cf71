package io.tocsin.roster.domain;

import static io.tocsin.roster.domain.Rosters.MONDAY;
import static io.tocsin.roster.domain.Rosters.layer;
import static io.tocsin.roster.domain.Rosters.plan;
import static io.tocsin.roster.domain.Rosters.schedule;
import static io.tocsin.roster.domain.Rosters.turns;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.domain.Decision.Accepted;
import io.tocsin.roster.domain.Decision.KeyReused;
import io.tocsin.roster.domain.Decision.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandoverTest {

  private static final Handover NEW =
      new Handover(
          "h",
          "db-duty",
          OnCallRole.PRIMARY,
          "wang-ming",
          "li-fang",
          "two disks are ordered",
          List.of(),
          0,
          List.of(),
          MONDAY);

  private static final ShiftPlan PLAN =
      plan(
          schedule(
              turns("p", OnCallRole.PRIMARY, "P1D", "2026-03-01T08:30", "li-fang", "wang-ming")));

  @Test
  void a_handover_is_complete_when_both_have_signed() {
    Handover one = signed(NEW, "wang-ming");
    Handover both = signed(one, "li-fang");

    assertThat(one.complete()).isFalse();
    assertThat(both.complete()).isTrue();
    assertThat(signed(both, "li-fang")).isEqualTo(both);
  }

  @Test
  void nobody_else_signs() {
    assertThat(NEW.sign("zhao-lei", MONDAY)).isInstanceOf(Refused.class);
  }

  @Test
  void it_is_written_and_signed_by_one_of_the_two_or_written_by_who_arranges_shifts() {
    assertThat(NEW.written("wang-ming", false, PLAN)).isEqualTo(NEW.sign("wang-ming", MONDAY));
    assertThat(NEW.written("li-fang", false, PLAN)).isEqualTo(NEW.sign("li-fang", MONDAY));
    assertThat(NEW.written("zhao-lei", true, PLAN)).isEqualTo(new Accepted<>(NEW));
    assertThat(NEW.written("zhao-lei", false, PLAN)).isInstanceOf(Refused.class);
  }

  @Test
  void nobody_hands_over_a_shift_that_they_did_not_hold_lately() {
    ShiftPlan others = plan(schedule(layer("p", OnCallRole.PRIMARY, "zhao-lei")));

    assertThat(
            NEW.written("wang-ming", true, others) instanceof Refused<?> r
                ? r.missing()
                : List.of())
        .containsExactly("wang-ming");
  }

  @Test
  void one_that_is_written_again_stays_as_it_is_and_one_that_says_something_else_is_refused() {
    Handover signed = signed(NEW, "wang-ming");
    String note = "x".repeat(100);

    assertThat(signed.again(NEW)).isEqualTo(new Accepted<>(signed));
    assertThat(reused(signed.again(saying("three disks are ordered"))))
        .contains("note two disks are ordered", "note three disks are ordered");
    assertThat(reused(saying(note + " two disks").again(saying(note + " three disks"))))
        .as("of long ones the place where they part")
        .contains("xx two disks", "xx three disks")
        .doesNotContain("x".repeat(50));
  }

  private static Handover saying(String note) {
    return new Handover(
        "h",
        "db-duty",
        OnCallRole.PRIMARY,
        "wang-ming",
        "li-fang",
        note,
        List.of(),
        3,
        List.of(),
        MONDAY.plusSeconds(60));
  }

  private static String reused(Decision<Handover> decision) {
    return decision instanceof KeyReused<Handover> reused ? reused.detail().en() : "";
  }

  private static Handover signed(Handover handover, String caller) {
    assertThat(handover.sign(caller, MONDAY)).isInstanceOf(Accepted.class);
    return ((Accepted<Handover>) handover.sign(caller, MONDAY)).state();
  }
}
