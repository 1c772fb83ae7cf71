package io.tocsin.notification;

import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.number;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DeliveryState;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.notification.world.Centre;
import io.tocsin.notification.world.Centre.Manner;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of a page that its centre does not simply take and deliver. */
abstract class CentreCases extends PagingCases {

  /** A number as long as this makes two parts of the message. */
  private final IncidentFacts wordy =
      incident(UUID.randomUUID().toString(), "2026-0042-" + "X".repeat(50), false);

  private PageRequestedV1 paged(Manner manner, IncidentFacts about) {
    WORLD.centre.treat(digits(number), manner);
    PageRequestedV1 page = page(about, 0, Channel.SMS);
    WORLD.assign(page, person("feng-tao", "冯涛", "zh-CN", sms(number)));
    return page;
  }

  @Test
  void aReceiptThatIsFasterThanTheAnswerIsNotLost() {
    PageRequestedV1 page = paged(Manner.RECEIPT_FIRST, incident);

    awaitState(page, "SMS", "DELIVERED");
  }

  @Test
  void aReceiptThatComesAsDataCounts() {
    PageRequestedV1 page = paged(Manner.DATA_RECEIPT, incident);

    awaitState(page, "SMS", "DELIVERED");
  }

  @Test
  void aReceiptThatSaysUndeliverableFailsTheDelivery() {
    PageRequestedV1 page = paged(Manner.LOSE, incident);

    awaitState(page, "SMS", "FAILED_PERMANENT");
    JsonNode delivery = WORLD.deliveries("page=" + page.pageId()).getFirst();
    assertThat(delivery.path("attempts").get(0).path("detail").asString()).contains("UNDELIV 005");
  }

  @Test
  void aThrottledMessageIsTriedAgainAndArrivesOnce() {
    PageRequestedV1 page = paged(Manner.THROTTLE_ONCE, incident);

    awaitState(page, "SMS", "DELIVERED");
    JsonNode attempts = WORLD.deliveries("page=" + page.pageId()).getFirst().path("attempts");
    assertThat(attempts).hasSize(2);
    assertThat(attempts.get(0).path("outcome").asString()).isEqualTo("FAILED_TEMPORARY");
  }

  @Test
  void aMessageThatIsThrottledInItsMiddleIsFinishedAndNotSentAgain() {
    PageRequestedV1 page = paged(Manner.THROTTLE_SECOND_PART, wordy);

    awaitState(page, "SMS", "DELIVERED");
    assertThat(WORLD.deliveries("page=" + page.pageId()).getFirst().path("attempts")).hasSize(1);
    assertThat(WORLD.centre.parts(digits(number)))
        .extracting(Centre.Part::number)
        .containsExactly(1, 2, 2);
  }

  @Test
  void theReceiptOfAPartTellsThatATornMessageIsLost() {
    PageRequestedV1 page = paged(Manner.TEAR, wordy);

    awaitState(page, "SMS", "FAILED_PERMANENT");
    assertThat(changes(page))
        .extracting(DeliveryStateChangedV1::state)
        .contains(DeliveryState.UNKNOWN);
  }

  @Test
  void aRefusedMessageFailsForGood() {
    PageRequestedV1 page = paged(Manner.REFUSE, incident);

    awaitState(page, "SMS", "FAILED_PERMANENT");
    assertThat(WORLD.centre.texts(digits(number))).hasSize(1);
  }

  @Test
  void aLineThatBreaksBeforeTheAnswerLeavesItUnknownAndNeverSentAgain() {
    PageRequestedV1 page = paged(Manner.CUT, incident);

    awaitState(page, "SMS", "UNKNOWN");
    String other = number();
    PageRequestedV1 next = page(incident, 0, Channel.SMS);
    WORLD.assign(next, person("shen-yu", "沈宇", "zh-CN", sms(other)));
    awaitState(next, "SMS", "DELIVERED");
    assertThat(WORLD.centre.texts(digits(number))).hasSize(1);
  }
}
