package io.tocsin.notification.smshttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.smshttp.ReceiptReading.Reply;
import io.tocsin.notification.smshttp.Vendor.Asked;
import io.tocsin.notification.world.Centre;
import io.tocsin.testkit.Patience;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ready settings against Kannel itself, which passes on to a centre and brings receipts. */
class KannelTest {

  private static final Duration SOON = Patience.PATIENCE;

  private static HttpSmsProvider provider(Kannel kannel, Vendor callback, String password) {
    HttpSmsProperties.One one =
        new HttpSmsProperties.One(
            "kannel",
            null,
            Map.of(
                "url",
                kannel.url(),
                "username",
                "tocsin",
                "password",
                password,
                "from",
                "10690002"),
            List.of(),
            null,
            null,
            0,
            ZoneOffset.UTC,
            30,
            "86",
            "a-secret-of-16-chars",
            Duration.ofSeconds(2),
            Duration.ofSeconds(10));
    return new HttpSmsProvider(
        "http:kannel",
        new HttpSmsRequest(HttpSmsSpec.load("kannel"), one, callback.url() + "receipts", ""),
        HttpClient.newHttpClient(),
        Clock.systemUTC());
  }

  private static Message message(String text) {
    return new Message(
        UUID.randomUUID().toString(),
        Channel.SMS,
        Urgency.URGENT,
        new Recipient(Recipient.Kind.PERSON, "wang-ming", "王明", "13800000003"),
        new About(null, null, null),
        new Content(false, null, text, null),
        new Words("值班", "on call"),
        null,
        Instant.now(),
        Instant.now().plusSeconds(600));
  }

  private static List<Reply> replies(Vendor callback) {
    HttpSmsSpec.Replies spec = Objects.requireNonNull(HttpSmsSpec.load("kannel").replies());
    return callback.asked().stream()
        .map(Asked::uri)
        .filter(uri -> uri.startsWith("/replies?"))
        .map(uri -> CallbackContent.ofForm(Map.of(), uri.substring(uri.indexOf('?') + 1)).json())
        .flatMap(said -> ReceiptReading.replies(spec, said).stream())
        .toList();
  }

  @Test
  void aMessageArrivesItsReceiptComesBackWithItsIdAndSoDoesAReply(@TempDir Path home)
      throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Kannel.PROGRAM),
        "Kannel is not installed here: infra/interop.sh installs it");
    try (Centre centre = new Centre().start();
        Vendor callback = new Vendor().answers(200, "OK");
        Kannel kannel = new Kannel(home, centre.port, callback.url() + "replies")) {
      await().atMost(SOON).until(kannel::listens);
      await().atMost(SOON).until(() -> centre.bound() > 0);
      Message message = message("特急：财务支付系统全局故障2026-0042。5分钟内回复4821确认。");

      assertThat(provider(kannel, callback, "secret").handOff(message))
          .isInstanceOfSatisfying(
              Taken.class,
              taken -> assertThat(taken.receipts()).containsExactly("http:kannel/" + message.id()));

      await().atMost(SOON).until(() -> !centre.texts("8613800000003").isEmpty());
      assertThat(centre.texts("8613800000003")).containsExactly(message.content().text());
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(callback.asked())
                  .anySatisfy(asked ->
                      assertThat(asked.uri())
                          .startsWith("/receipts?id=" + message.id() + "&state=1&said=")));

      centre.reply("8613800000003", "4821");
      await().atMost(SOON).until(() -> !replies(callback).isEmpty());
      assertThat(replies(callback)).containsExactly(new Reply("+8613800000003", "4821"));

      assertThat(provider(kannel, callback, "wrong").handOff(message("x")))
          .as("the fault is ours and not the message's")
          .isInstanceOf(NotTaken.class);
    }
  }
}
