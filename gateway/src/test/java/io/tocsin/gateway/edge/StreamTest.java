package io.tocsin.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StreamTest extends EdgeTest {

  /** Longer than the time limit of a call. */
  private static final long QUIET_MS = 2500;

  @Test
  @Timeout(90)
  void anEventIsThereBeforeTheNextIsWrittenAndSilenceEndsNothing() throws IOException {
    CountDownLatch firstSeen = new CountDownLatch(1);
    NOTIFICATION.answers(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.write("id: 1\ndata: one\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertThat(firstSeen.await(60, TimeUnit.SECONDS)).isTrue();
      // The silence is what is tested: no condition could be awaited in its place.
      assertThat(new CountDownLatch(1).await(QUIET_MS, TimeUnit.MILLISECONDS)).isFalse();
      out.write("id: 2\ndata: two\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    });

    HttpResponse<InputStream> answer =
        send(
            signedIn("/api/v1/notices/stream").header("Last-Event-ID", "0").build(),
            HttpResponse.BodyHandlers.ofInputStream());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("id: 1");
      assertThat(lines.readLine()).isEqualTo("data: one");
      firstSeen.countDown();
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("id: 2");
    }
    assertThat(NOTIFICATION.asked().getFirst().headers().getFirst("Last-Event-ID")).isEqualTo("0");
  }
}
