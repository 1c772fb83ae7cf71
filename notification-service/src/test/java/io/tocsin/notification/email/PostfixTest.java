package io.tocsin.notification.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.email.Bounces.Action;
import io.tocsin.testkit.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against Postfix with STARTTLS, which nobody here wrote. */
class PostfixTest {

  private static final Duration SOON = Patience.PATIENCE;
  private static @Nullable Postfix server;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Postfix.PROGRAM) && "root".equals(System.getProperty("user.name")),
        "Postfix is not installed here, or this is not root: infra/interop.sh installs it");
    server = Postfix.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.stop();
    }
  }

  private static Postfix postfix() {
    return Objects.requireNonNull(server);
  }

  private static SmtpProperties settings(String caFile) {
    return new SmtpProperties(
        "postfix",
        "127.0.0.1",
        postfix().port,
        "",
        "",
        true,
        "tocsin@example.test",
        "警钟 Tocsin",
        2,
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        "bounces@example.test",
        "",
        caFile);
  }

  private static Message message(String to) {
    return new Message(
        UUID.randomUUID().toString(),
        Channel.EMAIL,
        Urgency.URGENT,
        new Recipient(Recipient.Kind.PERSON, "wang-ming", "王明", to),
        new About(null, null, null),
        new Content(false, "特急：财务支付系统", "特急：财务支付系统全局故障。", "<p>特急</p>"),
        new Words("值班", "on call"),
        null,
        Instant.now(),
        Instant.now().plusSeconds(600));
  }

  private static Answer handOff(Message message, String caFile) {
    SmtpProperties settings = settings(caFile);
    try (TransportPool pool = new TransportPool(settings, Clock.systemUTC())) {
      return new SmtpProvider(settings, pool).handOff(message);
    }
  }

  @Test
  void aMailTravelsEncryptedAndLiesInTheMailbox() {
    Message message = message("ops@example.test");

    Answer answer = handOff(message, postfix().authority().toString());

    assertThat(answer)
        .isInstanceOfSatisfying(Taken.class, t -> assertThat(t.detail()).contains("250 2.0.0 Ok"));
    await().atMost(SOON).until(() -> postfix().mails("ops").size() == 1);
    assertThat(new String(postfix().mails("ops").getFirst(), StandardCharsets.UTF_8))
        .contains("with ESMTPS", "Message-ID: <" + message.id() + "@example.test>")
        .contains("Auto-Submitted: auto-generated", "List-Id: ", "multipart/alternative");
  }

  @Test
  void whatItSendsBackSaysWhichDeliveryFailedAndThatTheAddressIsDead() {
    Message message = message("gone@example.test");

    assertThat(handOff(message, postfix().authority().toString())).isInstanceOf(Taken.class);

    await().atMost(SOON).until(() -> postfix().mails("bounces").size() == 1);
    assertThat(Bounces.read(postfix().mails("bounces").getFirst()))
        .hasValueSatisfying(bounce -> {
          assertThat(bounce.deliveryId()).isEqualTo(message.id());
          assertThat(bounce.action()).isEqualTo(Action.FAILED);
          assertThat(bounce.address()).isEqualTo("gone@example.test");
          assertThat(bounce.addressIsDead()).isTrue();
        });
  }

  @Test
  void aServerThatNobodyVouchesForGetsNothing() {
    assertThat(handOff(message("ops@example.test"), ""))
        .isInstanceOfSatisfying(
            NotTaken.class, n -> assertThat(n.detail()).contains("no connection"));
  }
}
