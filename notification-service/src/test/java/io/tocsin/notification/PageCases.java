package io.tocsin.notification;

import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DeliveryState;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.Topics;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From what the roster says to the phone and the mailbox. */
abstract class PageCases extends PagingCases {

  private static List<MimeMessage> mails(String address) throws Exception {
    List<MimeMessage> found = new ArrayList<>();
    for (MimeMessage mail : WORLD.mailbox.getReceivedMessages()) {
      if (Arrays.toString(mail.getAllRecipients()).contains(address)) {
        found.add(mail);
      }
    }
    return found;
  }

  @Test
  void aPageReachesThePhoneAndTheMailboxAndTheReceiptTellsThatItArrived() throws Exception {
    PageRequestedV1 page = page(incident, 0, Channel.SMS, Channel.EMAIL);
    String mail = "wang-" + incident.id() + "@province.example.cn";

    WORLD.assign(
        page,
        person("wang-ming", "王明", "zh-CN", sms(number), new ContactPoint(Channel.EMAIL, mail)));

    assertThat(awaitSms()).matches("特急：财务支付系统全局故障2026-0042，岗位：数据库管理员。5分钟内回复\\d{4}确认。");
    await().atMost(SOON).until(() -> mails(mail).size() == 1);
    MimeMessage letter = mails(mail).getFirst();
    assertThat(letter.getSubject()).isEqualTo("特急：财务支付系统全局故障2026-0042");
    assertThat(letter.getHeader("References"))
        .containsExactly("<incident-" + incident.id() + "@province.example.cn>");
    assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");

    awaitState(page, "SMS", "DELIVERED");
    awaitState(page, "EMAIL", "HANDED_OFF");
    JsonNode sms = WORLD.deliveries("page=" + page.pageId() + "&channel=SMS").getFirst();
    assertThat(sms.path("attempts")).hasSize(1);
    assertThat(sms.path("attempts").get(0).path("provider").asString()).isEqualTo("smpp:primary");
    assertThat(letter.getMessageID())
        .isEqualTo(
            "<"
                + WORLD
                    .deliveries("page=" + page.pageId() + "&channel=EMAIL")
                    .getFirst()
                    .path("id")
                    .asString()
                + "@province.example.cn>");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(changes(page))
                .extracting(DeliveryStateChangedV1::channel, DeliveryStateChangedV1::state)
                .contains(
                    org.assertj.core.groups.Tuple.tuple(Channel.SMS, DeliveryState.HANDED_OFF),
                    org.assertj.core.groups.Tuple.tuple(Channel.SMS, DeliveryState.DELIVERED),
                    org.assertj.core.groups.Tuple.tuple(Channel.EMAIL, DeliveryState.HANDED_OFF)));
  }

  @Test
  void theSameRecordTwiceSendsOneMessage() {
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    Envelope<?> envelope = WORLD.assign(page, person("li-fang", "李芳", "zh-CN", sms(number)));
    WORLD.topic.write(Topics.ASSIGNMENTS, incident.id(), envelope);
    PageRequestedV1 later = page(incident, 1, Channel.SMS);
    WORLD.assign(later, person("li-fang", "李芳", "zh-CN", sms(number)));

    awaitState(later, "SMS", "DELIVERED");

    assertThat(WORLD.centre.texts(digits(number))).hasSize(2);
    assertThat(WORLD.centre.texts(digits(number)).stream().map(PagingCases::codeIn).distinct())
        .as("the same incident and person keep the code")
        .hasSize(1);
  }

  @Test
  void whoReadsTheDeliveriesFindsNothingToAcknowledgeWith() {
    PageRequestedV1 page = page(incident, 0, Channel.SMS, Channel.EMAIL);
    ContactPoint mail = new ContactPoint(Channel.EMAIL, "he-mi-" + number + "@example.cn");
    WORLD.assign(page, person("he-mi", "何密", "zh-CN", sms(number), mail));
    String code = codeIn(awaitSms());

    awaitState(page, "EMAIL", "HANDED_OFF");

    List<JsonNode> shown = WORLD.deliveries("page=" + page.pageId());
    assertThat(shown)
        .hasSize(2)
        .allSatisfy(delivery -> {
          assertThat(delivery.path("text").asString()).contains("2026-0042").contains("••••");
          assertThat(delivery.path("text").asString()).doesNotContain("回复" + code);
          assertThat(delivery.toString()).doesNotContainPattern("acknowledge/[A-Za-z0-9]");
        });
  }

  @Test
  void aDrillIsMarkedInEveryMessage() throws Exception {
    IncidentFacts drill = incident(UUID.randomUUID().toString(), "2026-0043", true);
    PageRequestedV1 page = page(drill, 0, Channel.SMS, Channel.EMAIL);
    String mail = "drill-" + drill.id() + "@province.example.cn";

    WORLD.assign(
        page, person("wu-gang", "吴刚", "zh-CN", sms(number), new ContactPoint(Channel.EMAIL, mail)));

    assertThat(awaitSms()).startsWith("【演练】特急：");
    await().atMost(SOON).until(() -> mails(mail).size() == 1);
    assertThat(mails(mail).getFirst().getSubject()).startsWith("【演练】");
  }

  @Test
  void aChannelWithoutAContactPointFailsWithWordsInsteadOfSilence() {
    PageRequestedV1 page = page(incident, 0, Channel.SMS, Channel.EMAIL, Channel.VOICE);

    WORLD.assign(page, person("zheng-yan", "郑艳", "zh-CN", sms(number)));

    awaitState(page, "EMAIL", "FAILED_PERMANENT");
    awaitState(page, "VOICE", "FAILED_PERMANENT");
    awaitState(page, "SMS", "DELIVERED");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(changes(page))
                .filteredOn(e -> e.channel() == Channel.EMAIL)
                .singleElement()
                .satisfies(e -> {
                  assertThat(e.state()).isEqualTo(DeliveryState.FAILED_PERMANENT);
                  assertThat(e.attempt()).isZero();
                  assertThat(e.detail()).contains("No contact point");
                }));
  }
}
