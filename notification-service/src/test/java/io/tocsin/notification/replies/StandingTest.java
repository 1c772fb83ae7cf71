package io.tocsin.notification.replies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.IncidentState;
import io.tocsin.notification.domain.Words;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandingTest {

  private static final Words TAKEN = new Words("王明已确认", "acknowledged by Wang Ming");

  @ParameterizedTest
  @EnumSource
  void aFaultIsWithWhoeverAnswersOnlyWhileItIsOpen(IncidentState state) {
    Words over = new Standing(null, state).over("2026-0042", true);

    if (state.open()) {
      assertThat(over).isNull();
    } else {
      assertThat(Objects.requireNonNull(over).zh()).contains("2026-0042", "不由您处置");
      assertThat(over.en()).contains("2026-0042", "is not with you");
    }
  }

  @Test
  void aPageThatWasTakenBackIsNotAnsweredAnyMoreSaveByWhoseAnswerTookItBack() {
    Standing standing = new Standing(TAKEN, IncidentState.ACTIVE);

    assertThat(Objects.requireNonNull(standing.over("2026-0042", true)).en())
        .contains("had been withdrawn: acknowledged by Wang Ming");
    assertThat(standing.over("2026-0042", false)).isNull();
  }

  @Test
  void whereNothingIsKnownOfTheIncidentItIsTakenToBeOpen() {
    assertThat(new Standing(null, null).over("2026-0042", true)).isNull();
  }

  @Test
  void thatTheFaultIsOverIsToldBeforeThatThePageWasTakenBack() {
    Words over = new Standing(TAKEN, IncidentState.FALSE_ALARM).over("2026-0042", false);

    assertThat(Objects.requireNonNull(over).zh()).contains("为误报");
  }
}
