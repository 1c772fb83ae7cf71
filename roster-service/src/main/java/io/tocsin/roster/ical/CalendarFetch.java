package io.tocsin.roster.ical;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import io.tocsin.contracts.LocalText;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Fetches a calendar from a server of somebody else, who may be slow, endless or malicious. No
 * proxy is asked, no cookie kept, nothing unpacked.
 */
@Component
class CalendarFetch {

  private static final int MOST_REDIRECTS = 3;
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HttpClient client;
  private final PublicAddresses addresses;
  private final CalendarFeedProperties properties;

  CalendarFetch(CalendarFeedProperties properties) {
    this.properties = properties;
    this.addresses = new PublicAddresses(properties.allow());
    this.client =
        HttpClient.create(ConnectionProvider.newConnection())
            .resolver(new GuardedResolver(addresses))
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(properties.connect().toMillis()))
            .responseTimeout(properties.timeout())
            .headers(h -> h.set("Accept", "text/calendar").set("User-Agent", "Tocsin"));
  }

  /**
   * What came.
   *
   * @param text null when it is the same as before
   * @param etag names this version, null where the server names none
   */
  record Fetched(@Nullable String text, @Nullable String etag) {}

  /** The calendar could not be had; what was had before stays. */
  static final class FetchFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient LocalText reason;

    FetchFailed(String zh, String en) {
      super(en);
      this.reason = new LocalText(zh, en);
    }

    LocalText reason() {
      return reason;
    }
  }

  /**
   * Asks for the calendar.
   *
   * @param etag of the version that is here already, null to get it whatever it is
   * @return an error when it could not be had
   */
  Mono<Fetched> fetch(String address, @Nullable String etag) {
    return Mono.defer(() -> follow(URI.create(address), etag, 0)).timeout(properties.timeout());
  }

  private Mono<Fetched> follow(URI uri, @Nullable String etag, int redirects) {
    FetchFailed refusal = refuse(uri);
    if (refusal != null) {
      return Mono.error(refusal);
    }
    return client
        .headers(h -> {
          if (etag != null) {
            h.set(HttpHeaderNames.IF_NONE_MATCH, etag);
          }
        })
        .get()
        .uri(uri)
        .response((response, body) -> answer(response, body, uri, etag))
        .next()
        .flatMap(step ->
            switch (step) {
              case Got got -> Mono.just(got.fetched);
              case Elsewhere elsewhere -> redirected(uri, elsewhere.uri, etag, redirects);
            });
  }

  /** A name is judged when it is resolved, an address as it stands here. */
  private @Nullable FetchFailed refuse(URI uri) {
    String host = uri.getHost();
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!web || host == null || uri.getUserInfo() != null) {
      return new FetchFailed(
          "应为 http 或 https 地址，但为 " + uri, "Expected an address of http or https, but got " + uri);
    }
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    boolean literal = NetUtil.isValidIpV4Address(bare) || NetUtil.isValidIpV6Address(bare);
    if (literal && !addresses.mayBeAsked(InetAddress.ofLiteral(bare))) {
      return new FetchFailed(
          "应为互联网地址或 tocsin.calendars.allow 中的地址，但为 " + bare,
          "Expected an address of the internet or of tocsin.calendars.allow, but got " + bare);
    }
    return null;
  }

  private sealed interface Step {}

  private record Got(Fetched fetched) implements Step {}

  private record Elsewhere(URI uri) implements Step {}

  private Mono<Step> answer(
      HttpClientResponse response, ByteBufFlux body, URI uri, @Nullable String etag) {
    int status = response.status().code();
    HttpHeaders headers = response.responseHeaders();
    String location = headers.get(HttpHeaderNames.LOCATION);
    if (REDIRECTS.contains(status) && location != null) {
      return Mono.just(new Elsewhere(uri.resolve(location)));
    }
    if (status == NOT_MODIFIED && etag != null) {
      return Mono.just(new Got(new Fetched(null, etag)));
    }
    if (status != OK) {
      throw new FetchFailed(
          "应答复 200，但日历服务器答复 " + status,
          "Expected 200 from the calendar's server, but got " + status);
    }
    return body.asByteArray()
        .reduceWith(ByteArrayOutputStream::new, this::add)
        .<Step>map(bytes ->
            new Got(
                new Fetched(
                    bytes.toString(StandardCharsets.UTF_8), headers.get(HttpHeaderNames.ETAG))));
  }

  private ByteArrayOutputStream add(ByteArrayOutputStream all, byte[] more) {
    if (all.size() + more.length > properties.size().toBytes()) {
      throw new FetchFailed(
          "日历应不超过 " + properties.size(), "Expected a calendar of at most " + properties.size());
    }
    all.writeBytes(more);
    return all;
  }

  private Mono<Fetched> redirected(URI from, URI to, @Nullable String etag, int redirects) {
    boolean weaker = "https".equals(from.getScheme()) && !"https".equals(to.getScheme());
    return redirects == MOST_REDIRECTS || weaker
        ? Mono.error(() ->
            new FetchFailed(
                "应不超过 3 次且不降级到 http 的重定向，但被引向 " + to,
                "Expected at most 3 redirections and none from https to http, but was sent to "
                    + to))
        : follow(to, etag, redirects + 1);
  }
}
