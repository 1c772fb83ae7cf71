package io.tocsin.notification.webhook;

import io.netty.buffer.Unpooled;
import io.netty.handler.timeout.ReadTimeoutException;
import io.tocsin.notification.sending.Exchange.NotSentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Posts JSON to where somebody configured, and nowhere inwards. Follows no redirect: it could lead
 * where the first address did not.
 */
@Component
public final class GuardedHttp {

  private static final int LONGEST = 64 * 1024;

  private final HttpClient client;
  private final GuardedResolver resolver;

  GuardedHttp(WebhookProperties properties) {
    this.resolver = new GuardedResolver(Addresses.allowing(properties.allowedNetworks()));
    this.client =
        HttpClient.create(ConnectionProvider.builder("webhooks").maxConnections(64).build())
            .resolver(resolver)
            .followRedirect(false)
            .option(
                io.netty.channel.ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) properties.connectWithin().toMillis());
  }

  /** What came back. */
  public record Response(int status, String body) {}

  /**
   * Posts and waits; for the thread of a hand-off.
   *
   * @throws NotSentException when nothing can have arrived
   * @throws IOException when nobody knows
   */
  public Response post(URI url, Map<String, String> headers, String body, Duration within)
      throws IOException, InterruptedException {
    refuseInward(url);
    Mono<Response> call =
        client
            .responseTimeout(within)
            .headers(h -> {
              h.set("Content-Type", "application/json; charset=utf-8");
              headers.forEach(h::set);
            })
            .post()
            .uri(url)
            .send(Mono.fromSupplier(() -> Unpooled.copiedBuffer(body, StandardCharsets.UTF_8)))
            .response((response, content) ->
                content
                    .asByteArray()
                    .reduceWith(ByteArrayOutputStream::new, GuardedHttp::upToTheLongest)
                    .map(all ->
                        new Response(
                            response.status().code(), all.toString(StandardCharsets.UTF_8))))
            .single();
    var answer = call.toFuture();
    try {
      return Objects.requireNonNull(answer.get(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        throw new NotSentException(cause);
      }
      throw cause instanceof ReadTimeoutException
          ? late(within, cause)
          : new IOException(cause.toString(), cause);
    } catch (TimeoutException e) {
      throw late(within, e);
    } finally {
      // Whoever waits no longer holds no connection either.
      answer.cancel(true);
    }
  }

  /** Whichever of the two clocks sees it first. */
  private static IOException late(Duration within, Throwable seen) {
    return new IOException("none within " + within.toSeconds() + " s", seen);
  }

  /** An endpoint that talks without end costs time and no memory. */
  private static ByteArrayOutputStream upToTheLongest(ByteArrayOutputStream all, byte[] more) {
    all.write(more, 0, Math.min(more.length, LONGEST - all.size()));
    return all;
  }

  /** An address in figures is not looked up, so it is looked at here. */
  private void refuseInward(URI url) throws NotSentException {
    try {
      var _ = resolver.pinned(url.getHost() == null ? "" : url.getHost());
    } catch (UnknownHostException e) {
      throw new NotSentException(e);
    }
  }
}
