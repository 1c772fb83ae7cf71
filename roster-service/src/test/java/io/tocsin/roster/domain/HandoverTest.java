package io.tocsin.roster.domain;

import static io.tocsin.roster.domain.Rosters.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.domain.Decision.Accepted;
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
          List.of(),
          MONDAY);

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

  private static Handover signed(Handover handover, String caller) {
    assertThat(handover.sign(caller, MONDAY)).isInstanceOf(Accepted.class);
    return ((Accepted<Handover>) handover.sign(caller, MONDAY)).state();
  }
}
