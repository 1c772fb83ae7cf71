package io.tocsin.notification.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mail server that hangs up at a certain word. */
class SmtpProviderTest {

  @ParameterizedTest(name = "hung up at {0}: {1}")
  @CsvSource({"MAIL, NotTaken", "RCPT, NotTaken", "DATA, NotTaken", "., Lost"})
  void onlyFromTheMailItselfOnNobodyKnowsWhetherItWasTaken(String word, String meaning)
      throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> hangUpAt(word, server));
      SmtpProperties properties = properties(server.getLocalPort());
      try (TransportPool pool = new TransportPool(properties, Clock.systemUTC())) {
        Answer answer = new SmtpProvider(properties, pool).handOff(message());

        assertThat(answer).isInstanceOf(meaning.equals("Lost") ? Lost.class : NotTaken.class);
      }
    }
  }

  private static void hangUpAt(String word, ServerSocket server) {
    try (Socket socket = server.accept();
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = socket.getOutputStream()) {
      say(out, "220 here");
      boolean mail = false;
      for (String line; (line = in.readLine()) != null && !line.startsWith(word); ) {
        if (!mail) {
          mail = line.startsWith("DATA");
          say(out, mail ? "354 go on" : "250 ok");
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("Expected to play a mail server", e);
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static SmtpProperties properties(int port) {
    Duration soon = Duration.ofSeconds(5);
    return new SmtpProperties(
        "primary",
        "127.0.0.1",
        port,
        "",
        "",
        false,
        "tocsin@province.example.cn",
        "警钟",
        1,
        soon,
        soon,
        soon,
        soon,
        "",
        "",
        "");
  }

  private static Message message() {
    Instant now = Instant.parse("2026-03-09T01:10:00Z");
    return new Message(
        "d-1",
        Channel.EMAIL,
        Urgency.URGENT,
        new Recipient(Recipient.Kind.PERSON, "wang-ming", "王明", "wang@province.example.cn"),
        new About(null, null, null),
        new Content(false, "特急", "特急", null),
        new Words("", ""),
        null,
        now,
        now.plusSeconds(600));
  }
}
