package io.tocsin.notification.sending;

import static io.tocsin.notification.sending.SampleWave.PROVIDER;
import static io.tocsin.notification.sending.SampleWave.READING;
import static io.tocsin.notification.sending.SampleWave.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.FailedTemporarily;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Delivery.Superseded;
import io.tocsin.notification.domain.Delivery.Unknown;
import io.tocsin.notification.domain.Words;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a delivery becomes where another instance has settled it with less than is known here. */
class SettlingTest {

  private final Attempting attempt = SampleWave.of("n-1/SMS/128/0", "n-1").attempt(0);
  private final Delivery handedOff =
      READING.applied(attempt, new Taken(List.of(PROVIDER + "/7"), null), T0);
  private final Delivery delivered =
      new Receipt(List.of(PROVIDER + "/7"), Receipt.Result.ARRIVED, "DELIVRD").appliedTo(handedOff);
  private final Delivery notTaken = READING.applied(attempt, new NotTaken("no session"), T0);
  private final Unknown unknown =
      attempt.unknown(new Words("未记录", "not recorded"), "no answer was recorded");

  @Test
  void anAttemptWithoutAnAnswerGetsIt() {
    assertThat(Settling.further(attempt, handedOff, T0)).contains(handedOff);
    assertThat(Settling.further(unknown, delivered, T0)).contains(delivered);
    assertThat(Settling.further(attempt, notTaken, T0)).contains(notTaken);
  }

  @Test
  void whatWasHandedOffGetsItsReceiptAndNothingElse() {
    assertThat(Settling.further(handedOff, delivered, T0)).contains(delivered);
    assertThat(Settling.further(handedOff, handedOff, T0)).isEmpty();
    assertThat(Settling.further(handedOff, notTaken, T0)).isEmpty();
    assertThat(Settling.further(delivered, handedOff, T0)).isEmpty();
  }

  @Test
  void whatIsNotKnownChangesNothing() {
    assertThat(Settling.further(attempt, new Queued(attempt.message()), T0)).isEmpty();
    assertThat(Settling.further(unknown, attempt, T0)).isEmpty();
  }

  @Test
  void whatGoesItsOwnWaySinceIsLeftAlone() {
    Queued waits = new Queued(attempt.message());
    Attempting again =
        ((FailedTemporarily) notTaken).attempt(PROVIDER, T0.plusSeconds(1), T0.plusSeconds(31));

    assertThat(Settling.further(waits, handedOff, T0)).isEmpty();
    assertThat(Settling.further(again, notTaken, T0)).isEmpty();
  }

  @Test
  void whatNobodyNeedsAnyMoreIsNotTriedAgain() {
    Attempting stopped = attempt.stop(new Words("已撤回", "taken back"));

    assertThat(Settling.further(stopped, notTaken, T0)).get().isInstanceOf(Superseded.class);
    assertThat(Settling.further(stopped, handedOff, T0)).contains(handedOff);
  }
}
