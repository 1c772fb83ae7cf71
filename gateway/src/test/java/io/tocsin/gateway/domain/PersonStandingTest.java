package io.tocsin.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.gateway.domain.PersonStanding.PostHeld;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonStandingTest {

  @Test
  void whoHoldsNoPostMayReport() {
    assertThat(person().roles()).containsExactly("REPORTER");
  }

  @Test
  void theLeadersPostLeadsOnShiftOrNot() {
    assertThat(person(new PostHeld("LD", true, true)).roles())
        .containsExactly("REPORTER", "LEADER");
    assertThat(person(new PostHeld("LD", false, false)).roles())
        .containsExactly("REPORTER", "LEADER");
  }

  @Test
  void anyOtherPostRespondsAndLeadsTheShiftOnlyAsPrimaryOnShift() {
    assertThat(person(new PostHeld("DB", true, true)).roles())
        .containsExactly("REPORTER", "RESPONDER", "DUTY_LEAD");
    assertThat(person(new PostHeld("DB", true, false)).roles())
        .containsExactly("REPORTER", "RESPONDER");
    assertThat(person(new PostHeld("DB", false, true)).roles())
        .containsExactly("REPORTER", "RESPONDER");
  }

  @Test
  void severalPostsAddUp() {
    assertThat(person(new PostHeld("LD", false, false), new PostHeld("AP", true, true)).roles())
        .containsExactlyInAnyOrder("REPORTER", "LEADER", "RESPONDER", "DUTY_LEAD");
  }

  private static PersonStanding person(PostHeld... posts) {
    return new PersonStanding("wang-ming", "王明", "province", List.of(posts));
  }
}
