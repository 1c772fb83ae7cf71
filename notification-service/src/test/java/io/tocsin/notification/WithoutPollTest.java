package io.tocsin.notification;

import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.notification.smshttp.Vendor;
import io.tocsin.notification.world.World;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Chat and voice have no topic: who stores a page for them also says so to their senders. */
class WithoutPollTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void aPageByChatAndVoiceWaitsForNobodyToLookForIt() {
    try (Vendor first = new Vendor();
        Vendor second = new Vendor();
        Vendor dialler = new Vendor();
        World world =
            new World(
                "tocsin.sending.poll=1h",
                "tocsin.webhooks.allowed-networks=127.0.0.0/8",
                "tocsin.chat.rooms.ops.kind=WEBHOOK",
                "tocsin.chat.rooms.ops.url=" + first.url(),
                "tocsin.chat.rooms.ops.secrets=" + SECRET,
                "tocsin.chat.rooms.war.kind=WEBHOOK",
                "tocsin.chat.rooms.war.url=" + second.url(),
                "tocsin.chat.rooms.war.secrets=" + SECRET,
                "tocsin.voice.providers.dialler.url=" + dialler.url(),
                "tocsin.voice.providers.dialler.secrets=" + SECRET,
                "tocsin.voice.providers.dialler.callback-token=0123456789abcdef")) {
      world.start();

      world.assign(
          page(
              incident(UUID.randomUUID().toString(), "2026-0071", false),
              0,
              Channel.CHAT,
              Channel.VOICE),
          person(
              "qin-feng",
              "秦风",
              "zh-CN",
              new ContactPoint(Channel.CHAT, "war"),
              new ContactPoint(Channel.VOICE, World.number())));

      await().atMost(SOON).until(() -> second.asked().size() == 1 && dialler.asked().size() == 1);
      assertThat(second.last().body()).contains("2026-0071");
      assertThat(dialler.last().body()).contains("2026-0071");
      assertThat(first.asked()).isEmpty();
    }
  }
}
