package io.tocsin.notification.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.NoticeType;
import io.tocsin.notification.domain.Words;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a stream begins with where more holds than all streams share. */
class NoticeStreamTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENTS =
      new ParameterizedTypeReference<>() {};

  private final MongoClient client = MongoClients.create(EmbeddedPlatform.mongoUri());
  private final NoticeProperties properties =
      new NoticeProperties(
          true,
          Duration.ofSeconds(15),
          Duration.ofMillis(100),
          Duration.ofHours(24),
          Duration.ofSeconds(60));
  private final NoticeStore store =
      new NoticeStore(
          client.getDatabase("streams_" + UUID.randomUUID().toString().substring(0, 8)));
  private final NoticeLog log =
      new NoticeLog(store, properties, JsonMapper.shared(), Clock.systemUTC());
  private final WebTestClient web =
      WebTestClient.bindToController(
              new NoticeStreamController(
                  log,
                  new StandingNotices(store, JsonMapper.shared(), Clock.systemUTC()),
                  new ReadAccess(properties),
                  Clock.systemUTC()))
          .build();

  @BeforeEach
  void start() {
    log.start();
  }

  @AfterEach
  void stop() {
    log.stop();
    client.close();
  }

  @Test
  void whatStandsForAUnitIsShownHoweverMuchOthersAreToldMeanwhile() {
    post(List.of(notice("suspension", "baita", Channel.INTRANET)));
    post(many("others", "yunxi", Channel.INTRANET, 250));
    post(List.of(notice("greeting", "baita", Channel.INTRANET)));

    assertThat(begin("unit=baita")).containsExactly("suspension", "greeting");
    assertThat(begin("unit=linjiang")).isEmpty();
  }

  @Test
  void whatIsSentToPeopleAloneTakesNoPlaceOnTheBoard() {
    post(List.of(notice("suspension", "baita", Channel.INTRANET)));
    post(many("messages", "baita", Channel.SMS, 250));

    assertThat(begin("lang=zh")).containsExactly("suspension");
  }

  private void post(List<Notice> notices) {
    store.append(notices).block(PATIENCE);
  }

  /** The notices of a new stream up to its first heartbeat. */
  private List<String> begin(String query) {
    long last = store.last().blockOptional(PATIENCE).orElseThrow();
    await().until(() -> log.ready() && log.end() == last);
    return web.get()
        .uri("/widget/notices/stream?" + query)
        .exchange()
        .returnResult(EVENTS)
        .getResponseBody()
        .takeUntil(event -> "heartbeat".equals(event.event()))
        .filter(event -> "notice".equals(event.event()))
        .map(event -> JsonMapper.shared().readTree(event.data()))
        .map(NoticeStreamTest::id)
        .collectList()
        .blockOptional(PATIENCE)
        .orElseThrow();
  }

  private static String id(JsonNode notice) {
    return notice.path("id").asString();
  }

  private static List<Notice> many(String id, String unit, Channel channel, int count) {
    return IntStream.range(0, count).mapToObj(i -> notice(id + i, unit, channel)).toList();
  }

  private static Notice notice(String id, String unit, Channel channel) {
    return new Notice(
        id,
        0,
        "",
        NoticeType.SUSPENSION,
        Notice.Origin.POSTED,
        null,
        null,
        null,
        new Words("标题", "title"),
        new Words("正文", "body"),
        Addressed.units(Audience.UNITS, Set.of(unit)),
        Set.of(channel),
        null,
        false,
        "test",
        null,
        Revision.FIRST,
        Instant.parse("2026-03-09T01:20:00Z"),
        null,
        null);
  }
}
