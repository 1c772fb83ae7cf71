package io.tocsin.notification;

import static io.tocsin.notification.world.ManyChannels.CALLER;
import static io.tocsin.notification.world.ManyChannels.DAILY;
import static io.tocsin.notification.world.ManyChannels.ENDPOINT;
import static io.tocsin.notification.world.ManyChannels.SECRET;
import static io.tocsin.notification.world.ManyChannels.SOON;
import static io.tocsin.notification.world.ManyChannels.TOKEN;
import static io.tocsin.notification.world.ManyChannels.WORLD;
import static io.tocsin.notification.world.ManyChannels.acknowledgements;
import static io.tocsin.notification.world.ManyChannels.awaitState;
import static io.tocsin.notification.world.ManyChannels.delivery;
import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.number;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DeliveryEvent;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.RosterEvent.PersonMessageRequestedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.smshttp.Vendor.Asked;
import io.tocsin.notification.webhook.StandardWebhooks;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Links, keypads and rooms acknowledge as whoever got the page; mails that come back say so. */
abstract class AnswerCases extends ReachCases {

  @Test
  void aLinkInAMailAcknowledgesOnceAndOnlyWhenTheButtonIsPressed() throws Exception {
    PageRequestedV1 page = page(incident, 0, Channel.EMAIL);
    String address = "link-" + incident.id() + "@province.example.cn";
    WORLD.assign(page, person("qian-li", "千里", "zh-CN", new ContactPoint(Channel.EMAIL, address)));
    awaitState(page, "EMAIL", "HANDED_OFF");
    String text = mail(address);
    Matcher found =
        Pattern.compile("http://127.0.0.1:8080(/api/v1/inbound/acknowledge/\\S+)").matcher(text);
    assertThat(found.find()).as(text).isTrue();
    String link = found.group(1);

    for (int scans = 0; scans < 3; scans++) {
      WORLD
          .api(null)
          .get()
          .uri(link)
          .header("Accept-Language", "zh-CN")
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody(String.class)
          .value(html -> assertThat(html).contains("<form method=\"post\">", "我来处置"));
    }
    assertThat(acknowledgements(page)).isEmpty();
    for (String says : List.of("Acknowledged, thank you.", "You acknowledged it at")) {
      WORLD
          .api(null)
          .post()
          .uri(link)
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody(String.class)
          .value(html -> assertThat(html).contains(says).doesNotContain("<form"));
    }

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(acknowledgements(page))
                .singleElement()
                .satisfies(e -> {
                  assertThat(e.personId()).isEqualTo("qian-li");
                  assertThat(e.channel()).isEqualTo(Channel.EMAIL);
                }));
    String onTheWall =
        DateTimeFormatter.ofPattern("MM-dd HH:mm")
            .withZone(ZoneId.of("Asia/Shanghai"))
            .format(acknowledgements(page).getFirst().repliedAt());
    WORLD
        .api(null)
        .get()
        .uri(link)
        .header("Accept-Language", "zh-CN")
        .exchange()
        .expectBody(String.class)
        .value(html -> assertThat(html).contains("您已于 " + onTheWall + " 确认"));
    awaitState(page, "EMAIL", "CONFIRMED");
    WORLD.api(null).post().uri(link + "x").exchange().expectStatus().isNotFound();
  }

  private static String mail(String address) throws Exception {
    for (MimeMessage mail : WORLD.mailbox.getReceivedMessages()) {
      if (Arrays.toString(mail.getAllRecipients()).contains(address)) {
        assertThat(mail.getHeader("List-Id")[0]).contains("pages.tocsin");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        return (String) parts.getBodyPart(0).getContent();
      }
    }
    throw new AssertionError("Expected a mail to " + address);
  }

  @Test
  void aMailThatComesBackFailsItsDeliveryAndMarksTheAddress() {
    PageRequestedV1 page = page(incident, 0, Channel.EMAIL);
    String address = "gone-" + incident.id() + "@province.example.cn";
    WORLD.assign(page, person("li-zhi", "离职", "zh-CN", new ContactPoint(Channel.EMAIL, address)));
    awaitState(page, "EMAIL", "HANDED_OFF");
    String id = delivery(page, "EMAIL").path("id").asString();
    String report =
        """
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.cn

        Final-Recipient: rfc822; %s
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 no such mailbox

        --b
        Content-Type: text/rfc822-headers

        Message-ID: <%s@province.example.cn>

        --b--
        """
            .formatted(address, id);
    for (String token : List.of("wrong", TOKEN)) {
      WORLD
          .api(null)
          .post()
          .uri("/api/v1/inbound/mail/" + token)
          .contentType(MediaType.parseMediaType("message/rfc822"))
          .bodyValue(report.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))
          .exchange()
          .expectStatus()
          .isEqualTo(token.equals(TOKEN) ? 204 : 404);
    }

    awaitState(page, "EMAIL", "FAILED_PERMANENT");
    assertThat(delivery(page, "EMAIL").path("reason").path("en").asString())
        .contains("5.1.1 smtp; 550 no such mailbox");
    assertThat(WORLD.items("/api/v1/channels").get(1).path("bounced"))
        .anySatisfy(b -> assertThat(b.path("address").asString()).isEqualTo(address));
  }

  @Test
  void aCallIsReadAloudAndAcknowledgedOnTheKeypad() {
    CALLER.answers(202, "{}");
    String number = number();
    PageRequestedV1 page = page(incident, 0, Channel.VOICE);

    WORLD.assign(page, person("wan-yin", "万音", "zh-CN", new ContactPoint(Channel.VOICE, number)));

    awaitState(page, "VOICE", "HANDED_OFF");
    JsonNode call = json(CALLER.last().body());
    assertThat(call.path("to").asString()).isEqualTo(number);
    assertThat(call.path("text").asString()).endsWith("5分钟内请按1确认。");
    assertThat(CALLER.last().headers()).containsKeys("webhook-id", "webhook-signature");
    for (String digits : List.of("9", "1")) {
      WORLD
          .api(null)
          .post()
          .uri("/api/v1/inbound/voice/dialler/" + TOKEN)
          .bodyValue(Map.of("id", call.path("id").asString(), "event", "KEYED", "digits", digits))
          .exchange()
          .expectStatus()
          .isNoContent();
    }

    awaitState(page, "VOICE", "CONFIRMED");
    await().atMost(SOON).until(() -> acknowledgements(page).size() == 1);
    assertThat(acknowledgements(page).getFirst().channel()).isEqualTo(Channel.VOICE);
  }

  @Test
  void aNoticeGoesToTheRoomOfAUnitThatHasOne() {
    ENDPOINT.answers(204, "");
    WORLD
        .api("LEADER")
        .post()
        .uri("/api/v1/notices")
        .bodyValue(
            Map.of(
                "type", "GENERAL",
                "title", "今晚维护",
                "body", "22:00 至 23:00",
                "audience", List.of("tongxin"),
                "channels", List.of("CHAT")))
        .exchange()
        .expectStatus()
        .isCreated();

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(WORLD.deliveries("recipient=tongxin"))
                .singleElement()
                .satisfies(d -> assertThat(d.path("state").asString()).isEqualTo("HANDED_OFF")));
    assertThat(ENDPOINT.asked()).anyMatch(asked -> asked.body().contains("22:00 至 23:00"));
  }

  @Test
  void aRoomGetsASignedWebhookAndAFailingOneIsTriedAgainByItsSchedule() {
    ENDPOINT.answers(204, "");
    PageRequestedV1 page = page(incident, 0, Channel.CHAT);
    WORLD.assign(page, person("liao-tian", "廖天", "zh-CN", new ContactPoint(Channel.CHAT, "ops")));
    awaitState(page, "CHAT", "HANDED_OFF");
    Asked asked = ENDPOINT.last();
    JsonNode body = json(asked.body());
    assertThat(body.path("type").asString()).isEqualTo("page.sent");
    assertThat(body.path("data").path("text").asString())
        .contains("请点击链接确认", "/inbound/acknowledge/");
    assertThat(asked.headers())
        .containsEntry("webhook-id", delivery(page, "CHAT").path("id").asString())
        .containsEntry(
            "webhook-signature",
            StandardWebhooks.headers(
                    String.valueOf(asked.headers().get("webhook-id")),
                    Instant.ofEpochSecond(
                        Long.parseLong(String.valueOf(asked.headers().get("webhook-timestamp")))),
                    asked.body(),
                    List.of(SECRET))
                .get("webhook-signature"));

    ENDPOINT.answers(500, "");
    PageRequestedV1 later = page(incident, 1, Channel.CHAT);
    WORLD.assign(later, person("liao-tian", "廖天", "zh-CN", new ContactPoint(Channel.CHAT, "ops")));
    awaitState(later, "CHAT", "FAILED_TEMPORARY");
    ENDPOINT.answers(204, "");

    PageRequestedV1 nowhere = page(incident, 2, Channel.CHAT);
    WORLD.assign(
        nowhere, person("liao-tian", "廖天", "zh-CN", new ContactPoint(Channel.CHAT, "elsewhere")));
    awaitState(nowhere, "CHAT", "FAILED_PERMANENT");
    assertThat(delivery(nowhere, "CHAT").path("reason").path("en").asString())
        .contains("No provider reaches elsewhere");
  }

  @Test
  void whatTheRosterHasToTellGoesToEachContactPointOnce() {
    String number = number();
    PersonMessageRequestedV1 asked =
        new PersonMessageRequestedV1(
            UUID.randomUUID().toString(),
            "yan-zheng",
            "验证",
            List.of(new ContactPoint(Channel.SMS, number), new ContactPoint(Channel.SMS, number)),
            DeliveryEvent.Urgency.BULK,
            "联系方式验证",
            "验证码 482913,10分钟内有效。",
            Instant.now().plusSeconds(600),
            new LocalText("联系方式待验证", "a contact point to be verified"));
    for (int twice = 0; twice < 2; twice++) {
      WORLD.topic.write(
          Topics.ROSTER,
          asked.personId(),
          new Envelope<>(UUID.randomUUID().toString(), Instant.now(), null, asked));
    }

    await().atMost(SOON).until(() -> !WORLD.centre.texts(digits(number)).isEmpty());
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(WORLD.deliveries("recipient=yan-zheng"))
                .singleElement()
                .satisfies(d -> assertThat(d.path("state").asString()).isEqualTo("DELIVERED")));
    assertThat(WORLD.centre.texts(digits(number))).containsExactly(asked.text());
  }

  @Test
  void whatTheRosterHasToTellInARoomSaysWhomItMeans() {
    ENDPOINT.answers(204, "");
    PersonMessageRequestedV1 asked =
        new PersonMessageRequestedV1(
            UUID.randomUUID().toString(),
            "zai-fang",
            "在房",
            List.of(new ContactPoint(Channel.CHAT, "ops")),
            DeliveryEvent.Urgency.BULK,
            "值班开始",
            "您已上班：岗位 DB 主班。",
            Instant.now().plusSeconds(600),
            new LocalText("值班表交接", "a change of shift"));

    WORLD.topic.write(
        Topics.ROSTER,
        asked.personId(),
        new Envelope<>(UUID.randomUUID().toString(), Instant.now(), null, asked));

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(WORLD.deliveries("recipient=zai-fang"))
                .singleElement()
                .satisfies(d -> assertThat(d.path("state").asString()).isEqualTo("HANDED_OFF")));
    assertThat(ENDPOINT.asked()).anyMatch(hook -> hook.body().contains("@在房 您已上班：岗位 DB 主班。"));
  }

  @Test
  void channelsShowTheirProvidersAndATestGoesThroughOne() {
    String number = number();
    List<JsonNode> channels = WORLD.items("/api/v1/channels");
    assertThat(channels).hasSize(4);
    assertThat(channels.getFirst().path("channel").asString()).isEqualTo("SMS");
    assertThat(channels.getFirst().path("providers"))
        .extracting(p -> p.path("name").asString())
        .containsExactly("smpp:primary", "http:backup");
    assertThat(channels.getFirst().path("providers").get(0).path("breaker").asString())
        .isEqualTo("CLOSED");

    WORLD
        .api("LEADER")
        .post()
        .uri("/api/v1/channels/sms/test")
        .bodyValue(Map.of("to", number))
        .exchange()
        .expectStatus()
        .isAccepted()
        .expectHeader()
        .exists("Location");
    await().atMost(SOON).until(() -> !WORLD.centre.texts(digits(number)).isEmpty());
    assertThat(WORLD.centre.texts(digits(number)).getFirst()).startsWith("【测试】");
    WORLD
        .api("LEADER")
        .post()
        .uri("/api/v1/channels/pigeon/test")
        .bodyValue(Map.of("to", number))
        .exchange()
        .expectStatus()
        .isNotFound();
    WORLD
        .api("RESPONDER")
        .post()
        .uri("/api/v1/channels/sms/test")
        .bodyValue(Map.of("to", number))
        .exchange()
        .expectStatus()
        .isForbidden();
    List<JsonNode> figures = WORLD.items("/api/v1/channels/figures?within=PT1H");
    assertThat(figures)
        .anySatisfy(row -> {
          assertThat(row.path("provider").asString()).isEqualTo("smpp:primary");
          assertThat(row.path("handOff").path("count").asLong()).isPositive();
        });
  }

  @Test
  void mailThatDidNotComeBackHasArrivedAndWhatNobodyNeededCountsNeitherWay() {
    Words why = new Words("测试", "a test");
    Delivery superseded = tried().failTemporarily(Instant.now(), why, "busy").supersede(why);
    WORLD
        .bean(DeliveryStore.class)
        .add(
            List.of(
                tried().handedOff(List.of(), "250 queued"),
                tried().handedOff(List.of(), "250 queued"),
                tried().handedOff(List.of("smtp:figures/1"), "250 queued"),
                tried().failPermanently(why, "550 no such mailbox"),
                superseded),
            null)
        .block(SOON);

    assertThat(WORLD.items("/api/v1/channels/figures?within=PT1H"))
        .filteredOn(row -> row.path("provider").asString().equals("smtp:figures"))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.path("states").path("HANDED_OFF").asInt()).isEqualTo(3);
          assertThat(row.path("delivered").asDouble()).isEqualTo(2.0 / 3);
        });
  }

  /** A mail that a server was just asked to take. */
  private static Attempting tried() {
    Instant now = Instant.now();
    return new Queued(
            new Message(
                UUID.randomUUID().toString(),
                io.tocsin.notification.domain.Channel.EMAIL,
                Urgency.BULK,
                new Recipient(Recipient.Kind.PERSON, "figures", "figures", "f@example.cn"),
                new Message.About(null, null, null),
                new Content(false, "测试", "测试", null),
                new Words("测试", "a test"),
                null,
                now,
                now.plusSeconds(60)))
        .attempt("smtp:figures", now, now.plusSeconds(30));
  }

  @Test
  void aPageEachDayShowsWhichChannelIsDeadAndTellsThoseWhomItReached() {
    await().atMost(SOON).until(() -> WORLD.centre.texts(digits(DAILY)).size() >= 2);

    assertThat(WORLD.centre.texts(digits(DAILY)))
        .hasSize(2)
        .anySatisfy(text -> assertThat(text).startsWith("【测试】警钟每日例行呼叫"))
        .anySatisfy(text -> assertThat(text).contains("未到达即时消息 nowhere"));
    List<JsonNode> channels = WORLD.items("/api/v1/channels");
    JsonNode sms = channels.getFirst().path("dailyPages").get(0);
    assertThat(sms.path("to").asString()).isEqualTo(DAILY);
    assertThat(sms.path("arrived").asBoolean()).isTrue();
    JsonNode chat = channels.get(2).path("dailyPages").get(0);
    assertThat(chat.path("arrived").asBoolean()).isFalse();
    assertThat(chat.path("detail").asString()).contains("没有服务商能向 nowhere 发送");
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
