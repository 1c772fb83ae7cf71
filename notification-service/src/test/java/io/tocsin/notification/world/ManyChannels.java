package io.tocsin.notification.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.Liaison;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.NotificationEvent.PageAcknowledgedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.notification.smshttp.Vendor;
import io.tocsin.testkit.Patience;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A world with every kind of provider: two for SMS, mail, a chat endpoint, a dialler. Started when
 * it is first asked for.
 */
public final class ManyChannels {

  public static final String TOKEN = "0123456789abcdef";
  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  public static final Duration SOON = Patience.PATIENCE;
  public static final Vendor KANNEL = new Vendor().answers(400, "Not routable. Do not try again.");
  public static final Vendor ENDPOINT = new Vendor();
  public static final Vendor CALLER = new Vendor();

  /** Refused by the centre, and known to the organisation with a mailbox as well. */
  public static final String REFUSED = World.number();

  /** Never answered for by the centre. */
  public static final String SILENT = World.number();

  /** Gets the daily page, and the alarm that another contact did not. */
  public static final String DAILY = World.number();

  public static final ContactPoint SMS = new ContactPoint(Channel.SMS, REFUSED);

  /** Of a person whom only an SMS reaches. */
  public static final ContactPoint REACHED = new ContactPoint(Channel.SMS, World.number());

  /** Of a person whom only the telephone reaches. */
  public static final ContactPoint CALLED = new ContactPoint(Channel.VOICE, World.number());

  public static final ContactPoint MAIL = new ContactPoint(Channel.EMAIL, "shi@units.example.cn");

  public static final World WORLD = start();

  private ManyChannels() {}

  /** After the last test that uses it. */
  public static void stop() {
    WORLD.close();
    KANNEL.close();
    ENDPOINT.close();
    CALLER.close();
  }

  private static World start() {
    World world =
        new World(
            "tocsin.sms-http.providers.backup.spec=kannel",
            "tocsin.sms-http.providers.backup.callback-token=" + TOKEN,
            "tocsin.sms-http.providers.backup.settings.url=" + KANNEL.url() + "cgi-bin/sendsms",
            "tocsin.sms-http.providers.backup.settings.username=tocsin",
            "tocsin.sms-http.providers.backup.settings.password=secret",
            "tocsin.sms-http.providers.backup.settings.from=10690002",
            "tocsin.sms-http.providers.backup.per-number=1/PT1H",
            "tocsin.sms-http.providers.backup.answer-within=1s",
            "tocsin.smtp.bounce-token=" + TOKEN,
            "tocsin.smpp.binds=2",
            "tocsin.sending.order=smpp:primary,http:backup",
            "tocsin.webhooks.allowed-networks=127.0.0.0/8",
            "tocsin.chat.rooms.ops.kind=WEBHOOK",
            "tocsin.chat.rooms.ops.url=" + ENDPOINT.url() + "hook",
            "tocsin.chat.rooms.ops.secrets=" + SECRET,
            "tocsin.voice.providers.dialler.url=" + CALLER.url() + "call",
            "tocsin.voice.providers.dialler.secrets=" + SECRET,
            "tocsin.voice.providers.dialler.callback-token=" + TOKEN,
            "tocsin.daily-page.at=00:00",
            "tocsin.daily-page.to[0].channel=SMS",
            "tocsin.daily-page.to[0].address=" + DAILY,
            "tocsin.daily-page.to[1].channel=CHAT",
            "tocsin.daily-page.to[1].address=nowhere",
            "tocsin.daily-page.within=15s",
            "tocsin.daily-page.poll=500ms",
            "tocsin.failover.poll=100ms",
            "tocsin.failover.unknown-urgent=3s",
            "tocsin.failover.urgent-patience=20s");
    world.directory(
        new PersonV1("shi-qiao", "石桥", null, "province", List.of(SMS, MAIL), null),
        new UnitV1(
            "tongxin",
            "通信所",
            null,
            null,
            new Liaison("通信所联络员", List.of(new ContactPoint(Channel.CHAT, "ops")))),
        new PersonV1("an-hao", "安好", null, "province", List.of(REACHED), null),
        new PersonV1("hu-ying", "呼应", null, "province", List.of(CALLED), null),
        new PersonV1(
            "gu-yin", "谷音", null, "province", List.of(new ContactPoint(Channel.SMS, SILENT)), null),
        World.organisation());
    return world.start();
  }

  public static JsonNode delivery(PageRequestedV1 page, String channel) {
    return WORLD.deliveries("page=" + page.pageId() + "&channel=" + channel).getFirst();
  }

  public static void awaitState(PageRequestedV1 page, String channel, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(WORLD.deliveries("page=" + page.pageId() + "&channel=" + channel))
                .isNotEmpty()
                .allSatisfy(d -> assertThat(d.path("state").asString()).isEqualTo(state)));
  }

  public static List<PageAcknowledgedV1> acknowledgements(PageRequestedV1 page) {
    return WORLD.topic.events(PageAcknowledgedV1.class).stream()
        .filter(e -> e.pageId().equals(page.pageId()))
        .toList();
  }
}
