package io.tocsin.notification.domain;

import static io.tocsin.notification.domain.Deliveries.T0;
import static io.tocsin.notification.domain.Deliveries.queued;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Throttled;
import io.tocsin.notification.domain.Attempt.Outcome;
import io.tocsin.notification.domain.Availability.Available;
import io.tocsin.notification.domain.Availability.Unavailable;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.FailedPermanently;
import io.tocsin.notification.domain.Delivery.FailedTemporarily;
import io.tocsin.notification.domain.Delivery.Unknown;
import io.tocsin.notification.domain.Delivery.Waiting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of several providers carries a message. */
class RouteTest {

  private static final Route BOTH = new Route(List.of("smpp:primary", "http:aliyun"));
  private static final Route ONE = new Route(List.of("smpp:primary"));
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(4), Duration.ofSeconds(30));
  private static final Availability SMPP = new Available("smpp:primary");
  private static final Availability HTTP = new Available("http:aliyun");
  private static final Availability SMPP_AWAY =
      new Unavailable("smpp:primary", new Words("未连接", "away"));
  private static final Availability HTTP_AWAY =
      new Unavailable("http:aliyun", new Words("未连接", "away"));

  private static Attempting by(Waiting waiting, String provider) {
    return waiting.attempt(provider, T0, T0.plusSeconds(20));
  }

  private static Delivery answered(Attempting attempt, Answer answer, Route route) {
    return answer.appliedTo(attempt, T0, BACKOFF, route);
  }

  @Test
  void theFirstProviderThatCanIsAsked() {
    assertThat(Route.choice(queued(), List.of(SMPP, HTTP))).isEqualTo(SMPP);
    assertThat(Route.choice(queued(), List.of(SMPP_AWAY, HTTP))).isEqualTo(HTTP);
    assertThat(Route.choice(queued(), List.of(SMPP_AWAY, HTTP_AWAY))).isEqualTo(SMPP_AWAY);
  }

  @Test
  void whatOneProviderRefusesTheOtherIsAskedForAtOnceAndTheFirstNeverAgain() {
    FailedTemporarily turned =
        (FailedTemporarily) answered(by(queued(), "smpp:primary"), new Refused("0x0b"), BOTH);

    assertThat(turned.dueAt()).isEqualTo(T0);
    assertThat(turned.attempts().getLast().outcome()).isEqualTo(Outcome.FAILED_PERMANENT);
    assertThat(turned.reason().en()).contains("smpp:primary refused it", "http:aliyun");
    assertThat(Route.choice(turned, List.of(SMPP, HTTP))).isEqualTo(HTTP);
    assertThat(Route.choice(turned, List.of(SMPP, HTTP_AWAY))).isEqualTo(HTTP_AWAY);
    assertThat(answered(by(turned, "http:aliyun"), new Refused("isv.X"), BOTH))
        .isInstanceOf(FailedPermanently.class);
  }

  @Test
  void aProviderThatSurelyDidNotTakeItGivesWayAndItsTurnComesAgain() {
    FailedTemporarily first =
        (FailedTemporarily) answered(by(queued(), "smpp:primary"), new NotTaken("0x08"), BOTH);
    FailedTemporarily second =
        (FailedTemporarily) answered(by(first, "http:aliyun"), new NotTaken("503"), BOTH);

    assertThat(first.dueAt()).isEqualTo(T0);
    assertThat(Route.choice(first, List.of(SMPP, HTTP))).isEqualTo(HTTP);
    assertThat(second.dueAt()).as("both failed once: wait").isAfter(T0);
    assertThat(Route.choice(second, List.of(SMPP, HTTP))).isEqualTo(SMPP);
  }

  @Test
  void aSingleProviderIsTriedAgainAndItsRefusalIsFinal() {
    assertThat(answered(by(queued(), "smpp:primary"), new NotTaken("0x08"), ONE))
        .isInstanceOfSatisfying(
            FailedTemporarily.class, f -> assertThat(f.dueAt()).isEqualTo(T0.plusSeconds(4)));
    assertThat(answered(by(queued(), "smpp:primary"), new Refused("0x0b"), ONE))
        .isInstanceOf(FailedPermanently.class);
  }

  @Test
  void tooFastIsWaitedForAndNotPouredOverTheSecondProvider() {
    assertThat(answered(by(queued(), "smpp:primary"), new Throttled("0x58"), BOTH))
        .isInstanceOfSatisfying(FailedTemporarily.class, f -> assertThat(f.dueAt()).isAfter(T0));
  }

  @Test
  void whatNobodyKnowsIsNeverGivenToASecondProvider() {
    assertThat(answered(by(queued(), "smpp:primary"), new Answer.Lost("broke"), BOTH))
        .isInstanceOf(Unknown.class);
  }

  @Test
  void aMessageThatNoProviderCarriesIsExhaustedFromTheStart() {
    assertThat(new Route(List.of()).exhaustedFor(queued())).isTrue();
    assertThat(ONE.exhaustedFor(queued())).isFalse();
  }
}
