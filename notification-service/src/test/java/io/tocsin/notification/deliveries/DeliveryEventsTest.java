package io.tocsin.notification.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.DeliveryState;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.FailedTemporarily;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the others hear of a delivery's steps. */
class DeliveryEventsTest {

  private static final Instant T0 = Instant.parse("2026-03-09T01:20:00Z");
  private static final Words WHY = new Words("因", "why");

  private static Attempting attempt(Urgency urgency) {
    About about = urgency == Urgency.BULK ? About.notice("i", "n") : About.page("i", "p");
    return new Queued(
            new Message(
                "d",
                Channel.SMS,
                urgency,
                new Recipient(Recipient.Kind.UNIT, "yunxi", "云溪县局", "+8613800000001"),
                about,
                new Content(false, null, "暂停", null),
                WHY,
                null,
                T0,
                T0.plusSeconds(3600)))
        .attempt("smpp:primary", T0, T0.plusSeconds(30));
  }

  private static List<DeliveryState> told(@Nullable Delivery from, Delivery to) {
    return DeliveryEvents.of(from, to, 2, T0, null).stream()
        .map(Outgoing::envelope)
        .map(e -> ((DeliveryStateChangedV1) Objects.requireNonNull(e).data()).state())
        .toList();
  }

  @Test
  void ofANoticeNobodyIsToldWhatWentWellAtOnce() {
    Attempting attempting = attempt(Urgency.BULK);
    HandedOff handedOff = attempting.handedOff(List.of("smpp:primary/1"), "message_id 1");

    assertThat(told(attempting, handedOff)).isEmpty();
    assertThat(told(handedOff, handedOff.arrived("smpp:primary/1"))).isEmpty();
  }

  @Test
  void ofANoticeEverybodyIsToldWhatWentWrongAndHowItEnded() {
    Attempting attempting = attempt(Urgency.BULK);
    FailedTemporarily failed = attempting.failTemporarily(T0.plusSeconds(1), WHY, "full");
    Attempting again = failed.attempt("smpp:primary", T0.plusSeconds(2), T0.plusSeconds(30));
    HandedOff second = again.handedOff(List.of("smpp:primary/2"), null);
    HandedOff first = attempting.handedOff(List.of("smpp:primary/1"), null);

    assertThat(told(attempting, failed)).containsExactly(DeliveryState.FAILED_TEMPORARY);
    assertThat(told(again, second)).containsExactly(DeliveryState.HANDED_OFF);
    assertThat(told(second, second.arrived("smpp:primary/2")))
        .containsExactly(DeliveryState.DELIVERED);
    assertThat(told(first, first.lost(WHY, "UNDELIV")))
        .containsExactly(DeliveryState.FAILED_PERMANENT);
    assertThat(told(attempting, attempting.unknown(WHY, null)))
        .containsExactly(DeliveryState.UNKNOWN);
    assertThat(told(attempting.unknown(WHY, null), first))
        .containsExactly(DeliveryState.HANDED_OFF);
  }

  @Test
  void ofAPageEveryStepIsTold() {
    Attempting attempting = attempt(Urgency.URGENT);
    HandedOff handedOff = attempting.handedOff(List.of("smpp:primary/1"), null);

    assertThat(told(attempting, handedOff)).containsExactly(DeliveryState.HANDED_OFF);
    assertThat(told(handedOff, handedOff.arrived("smpp:primary/1")))
        .containsExactly(DeliveryState.DELIVERED);
  }
}
