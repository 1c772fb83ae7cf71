package io.tocsin.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

abstract class FeedCases extends BoardCases {

  private static WebTestClient.ResponseSpec get(String path, String... headers) {
    var request = WORLD.api(null).get().uri("/api/v1/feeds/" + path);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.exchange();
  }

  private static EntityExchangeResult<byte[]> read(String path, String... headers) {
    return get(path, headers).expectStatus().isOk().expectBody().returnResult();
  }

  private static String text(EntityExchangeResult<byte[]> result) {
    return new String(
        Objects.requireNonNull(result.getResponseBody()), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void whoeverHasTheLatestFeedIsToldSoUntilSomethingChanges() {
    String notice = id(posted(PLAIN));
    for (String form : List.of("notices.atom", "notices.json", "cap/" + notice + ".xml")) {
      HttpHeaders first = read(form).getResponseHeaders();

      get(form, "If-None-Match", Objects.requireNonNull(first.getETag()))
          .expectStatus()
          .isNotModified();
    }
    String before = Objects.requireNonNull(read("notices.atom").getResponseHeaders().getETag());
    String second = id(posted(PLAIN));
    String renewed = text(read("notices.atom", "If-None-Match", before));
    assertThat(renewed).contains(second);
    changed("POST", second, "/withdraw", Map.of("reason", "发错了"));
    assertThat(text(read("notices.atom", "If-None-Match", before))).isNotEqualTo(renewed);
  }

  /** A date is kept in seconds only: who asks by it must not miss the second of two changes. */
  @Test
  void whoeverAsksByADateIsGivenTheFeed() {
    posted(PLAIN);

    get("notices.atom", "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT")
        .expectStatus()
        .isOk()
        .expectHeader()
        .doesNotExist("Last-Modified");
  }

  /** The board may be closed to those without a token, and a cache asks for none. */
  @Test
  void whatIsReadWithATokenIsKeptByItsReaderOnly() {
    WORLD
        .api("REPORTER")
        .get()
        .uri("/api/v1/feeds/notices.atom")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .cacheControl(CacheControl.maxAge(Duration.ofSeconds(15)).mustRevalidate().cachePrivate());
    assertThat(read("notices.atom").getResponseHeaders().getCacheControl())
        .isEqualTo("max-age=15, must-revalidate");
  }

  @Test
  void aFeedSpeaksTheLanguageThatItsReaderAsksFor() {
    posted(PLAIN);

    assertThat(text(read("notices.atom?lang=zh"))).contains("今晚维护").contains("系统公告");
    assertThat(text(read("notices.atom", "Accept-Language", "en-GB")))
        .contains("Maintenance tonight");
    assertThat(text(read("notices.atom", "Accept-Language", "zh-CN,zh;q=0.9"))).contains("今晚维护");
    EntityExchangeResult<byte[]> chosen = read("notices.json?lang=en", "Accept-Language", "zh-CN");
    assertThat(text(chosen)).contains("Maintenance tonight");
    assertThat(chosen.getResponseHeaders().getFirst("Content-Language")).isEqualTo("en");
    assertThat(String.valueOf(chosen.getResponseHeaders().getContentType()))
        .isEqualTo("application/feed+json");
  }

  @Test
  void aUnitsFeedHoldsItsNoticesOnlyAndNoneThatIsNotOnTheBoard() {
    String forBaita = id(posted(with(PLAIN, "audience", List.of("baita"))));
    String bySms =
        id(posted(with(with(PLAIN, "audience", List.of("yunxi")), "channels", List.of("SMS"))));

    JsonNode yunxi = JsonMapper.shared().readTree(text(read("notices.json?unit=yunxi")));

    assertThat(yunxi.path("title").asString()).contains("Yunxi");
    assertThat(text(read("notices.json?unit=baita"))).contains(forBaita);
    assertThat(yunxi.toString()).doesNotContain(forBaita).doesNotContain(bySms);
    get("cap/" + bySms + ".xml").expectStatus().isNotFound();
    get("cap/none.xml").expectStatus().isNotFound();
    assertThat(text(read("cap/" + forBaita + ".xml")))
        .contains("<areaDesc>白塔县局</areaDesc>")
        .contains("urn:oasis:names:tc:emergency:cap:1.2");
  }
}
