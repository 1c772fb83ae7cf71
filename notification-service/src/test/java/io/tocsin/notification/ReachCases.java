package io.tocsin.notification;

import static io.tocsin.notification.world.ManyChannels.CALLED;
import static io.tocsin.notification.world.ManyChannels.CALLER;
import static io.tocsin.notification.world.ManyChannels.KANNEL;
import static io.tocsin.notification.world.ManyChannels.MAIL;
import static io.tocsin.notification.world.ManyChannels.REACHED;
import static io.tocsin.notification.world.ManyChannels.REFUSED;
import static io.tocsin.notification.world.ManyChannels.SILENT;
import static io.tocsin.notification.world.ManyChannels.SMS;
import static io.tocsin.notification.world.ManyChannels.SOON;
import static io.tocsin.notification.world.ManyChannels.TOKEN;
import static io.tocsin.notification.world.ManyChannels.WORLD;
import static io.tocsin.notification.world.ManyChannels.acknowledgements;
import static io.tocsin.notification.world.ManyChannels.awaitState;
import static io.tocsin.notification.world.ManyChannels.delivery;
import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.number;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.NotificationEvent.CallDueV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.notification.world.Centre.Manner;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whom a message does not reach is reached otherwise: another provider, another channel, a call.
 */
abstract class ReachCases {

  final IncidentFacts incident = incident(UUID.randomUUID().toString(), "2026-0050", false);

  private static List<JsonNode> openCalls(IncidentFacts incident) {
    return WORLD.items("/api/v1/call-tasks?incident=" + incident.id());
  }

  private static List<CallDueV1> callsDue(PageRequestedV1 page) {
    return WORLD.topic.events(CallDueV1.class).stream()
        .filter(due -> page.pageId().equals(due.pageId()))
        .toList();
  }

  @Test
  void aRefusedPageGoesByMailAndSomebodyIsAskedToTelephone() {
    WORLD.centre.treat(digits(REFUSED), Manner.REFUSE);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("shi-qiao", "石桥", "zh-CN", SMS, MAIL));

    await().atMost(SOON).until(() -> openCalls(incident).size() == 1);
    JsonNode task = openCalls(incident).getFirst();
    assertThat(task.path("state").asString()).isEqualTo("OPEN");
    assertThat(task.path("phones").get(0).asString()).isEqualTo(REFUSED);
    assertThat(task.path("reason").path("zh").asString()).contains("改用电子邮件", "请电话通知");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(callsDue(page))
                .singleElement()
                .satisfies(due -> assertThat(due.reason().zh()).contains("请电话通知")));
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(delivery(page, "EMAIL").path("state").asString()).isEqualTo("HANDED_OFF"));
    String id = task.path("deliveryId").asString();

    WORLD
        .api("RESPONDER")
        .post()
        .uri("/api/v1/deliveries/" + id + "/call-result")
        .bodyValue(Map.of("outcome", "NO_ANSWER", "who", "石桥总机"))
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(openCalls(incident)).as("still to be called").hasSize(1);
    assertThat(openCalls(incident).getFirst().path("calls")).hasSize(1);
    for (int twice = 0; twice < 2; twice++) {
      WORLD
          .api("RESPONDER")
          .post()
          .uri("/api/v1/deliveries/" + id + "/call-result")
          .bodyValue(Map.of("outcome", "CONFIRMED", "who", "石桥联络员", "note", "已停办业务"))
          .exchange()
          .expectStatus()
          .isOk();
    }

    JsonNode sms = delivery(page, "SMS");
    assertThat(sms.path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(sms.path("attempts")).as("both providers, two calls").hasSize(4);
    JsonNode call = sms.path("attempts").get(3);
    assertThat(call.path("provider").asString()).isEqualTo("call:test-RESPONDER");
    assertThat(call.path("detail").asString()).contains("石桥联络员", "RESPONDER", "已停办业务");
    assertThat(openCalls(incident)).isEmpty();
    assertThat(WORLD.items("/api/v1/call-tasks?state=DONE&incident=" + incident.id())).hasSize(1);
  }

  @Test
  void aCallResultThatCannotBeIsRefusedWithTheFieldNamed() {
    WORLD
        .api("RESPONDER")
        .post()
        .uri("/api/v1/deliveries/nowhere/call-result")
        .bodyValue(Map.of("outcome", "CONFIRMED", "who", "x"))
        .exchange()
        .expectStatus()
        .isNotFound();
    WORLD
        .api("REPORTER")
        .post()
        .uri("/api/v1/deliveries/nowhere/call-result")
        .bodyValue(Map.of("outcome", "CONFIRMED", "who", "x"))
        .exchange()
        .expectStatus()
        .isForbidden();
    WORLD
        .api("RESPONDER")
        .post()
        .uri("/api/v1/deliveries/nowhere/call-result")
        .bodyValue(Map.of("outcome", "PERHAPS", "who", "x"))
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].field")
        .isEqualTo("outcome");
  }

  @Test
  void whatNobodyKnowsWaitsItsTimeAndThenAsksForACallNamingTheRisk() {
    WORLD.centre.treat(digits(SILENT), Manner.SILENT);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("gu-yin", "谷音", "zh-CN", new ContactPoint(Channel.SMS, SILENT)));

    await().atMost(SOON).until(() -> openCalls(incident).size() == 1);
    JsonNode task = openCalls(incident).getFirst();
    assertThat(task.path("reason").path("en").asString()).contains("Unknown whether", "twice");
    assertThat(delivery(page, "SMS").path("state").asString()).isEqualTo("UNKNOWN");
    assertThat(WORLD.centre.texts(digits(SILENT))).hasSize(1);

    WORLD.withdraw(page);

    await().atMost(SOON).until(() -> openCalls(incident).isEmpty());
  }

  @Test
  void aPageThatGoesByAnotherChannelIsAcknowledgedInTheWayOfThatChannel() throws Exception {
    WORLD.centre.treat(digits(REFUSED), Manner.REFUSE);
    PageRequestedV1 byMail = page(incident, 0, Channel.EMAIL);
    PageRequestedV1 bySms = page(incident, 0, Channel.SMS);

    WORLD.assign(byMail, person("an-hao", "安好", "zh-CN"));
    WORLD.assign(bySms, person("shi-qiao", "石桥", "en", SMS));

    awaitState(byMail, "SMS", "DELIVERED");
    String sms = WORLD.centre.texts(digits(REACHED.to())).getFirst();
    Matcher code = Pattern.compile("5分钟内回复(\\d{4})确认").matcher(sms);
    assertThat(code.find()).as(sms).isTrue();
    WORLD.centre.reply(digits(REACHED.to()), code.group(1));
    await().atMost(SOON).until(() -> acknowledgements(byMail).size() == 1);
    awaitState(bySms, "EMAIL", "HANDED_OFF");
    String id = delivery(bySms, "EMAIL").path("id").asString();
    String mail = textOfMail(id);
    assertThat(mail).contains("acknowledge by the link").doesNotContain("reply ");
    Matcher link = Pattern.compile("/api/v1/inbound/acknowledge/\\S+").matcher(mail);
    assertThat(link.find()).as(mail).isTrue();
    WORLD.api(null).post().uri(link.group()).exchange().expectStatus().isOk();
    await().atMost(SOON).until(() -> acknowledgements(bySms).size() == 1);
  }

  @Test
  void aPageThatGoesByTelephoneIsReadAloudAndAcknowledgedByItsKey() {
    WORLD.centre.treat(digits(REFUSED), Manner.REFUSE);
    CALLER.answers(202, "{}");
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("hu-ying", "呼应", "zh-CN", SMS));

    awaitState(page, "VOICE", "HANDED_OFF");
    JsonNode call = JsonMapper.shared().readTree(CALLER.last().body());
    assertThat(call.path("to").asString()).isEqualTo(CALLED.to());
    assertThat(call.path("text").asString()).endsWith("5分钟内请按1确认。").doesNotContain("回复");
    assertThat(openCalls(incident)).as("the telephone tells at once").isEmpty();
    WORLD
        .api(null)
        .post()
        .uri("/api/v1/inbound/voice/dialler/" + TOKEN)
        .bodyValue(Map.of("id", call.path("id").asString(), "event", "KEYED", "digits", "1"))
        .exchange()
        .expectStatus()
        .isNoContent();
    await().atMost(SOON).until(() -> acknowledgements(page).size() == 1);
    assertThat(acknowledgements(page).getFirst().channel()).isEqualTo(Channel.VOICE);
  }

  /** The plain text of the mail that carries a delivery. */
  static String textOfMail(String delivery) throws Exception {
    for (MimeMessage mail : WORLD.mailbox.getReceivedMessages()) {
      if (mail.getMessageID().contains(delivery)) {
        return ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString();
      }
    }
    throw new AssertionError("Expected a mail of " + delivery + ", but there is none");
  }

  @Test
  void whatNobodyKnowsOfAPageThatWasAnsweredLeadsToNoOtherChannel() {
    String number = number();
    WORLD.centre.treat(digits(number), Manner.SILENT);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    WORLD.assign(page, person("shi-qiao", "石桥", "zh-CN", new ContactPoint(Channel.SMS, number)));
    await().atMost(SOON).until(() -> !WORLD.centre.texts(digits(number)).isEmpty());

    WORLD.withdraw(page);

    awaitState(page, "SMS", "UNKNOWN");
    assertThat(delivery(page, "SMS").path("followUp").path("why").path("en").asString())
        .isEqualTo("acknowledged by Wang Ming");
    assertThat(WORLD.deliveries("page=" + page.pageId())).hasSize(1);
  }

  @Test
  void whatTurnsOutToBeLostAfterThePageWasAnsweredLeadsToNoOtherChannel() {
    String number = number();
    WORLD.centre.treat(digits(number), Manner.REFUSE);
    KANNEL.answers(202, "0: Accepted for delivery");
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    PageRequestedV1 next = page(incident, 0, Channel.SMS);
    WORLD.assign(page, person("shi-qiao", "石桥", "zh-CN", new ContactPoint(Channel.SMS, number)));
    awaitState(page, "SMS", "HANDED_OFF");
    WORLD.withdraw(page);
    WORLD.assign(next, person("he-di", "何地", "zh-CN", new ContactPoint(Channel.SMS, number())));
    awaitState(next, "SMS", "DELIVERED");

    String id = delivery(page, "SMS").path("id").asString();
    String lost = "/api/v1/inbound/sms/backup/" + TOKEN + "?id=" + id + "&state=2";
    WORLD.api(null).get().uri(lost).exchange().expectStatus().isOk();

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(delivery(page, "SMS").path("followUp").path("why").path("en").asString())
                .isEqualTo("acknowledged by Wang Ming"));
    assertThat(WORLD.deliveries("page=" + page.pageId())).hasSize(1);
    assertThat(openCalls(incident)).isEmpty();
  }

  @Test
  void whatTheFirstProviderRefusesTheSecondCarriesWithinItsBudgetAndItsReceiptCounts() {
    String number = number();
    WORLD.centre.treat(digits(number), Manner.REFUSE);
    KANNEL.answers(202, "0: Accepted for delivery");
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("he-di", "何地", "zh-CN", new ContactPoint(Channel.SMS, number)));

    awaitState(page, "SMS", "HANDED_OFF");
    JsonNode sms = delivery(page, "SMS");
    assertThat(sms.path("attempts").get(0).path("provider").asString()).isEqualTo("smpp:primary");
    assertThat(sms.path("attempts").get(1).path("provider").asString()).isEqualTo("http:backup");
    String callback = "/api/v1/inbound/sms/backup/%s?id=" + sms.path("id").asString() + "&state=1";
    WORLD.api(null).get().uri(callback.formatted("wrong")).exchange().expectStatus().isNotFound();
    awaitState(page, "SMS", "HANDED_OFF");
    WORLD.api(null).get().uri(callback.formatted(TOKEN)).exchange().expectStatus().isOk();
    awaitState(page, "SMS", "DELIVERED");

    PageRequestedV1 again = page(incident, 1, Channel.SMS);
    WORLD.assign(again, person("he-di", "何地", "zh-CN", new ContactPoint(Channel.SMS, number)));
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(WORLD.deliveries("page=" + again.pageId()))
                .singleElement()
                .satisfies(d ->
                    assertThat(d.path("reason").path("en").asString())
                        .contains("budget of 1/PT1H is spent")));
    assertThat(KANNEL.asked().stream().filter(a -> a.uri().contains("to=" + digits(number))))
        .hasSize(1);
  }

  @Test
  void aReceiptThatNamesTheMessageSettlesWhatNobodyKnew() {
    String number = number();
    WORLD.centre.treat(digits(number), Manner.REFUSE);
    KANNEL.isSilent();
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    WORLD.assign(page, person("mo-zhi", "莫知", "zh-CN", new ContactPoint(Channel.SMS, number)));
    awaitState(page, "SMS", "UNKNOWN");
    String id = delivery(page, "SMS").path("id").asString();

    String callback = "/api/v1/inbound/sms/backup/" + TOKEN + "?id=" + id + "&state=1";
    WORLD.api(null).get().uri(callback).exchange().expectStatus().isOk();

    awaitState(page, "SMS", "DELIVERED");
  }

  @AfterEach
  void theSecondProviderRefusesAgain() {
    KANNEL.answers(400, "Not routable. Do not try again.");
  }

  @Test
  void aReceiptInACentresOwnFormIsUnderstood() {
    String number = number();
    WORLD.centre.treat(digits(number), Manner.ODD_RECEIPT);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("qi-guai", "祁怪", "zh-CN", new ContactPoint(Channel.SMS, number)));

    awaitState(page, "SMS", "DELIVERED");
  }

  @Test
  void aLostSessionIsMissedByNobodyWhileAnotherIsBound() {
    await().atMost(SOON).until(() -> WORLD.centre.bound() == 2);
    String cut = number();
    WORLD.centre.treat(digits(cut), Manner.CUT);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    WORLD.assign(page, person("duan-xian", "段线", "zh-CN", new ContactPoint(Channel.SMS, cut)));
    await().atMost(SOON).until(() -> !WORLD.centre.texts(digits(cut)).isEmpty());
    String other = number();
    PageRequestedV1 next = page(incident, 0, Channel.SMS);

    WORLD.assign(next, person("tong-lu", "童路", "zh-CN", new ContactPoint(Channel.SMS, other)));

    await().atMost(SOON).until(() -> !WORLD.centre.texts(digits(other)).isEmpty());
    assertThat(delivery(next, "SMS").path("attempts")).hasSize(1);
    await().atMost(SOON).until(() -> WORLD.centre.bound() == 2);
  }
}
