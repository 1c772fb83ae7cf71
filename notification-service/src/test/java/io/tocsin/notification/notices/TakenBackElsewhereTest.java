package io.tocsin.notification.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.DirectoryEvent.Liaison;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.notification.domain.Needless;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.world.World;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One instance mails a notice out for seconds, while it is taken back on another one. */
class TakenBackElsewhereTest {

  private static final int UNITS = 1200;

  /** So fast that it leaves in waves to the end, and so slow that it takes four seconds. */
  private static final World WORLD =
      new World(
          "resilience4j.ratelimiter.configs.sms-bulk.limit-for-period=30",
          "resilience4j.ratelimiter.configs.sms-bulk.limit-refresh-period=100ms",
          "resilience4j.ratelimiter.configs.sms-bulk.timeout-duration=0");

  /** Without a parent, so that no notice to all units goes to them. */
  @BeforeAll
  static void start() {
    WORLD.directory(
        IntStream.range(0, UNITS)
            .mapToObj(i ->
                new UnitV1(
                    "elsewhere-" + i,
                    "县局" + i,
                    null,
                    null,
                    new Liaison("联络员", List.of(new ContactPoint(Channel.SMS, World.number())))))
            .toArray(DirectoryEvent[]::new));
    WORLD.directory(World.organisation());
    WORLD.start();
  }

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  @Test
  void whatHasNotLeftYetIsSupersededHereAtTheNextBlock() {
    String notice = posted();
    await().until(() -> WORLD.centre.count() >= 60);

    takenBackElsewhere(notice, new Words("改期", "Put off"));

    await()
        .untilAsserted(() ->
            assertThat(
                    counts(notice)
                        .propertyStream()
                        .mapToInt(count -> count.getValue().asInt())
                        .sum())
                .isEqualTo(UNITS));
    int superseded = counts(notice).path("SUPERSEDED").asInt();
    assertThat(superseded).isGreaterThan(UNITS / 3);
    assertThat(WORLD.centre.count()).isLessThanOrEqualTo(UNITS - superseded);
  }

  private static void takenBackElsewhere(String notice, Words reason) {
    Instant now = Instant.now();
    new NoticeStore(WORLD.bean(MongoDatabase.class))
        .withdraw(notice, now, reason)
        .then(WORLD.bean(NoticeDeliveries.class).stop(notice, new Needless(reason, now)))
        .toFuture()
        .join();
  }

  private static String posted() {
    ObjectNode draft = JsonMapper.shared().createObjectNode();
    draft.put("type", "GENERAL").put("title", "通知").put("body", "今晚维护");
    draft.putArray("channels").add("SMS");
    IntStream.range(0, UNITS).forEach(i -> draft.withArray("audience").add("elsewhere-" + i));
    return WORLD.posted(draft);
  }

  /** How many deliveries of it are in which state. */
  private static JsonNode counts(String notice) {
    byte[] answer =
        WORLD
            .api("LEADER")
            .get()
            .uri("/api/v1/notices/" + notice)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return JsonMapper.shared().readTree(answer).path("deliveries").path("SMS");
  }
}
