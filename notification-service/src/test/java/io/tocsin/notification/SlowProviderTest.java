package io.tocsin.notification;

import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.number;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.notification.smshttp.Vendor;
import io.tocsin.notification.world.Centre.Manner;
import io.tocsin.notification.world.World;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * A provider that lets everybody wait for its answer holds up nothing that another one can take.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SlowProviderTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Vendor HANGING = new Vendor().isSilent();
  private static final Vendor WELL = new Vendor();
  private static final Vendor KANNEL = new Vendor().answers(202, "0: Accepted for delivery");

  /** Whoever hangs does so for longer than any of these tests takes. */
  private static final World WORLD =
      new World(
          "tocsin.smpp.answer-within=60s",
          "tocsin.webhooks.answer-within=300s",
          "tocsin.sending.answer-within=330s",
          "resilience4j.timelimiter.configs.sms.timeout-duration=70s",
          "resilience4j.timelimiter.configs.chat.timeout-duration=310s",
          "resilience4j.bulkhead.configs.sms-urgent.max-concurrent-calls=2",
          "resilience4j.bulkhead.configs.chat-urgent.max-concurrent-calls=2",
          "tocsin.failover.urgent-patience=4s",
          "tocsin.sms.signature=【厅】",
          "tocsin.failover.receipt-urgent=1s",
          "tocsin.failover.unknown-urgent=1s",
          "tocsin.sms-http.providers.backup.spec=kannel",
          "tocsin.sms-http.providers.backup.settings.url=" + KANNEL.url() + "cgi-bin/sendsms",
          "tocsin.sms-http.providers.backup.settings.username=tocsin",
          "tocsin.sms-http.providers.backup.settings.password=secret",
          "tocsin.sms-http.providers.backup.settings.from=10690002",
          "tocsin.sending.order=smpp:primary,http:backup,chat:hangs,chat:works",
          "tocsin.webhooks.allowed-networks=127.0.0.0/8",
          "tocsin.chat.rooms.hangs.kind=WEBHOOK",
          "tocsin.chat.rooms.hangs.url=" + HANGING.url() + "hook",
          "tocsin.chat.rooms.hangs.secrets=" + SECRET,
          "tocsin.chat.rooms.works.kind=WEBHOOK",
          "tocsin.chat.rooms.works.url=" + WELL.url() + "hook",
          "tocsin.chat.rooms.works.secrets=" + SECRET);

  private static final ContactPoint ROOM = new ContactPoint(Channel.CHAT, "hangs");
  private static final ContactPoint PHONE = new ContactPoint(Channel.SMS, number());

  private final IncidentFacts incident = incident(UUID.randomUUID().toString(), "2026-0061", false);

  @BeforeAll
  static void start() {
    WORLD.directory(
        new PersonV1("deng-hou", "邓侯", null, "province", List.of(ROOM, PHONE), null),
        World.organisation());
    WORLD.start();
  }

  @AfterAll
  static void stop() {
    HANGING.close();
    WORLD.close();
    WELL.close();
    KANNEL.close();
  }

  private static Assignee[] people(int count, Channel channel, String address) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            person(
                "person-" + UUID.randomUUID(), "某人", "zh-CN", new ContactPoint(channel, address)))
        .toArray(Assignee[]::new);
  }

  private static void awaitHandedOff(PageRequestedV1 page) {
    await()
        .untilAsserted(() ->
            assertThat(WORLD.deliveries("page=" + page.pageId()))
                .isNotEmpty()
                .allSatisfy(d -> assertThat(d.path("state").asString()).isEqualTo("HANDED_OFF")));
  }

  @Test
  void aRoomThatHangsHoldsUpNoPageToAnother() {
    PageRequestedV1 stuck = page(incident, 0, Channel.CHAT);
    WORLD.assign(stuck, people(6, Channel.CHAT, "hangs"));
    await().until(() -> HANGING.asked().size() == 2);

    PageRequestedV1 page = page(incident, 1, Channel.CHAT);
    WORLD.assign(page, people(6, Channel.CHAT, "works"));

    awaitHandedOff(page);
    assertThat(HANGING.asked()).as("the others wait behind them").hasSize(2);
  }

  @Test
  void aPageThatNobodyHasTakenOnGoesByTheNextChannelInstead() {
    WORLD.assign(page(incident, 0, Channel.CHAT), people(2, Channel.CHAT, "hangs"));
    await().until(() -> HANGING.asked().size() == 2);

    PageRequestedV1 page = page(incident, 1, Channel.CHAT);
    WORLD.assign(page, person("deng-hou", "邓侯", "zh-CN", ROOM, PHONE));

    await().until(() -> WORLD.centre.texts(digits(PHONE.to())).size() == 1);
    await()
        .untilAsserted(() ->
            assertThat(WORLD.deliveries("page=" + page.pageId() + "&channel=CHAT"))
                .singleElement()
                .satisfies(d -> {
                  assertThat(d.path("state").asString()).isEqualTo("SUPERSEDED");
                  assertThat(d.path("attempts")).isEmpty();
                  assertThat(d.path("reason").path("en").asString())
                      .contains("waits in its queue", "goes by SMS");
                }));
  }

  /** The first one: the centre's window is full behind another. */
  @Test
  @Order(1)
  void aPageWhoseReceiptDoesNotComeIsUnknownAndFollowedUp() {
    List<PageRequestedV1> pages = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String number = number();
      WORLD.centre.treat(digits(number), Manner.NO_RECEIPT);
      PageRequestedV1 page = page(incident, i, Channel.SMS);
      WORLD.assign(page, people(1, Channel.SMS, number));
      pages.add(page);
    }

    await()
        .until(() ->
            WORLD.items("/api/v1/call-tasks?incident=" + incident.id()).size() == pages.size());

    assertThat(WORLD.deliveries("page=" + pages.getFirst().pageId()))
        .singleElement()
        .satisfies(d -> {
          assertThat(d.path("state").asString()).isEqualTo("UNKNOWN");
          assertThat(d.path("reason").path("en").asString()).contains("receipt did not come");
        });
  }

  @Test
  void aPageTakesTheIdleProviderWhileTheFirstOneIsSilent() {
    List<String> silent = List.of(number(), number());
    silent.forEach(n -> WORLD.centre.treat(digits(n), Manner.SILENT));
    PageRequestedV1 stuck = page(incident, 0, Channel.SMS);
    silent.forEach(n -> WORLD.assign(stuck, people(1, Channel.SMS, n)));
    await().until(() -> silent.stream().noneMatch(n -> WORLD.centre.texts(digits(n)).isEmpty()));

    PageRequestedV1 page = page(incident, 1, Channel.SMS);
    WORLD.assign(page, people(1, Channel.SMS, number()));

    awaitHandedOff(page);
    JsonNode attempts = WORLD.deliveries("page=" + page.pageId()).getFirst().path("attempts");
    assertThat(attempts).hasSize(1);
    assertThat(attempts.get(0).path("provider").asString()).isEqualTo("http:backup");
    assertThat(URLDecoder.decode(KANNEL.last().uri(), StandardCharsets.UTF_8))
        .as("each provider signs")
        .contains("确认。【厅】");
    assertThat(WORLD.centre.texts(digits(silent.getFirst())).getFirst()).endsWith("确认。【厅】");
  }
}
