package io.tocsin.notification;

import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.Correlation;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.PostV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.contracts.NotificationEvent.PageAcknowledgedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.notification.world.World;
import io.tocsin.testkit.Patience;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tests of paging share: one service, because starting one takes longer than they do. */
abstract class PagingCases {

  static final World WORLD = new World("tocsin.replies.parts-within=5s");
  static final Duration SOON = Patience.PATIENCE;

  final IncidentFacts incident = incident(UUID.randomUUID().toString(), "2026-0042", false);
  final String number = number();

  static void start() {
    WORLD.directory(
        new ManagedSystemV1(
            "payment",
            "财务支付系统",
            "Treasury payment",
            "CRITICAL",
            new Correlation(2, Duration.ofMinutes(30)),
            List.of()),
        new PostV1("DB", "数据库管理员", "Database administrator"),
        World.organisation());
    WORLD.start();
  }

  static ContactPoint sms(String number) {
    return new ContactPoint(Channel.SMS, number);
  }

  String awaitSms() {
    await().atMost(SOON).until(() -> !WORLD.centre.texts(digits(number)).isEmpty());
    return WORLD.centre.texts(digits(number)).getFirst();
  }

  static String codeIn(String text) {
    Matcher code = Pattern.compile("回复(\\d{4})确认").matcher(text);
    assertThat(code.find()).as(text).isTrue();
    return code.group(1);
  }

  static List<DeliveryStateChangedV1> changes(PageRequestedV1 page) {
    return WORLD.topic.events(DeliveryStateChangedV1.class).stream()
        .filter(e -> page.pageId().equals(e.pageId()))
        .toList();
  }

  static void awaitState(PageRequestedV1 page, String channel, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(WORLD.deliveries("page=" + page.pageId() + "&channel=" + channel))
                .isNotEmpty()
                .allSatisfy(d -> assertThat(d.path("state").asString()).isEqualTo(state)));
  }

  static List<PageAcknowledgedV1> acknowledgements(PageRequestedV1 page) {
    return WORLD.topic.events(PageAcknowledgedV1.class).stream()
        .filter(e -> e.pageId().equals(page.pageId()))
        .toList();
  }
}
