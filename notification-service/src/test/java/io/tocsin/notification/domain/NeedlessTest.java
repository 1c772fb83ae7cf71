package io.tocsin.notification.domain;

import static io.tocsin.notification.domain.Deliveries.T0;
import static io.tocsin.notification.domain.Deliveries.queued;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.FailedPermanently;
import io.tocsin.notification.domain.Delivery.Stuck;
import io.tocsin.notification.domain.Delivery.Superseded;
import io.tocsin.notification.domain.Delivery.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page that was acknowledged goes out no more, whatever is learnt of it later. */
class NeedlessTest {

  private static final Words ACKNOWLEDGED = new Words("王明已确认", "acknowledged by Wang Ming");
  private static final Needless NEEDLESS = new Needless(ACKNOWLEDGED, T0.plusSeconds(2));
  private static final Instant LATER = T0.plusSeconds(9);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private static final Route ROUTE = new Route(List.of("smpp:primary", "http:backup"));
  private static final FollowUp.Rules RULES =
      new FollowUp.Rules(
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofMinutes(3),
          Duration.ofMinutes(30),
          java.util.Set.of());

  private static Attempting attempting() {
    return queued().attempt("smpp:primary", T0, LATER);
  }

  private static Delivery stopped(Delivery delivery) {
    return NEEDLESS.stopped(delivery).orElseThrow();
  }

  private static Delivery answered(Delivery attempt, Answer answer) {
    return answer.appliedTo((Delivery.Unanswered) attempt, LATER, BACKOFF, ROUTE);
  }

  @Test
  void whatWaitsIsNotSent() {
    assertThat(stopped(queued()))
        .isEqualTo(new Superseded(queued().message(), List.of(), ACKNOWLEDGED));
  }

  @Test
  void anAttemptThatWasNotTakenIsTheLastOneThoughAnotherProviderIsThere() {
    for (Answer answer :
        List.of(
            new Answer.NotTaken("down"),
            new Answer.Throttled("slower"),
            new Answer.Refused("no"),
            new Answer.Later(LATER.plusSeconds(60), "later"))) {
      assertThat(answered(stopped(attempting()), answer))
          .as(answer.toString())
          .isInstanceOfSatisfying(
              Superseded.class, s -> assertThat(s.reason()).isEqualTo(ACKNOWLEDGED));
      assertThat(answered(attempting(), answer)).isInstanceOf(Delivery.Waiting.class);
    }
  }

  @Test
  void anAttemptThatWasRefusedForGoodLeadsToNoOtherChannel() {
    Delivery refused =
        new Answer.Refused("no")
            .appliedTo(
                (Delivery.Unanswered) stopped(attempting()),
                LATER,
                BACKOFF,
                new Route(List.of("smpp:primary")));

    assertThat(refused).isInstanceOf(FailedPermanently.class);
    assertThat(((Stuck) refused).followUp())
        .isEqualTo(new FollowUp.Taken(LATER, false, ACKNOWLEDGED));
  }

  @Test
  void anAttemptThatNobodyAnsweredLeadsToNoOtherChannelNorToAnotherTryLater() {
    NextStep step =
        NextStep.of(
            stopped(attempting()),
            LATER,
            new Availability.Available("smpp:primary"),
            Duration.ofSeconds(20),
            BACKOFF);

    Unknown unknown = (Unknown) ((NextStep.Settle) step).to();

    assertThat(RULES.dueAt(unknown)).isEmpty();
    assertThat(answered(unknown, new Answer.NotTaken("down"))).isInstanceOf(Superseded.class);
    assertThat(answered(unknown, new Answer.Taken(List.of("m1"), null)))
        .isInstanceOf(Delivery.HandedOff.class);
  }

  @Test
  void whatWasLostBeforeIsNeitherFollowedUpNorTelephonedAbout() {
    FailedPermanently lost = queued().refuse(new Words("拒收", "refused"));
    FailedPermanently called = lost.followedUp(new FollowUp.Taken(T0, true, lost.reason()));
    Unknown unknown = attempting().unknown(new Words("不明", "unknown"), null);

    assertThat(RULES.dueAt(lost)).isPresent();
    assertThat(RULES.dueAt(stopped(lost))).isEmpty();
    assertThat(((Stuck) stopped(called)).callDue()).isFalse();
    assertThat(RULES.dueAt(stopped(unknown))).isEmpty();
  }

  @Test
  void nothingIsLeftToBeStoppedTwice() {
    assertThat(NEEDLESS.stopped(stopped(attempting()))).isEmpty();
    assertThat(NEEDLESS.stopped(stopped(queued().refuse(ACKNOWLEDGED)))).isEmpty();
    assertThat(NEEDLESS.stopped(attempting().handedOff(List.of(), null))).isEmpty();
  }
}
