package io.tocsin.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.domain.Attempt.Outcome;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Confirmed;
import io.tocsin.notification.domain.Delivery.Delivered;
import io.tocsin.notification.domain.Delivery.FailedPermanently;
import io.tocsin.notification.domain.Delivery.FailedTemporarily;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Delivery.State;
import io.tocsin.notification.domain.Delivery.Superseded;
import io.tocsin.notification.domain.Delivery.Unknown;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  private static final Words WHY = new Words("原因", "reason");

  @Test
  void whatMayHappenInEachStateIsWrittenDownHereOnce() {
    Set<String> waits = Set.of("attempt", "postpone", "refuse", "supersede", "goWith", "expire");
    Set<String> answered =
        Set.of(
            "handedOff", "failTemporarily", "failPermanently", "failOver", "wentAlong", "waitOn");
    Set<String> lost = Set.of("followedUp", "calledInVain");
    Map<Class<?>, Set<String>> waiting =
        Map.of(
            Queued.class, plus(waits, "followedUp"),
            FailedTemporarily.class, plus(waits, "followedUp"),
            Attempting.class, plus(answered, "unknown", "confirm", "stop"),
            Unknown.class,
                plus(
                    plus(answered, "confirm", "stop", "arrived", "lost", "carriedInVain"),
                    lost.toArray(String[]::new)),
            HandedOff.class, Set.of("arrived", "lost", "confirm", "unreported"),
            Delivered.class, Set.of("confirm"),
            FailedPermanently.class, plus(lost, "confirm"),
            Confirmed.class, Set.of(),
            Superseded.class, Set.of("carriedInVain"),
            Delivery.Expired.class, lost);

    for (Class<?> state : Delivery.class.getNestMembers()) {
      if (state.isRecord()) {
        assertThat(transitions(state))
            .as(state.getSimpleName())
            .isEqualTo(plus(Objects.requireNonNull(waiting.get(state)), "calledAndConfirmed"));
      }
    }
  }

  private static Set<String> plus(Set<String> names, String... more) {
    Set<String> all = new TreeSet<>(names);
    all.addAll(List.of(more));
    return all;
  }

  private static Set<String> transitions(Class<?> state) {
    return Arrays.stream(state.getMethods())
        .filter(m -> Delivery.class.isAssignableFrom(m.getReturnType()))
        .map(java.lang.reflect.Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatWentWithAnotherSharesItsFateAndDoesNotClaimToKnowMore() {
    Superseded along = goingWith().wentAlong(WHY);

    assertThat(along.carrier()).isEqualTo("d-9");
    assertThat(along.carriedInVain(carrier().failPermanently(WHY, "gone")))
        .isInstanceOfSatisfying(
            FailedPermanently.class,
            lost ->
                assertThat(lost.reason().en())
                    .isEqualTo("Went out together with d-9, which did not arrive"));
    assertThat(along.carriedInVain(carrier().unknown(WHY, null)))
        .isInstanceOfSatisfying(
            Unknown.class,
            unknown ->
                assertThat(unknown.reason().en())
                    .isEqualTo(
                        "Went out together with d-9, of which nobody knows whether it arrived"));
  }

  @Test
  void whatGoesWithAnotherAndIsNotAnsweredIsUnknownAndKnowsWithWhich() {
    Unknown unknown =
        (Unknown) new Answer.Lost("broke").appliedAlong(goingWith(), Deliveries.T0, Deliveries.T0);

    assertThat(unknown.carrier()).isEqualTo("d-9");
    assertThat(unknown.reason().en()).contains("together with d-9", "not sent again");
    assertThat(unknown.carriedInVain(carrier().unknown(WHY, null))).isEqualTo(unknown);
    assertThat(unknown.carriedInVain(carrier().failPermanently(WHY, "gone")).state())
        .isEqualTo(State.FAILED_PERMANENT);
    assertThat(goingWith().unknown(WHY, "no answer was recorded").carrier())
        .as("after a crash as well")
        .isEqualTo("d-9");
  }

  @Test
  void whatWasNotTakenTogetherWithAnotherWaitsAsIfItHadNotBeenTried() {
    Delivery again =
        new Answer.NotTaken("away")
            .appliedAlong(goingWith(), Deliveries.T0, Deliveries.T0.plusSeconds(4));

    assertThat(again)
        .isInstanceOfSatisfying(
            FailedTemporarily.class,
            waiting -> assertThat(waiting.dueAt()).isEqualTo(Deliveries.T0.plusSeconds(4)));
    assertThat(again.attempts()).isEmpty();
  }

  private static Attempting goingWith() {
    return Deliveries.queued()
        .goWith("d-9", "smpp:primary", Deliveries.T0, Deliveries.T0.plusSeconds(20));
  }

  /** The message with the id d-9. */
  private static Attempting carrier() {
    Message message = Deliveries.queued().message();
    return new Queued(message.to("d-9", message.recipient()))
        .attempt("smpp:primary", Deliveries.T0, Deliveries.T0.plusSeconds(20));
  }

  @Test
  void anAttemptThatIsAnsweredKeepsWhenAndByWhomItWasMade() {
    Attempting attempting =
        Deliveries.queued().attempt("smpp:primary", Deliveries.T0, Deliveries.T0.plusSeconds(20));

    HandedOff handed = attempting.handedOff(List.of("m1"), "0");

    assertThat(attempting.state()).isEqualTo(State.QUEUED);
    assertThat(handed.attempts())
        .containsExactly(new Attempt(Deliveries.T0, "smpp:primary", Outcome.HANDED_OFF, "0"));
  }

  @Test
  void aMessageInPartsHasArrivedWhenEveryPartHas() {
    HandedOff handed = attempting().handedOff(List.of("m1", "m2"), null);

    Delivery first = handed.arrived("m2");
    Delivery again = ((HandedOff) first).arrived("m2");
    Delivery both = ((HandedOff) again).arrived("m1");

    assertThat(first.state()).isEqualTo(State.HANDED_OFF);
    assertThat(again).isEqualTo(first);
    assertThat(both.state()).isEqualTo(State.DELIVERED);
    assertThat(both.attempts().getLast().outcome()).isEqualTo(Outcome.DELIVERED);
  }

  @Test
  void oneLostPartLosesTheMessageUntilTheRecipientAnswersItAllTheSame() {
    FailedPermanently lost =
        attempting().handedOff(List.of("m1", "m2"), null).lost(WHY, "UNDELIV 005");

    assertThat(lost.state()).isEqualTo(State.FAILED_PERMANENT);
    assertThat(lost.attempts().getLast().detail()).isEqualTo("UNDELIV 005");
    assertThat(lost.confirm(Deliveries.T0).state()).isEqualTo(State.CONFIRMED);
  }

  @Test
  void whatIsUnknownBecomesKnownByALateAnswer() {
    Unknown unknown = attempting().unknown(WHY, "no answer");

    assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
    assertThat(unknown.handedOff(List.of("m1"), "0").attempts())
        .singleElement()
        .satisfies(a -> assertThat(a.outcome()).isEqualTo(Outcome.HANDED_OFF));
  }

  @Test
  void everyTryAddsAnAttemptAndPostponingAddsNone() {
    FailedTemporarily failed =
        attempting().failTemporarily(Deliveries.T0.plusSeconds(1), WHY, "throttled");

    FailedTemporarily postponed = failed.postpone(Deliveries.T0.plusSeconds(9), WHY);
    Attempting second = postponed.attempt("smpp:primary", Deliveries.T0, Deliveries.T0);

    assertThat(postponed.attempts()).hasSize(1);
    assertThat(second.attempts())
        .extracting(Attempt::outcome)
        .containsExactly(Outcome.FAILED_TEMPORARY, Outcome.STARTED);
  }

  @Test
  void whatIsUnknownBecomesKnownByAReceiptAndACallInBetweenStaysWhatItWas() {
    Attempt call = new Attempt(Deliveries.T0, "call:zhao", Outcome.NOT_REACHED, "busy");
    Unknown unknown = attempting().unknown(WHY, "no answer").calledInVain(call);

    assertThat(unknown.arrived("d-1").attempts())
        .extracting(Attempt::outcome)
        .containsExactly(Outcome.DELIVERED, Outcome.NOT_REACHED);
    assertThat(unknown.lost(WHY, "UNDELIV").state()).isEqualTo(State.FAILED_PERMANENT);
  }

  @Test
  void aReceiptThatComesTooLateStillCounts() {
    Unknown unknown = attempting().handedOff(List.of("m1", "m2"), null).unreported(WHY);

    Delivery one = unknown.arrived("m1");

    assertThat(one.state()).isEqualTo(State.UNKNOWN);
    assertThat(((Unknown) one).arrived("m2").attempts())
        .extracting(Attempt::outcome)
        .containsExactly(Outcome.DELIVERED);
  }

  @Test
  void aMessageOfWhichPartsAreMissingMayGetLostByAReceiptAndNeverArrive() {
    Unknown torn = attempting().unknown(WHY, "part 3 of 3 was not taken", List.of("m1", "m2"));

    Delivery both = ((Unknown) torn.arrived("m1")).arrived("m2");

    assertThat(both.state()).isEqualTo(State.UNKNOWN);
    assertThat(((Unknown) both).lost(WHY, "EXPIRED").state()).isEqualTo(State.FAILED_PERMANENT);
  }

  @Test
  void whatWasDoneWhileItWaitedIsDoneOnceHoweverOftenItIsTried() {
    FollowUp.Taken done = new FollowUp.Taken(Deliveries.T0, false, WHY);
    FailedTemporarily marked =
        Deliveries.queued().postpone(Deliveries.T0.plusSeconds(1), WHY).followedUp(done);

    FailedTemporarily again =
        marked
            .postpone(Deliveries.T0.plusSeconds(2), WHY)
            .attempt("smpp:primary", Deliveries.T0, Deliveries.T0)
            .failTemporarily(Deliveries.T0.plusSeconds(3), WHY, "throttled");

    assertThat(again.followUp()).isEqualTo(done);
    assertThat(again.expire(WHY).followUp()).as("now a call may be due").isNull();
  }

  private static Attempting attempting() {
    return Deliveries.queued().attempt("smpp:primary", Deliveries.T0, Deliveries.T0.plusSeconds(9));
  }
}
