package io.tocsin.notification.domain;

import static io.tocsin.notification.domain.Deliveries.T0;
import static io.tocsin.notification.domain.Deliveries.WORTH;
import static io.tocsin.notification.domain.Deliveries.queued;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.domain.Availability.Available;
import io.tocsin.notification.domain.Availability.Unavailable;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.FailedTemporarily;
import io.tocsin.notification.domain.Delivery.State;
import io.tocsin.notification.domain.NextStep.HandOff;
import io.tocsin.notification.domain.NextStep.Leave;
import io.tocsin.notification.domain.NextStep.Settle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextStepTest {

  private static final Words DOWN = new Words("短信中心未连接", "the SMS centre is not connected");
  private static final Availability UP = new Available("smpp:primary");
  private static final Availability AWAY = new Unavailable("smpp:primary", DOWN);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private static NextStep next(Delivery delivery, Instant now, Availability provider) {
    return NextStep.of(delivery, now, provider, ANSWER, BACKOFF);
  }

  @Test
  void aQueuedMessageIsWrittenDownAsAnAttemptWhoseAnswerIsDueInTime() {
    NextStep step = next(queued(), T0, UP);

    assertThat(step)
        .isInstanceOfSatisfying(
            HandOff.class,
            handOff -> {
              assertThat(handOff.to().answerBy()).isEqualTo(T0.plus(ANSWER));
              assertThat(handOff.to().attempts()).hasSize(1);
            });
  }

  @Test
  void whileTheProviderIsAwayNoAttemptIsMadeAndTheReasonIsKept() {
    NextStep step = next(queued(), T0, AWAY);

    assertThat(step)
        .isInstanceOfSatisfying(
            Settle.class,
            settle -> {
              assertThat(settle.to())
                  .isEqualTo(
                      new FailedTemporarily(
                          queued().message(), List.of(), T0.plusSeconds(1), DOWN));
              assertThat(settle.reason()).isEqualTo(DOWN);
            });
  }

  @Test
  void theLongerNobodyTakesItTheRarerItIsLookedAt() {
    Instant late = T0.plusSeconds(20);
    FailedTemporarily waiting = queued().postpone(late, DOWN);

    NextStep step = next(waiting, late, AWAY);

    assertThat(((FailedTemporarily) ((Settle) step).to()).dueAt()).isEqualTo(late.plusSeconds(10));
    assertThat(BACKOFF.afterWaiting(Duration.ofMinutes(9))).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aRetryWaitsForItsTimeAndThenIsMade() {
    FailedTemporarily failed = queued().postpone(T0.plusSeconds(4), DOWN);

    assertThat(next(failed, T0.plusSeconds(3), UP)).isInstanceOf(Leave.class);
    assertThat(next(failed, T0.plusSeconds(4), UP)).isInstanceOf(HandOff.class);
  }

  @Test
  void whatHasNotLeftInTimeExpiresEvenWhileTheProviderIsAway() {
    Instant late = T0.plus(WORTH);

    for (Delivery waiting : List.of(queued(), queued().postpone(T0.plusSeconds(4), DOWN))) {
      assertThat(next(waiting, late, AWAY))
          .isInstanceOfSatisfying(
              Settle.class, settle -> assertThat(settle.to().state()).isEqualTo(State.EXPIRED));
      assertThat(next(waiting, late.minusMillis(1), AWAY)).isNotInstanceOf(Leave.class);
    }
  }

  @Test
  void aWaitNeverOutlastsTheMessagesWorth() {
    NextStep step = next(queued(), T0.plus(WORTH).minusMillis(10), AWAY);

    assertThat(((FailedTemporarily) ((Settle) step).to()).dueAt()).isEqualTo(T0.plus(WORTH));
  }

  @Test
  void anAttemptThatNobodyAnsweredIsUnknownAndNeverMadeAgain() {
    Attempting attempting = queued().attempt("smpp:primary", T0, T0.plus(ANSWER));

    assertThat(next(attempting, T0.plus(ANSWER).minusMillis(1), UP)).isInstanceOf(Leave.class);
    NextStep step = next(attempting, T0.plus(ANSWER), UP);

    assertThat(step)
        .isInstanceOfSatisfying(
            Settle.class,
            settle -> {
              assertThat(settle.to().state()).isEqualTo(State.UNKNOWN);
              assertThat(settle.reason().en()).contains("verify");
              assertThat(next(settle.to(), T0.plus(WORTH), UP)).isInstanceOf(Leave.class);
            });
  }

  @Test
  void whateverIsOnItsWayOrDoneIsLeftAlone() {
    Attempting attempting = queued().attempt("smpp:primary", T0, T0.plus(ANSWER));
    for (Delivery done :
        List.of(
            queued().supersede(DOWN),
            queued().expire(DOWN),
            queued().refuse(DOWN),
            attempting.handedOff(List.of("m"), null),
            attempting.handedOff(List.of("m"), null).arrived("m"),
            attempting.confirm(T0),
            attempting.unknown(DOWN, null))) {
      assertThat(next(done, T0.plus(WORTH), UP))
          .as(done.state().name())
          .isInstanceOfSatisfying(
              Leave.class, leave -> assertThat(leave.reason().en()).contains(done.state().name()));
    }
  }
}
