package io.tocsin.notification;

import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentEvent.Notice;
import io.tocsin.contracts.IncidentEvent.NoticeWithdrawnV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.notification.incidents.IncidentsKnown;
import io.tocsin.notification.world.BoardStream;
import io.tocsin.notification.world.Centre;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

abstract class NoticeCases extends BoardCases {

  @Test
  void anIncidentsNoticeIsPostedReadAndTakenBack() {
    IncidentFacts incident = incident(UUID.randomUUID().toString(), "2026-0042", false);
    Notice notice = notice(incident, Channel.INTRANET);
    try (BoardStream stream = new BoardStream(WORLD.port(), "unit=yunxi&lang=en", null);
        BoardStream others = new BoardStream(WORLD.port(), "unit=linjiang", null)) {

      issue(incident, notice);
      issue(incident, notice);

      await().atMost(SOON).until(() -> seen(stream, notice.noticeId()) == 1);
      JsonNode shown = stream.notices().getLast().data();
      assertThat(shown.path("title").asString()).isEqualTo("Treasury payment fault");
      assertThat(shown.path("severity").asString()).isEqualTo("SEV2");
      JsonNode listed = list("incident=" + incident.id() + "&lang=zh").getFirst();
      assertThat(listed.path("title").asString()).isEqualTo("财务支付系统故障");
      assertThat(listed.path("deliveries").path("INTRANET").path("DELIVERED").asInt()).isEqualTo(2);
      assertThat(list("unit=baita&active=true")).anyMatch(n -> id(n).equals(notice.noticeId()));
      assertThat(list("unit=linjiang")).noneMatch(n -> id(n).equals(notice.noticeId()));

      write(
          incident,
          new NoticeWithdrawnV1(
              4, incident, new LocalText("误报", "false alarm"), Actor.SYSTEM, notice.noticeId()));

      await().atMost(SOON).until(() -> seen(stream, notice.noticeId()) == 2);
      assertThat(stream.notices().getLast().data().path("withdrawnAt").isNull()).isFalse();
      assertThat(list("incident=" + incident.id() + "&active=true")).isEmpty();
      assertThat(seen(others, notice.noticeId())).isZero();
    }
  }

  @Test
  void aDrillsNoticeIsMarkedInBothLanguages() {
    IncidentFacts drill = incident(UUID.randomUUID().toString(), "2026-0043", true);
    Notice notice = notice(drill, Channel.INTRANET);

    issue(drill, notice);

    await().atMost(SOON).until(() -> !list("incident=" + drill.id()).isEmpty());
    assertThat(list("incident=" + drill.id() + "&lang=zh").getFirst().path("title").asString())
        .startsWith("【演练】");
    JsonNode english = list("incident=" + drill.id() + "&lang=en").getFirst();
    assertThat(english.path("title").asString()).startsWith("[DRILL]");
    assertThat(english.path("body").asString()).startsWith("[DRILL]");
  }

  @Test
  void whatIsPostedAboutADrillIsMarkedThoughNobodySaysSo() {
    IncidentFacts drill = opened(true);
    Map<String, Object> toYunxi = with(PLAIN, "audience", List.of("yunxi"));

    JsonNode suspension =
        posted(
            with(
                with(with(toYunxi, "incidentId", drill.id()), "type", "SUSPENSION"),
                "channels",
                List.of("INTRANET", "SMS")));
    JsonNode restoration =
        posted(
            with(
                with(with(toYunxi, "refersTo", id(suspension)), "type", "RESTORATION"),
                "exercise",
                false));

    assertThat(suspension.path("exercise").asBoolean()).isTrue();
    assertThat(restoration.path("title").asString()).startsWith("【演练】");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(WORLD.deliveries("notice=" + id(suspension)))
                .singleElement()
                .satisfies(sms -> assertThat(sms.path("text").asString()).startsWith("【演练】")));
  }

  @Test
  void aDrillThatWasOpenedAMomentAgoIsWaitedForAndMarked() {
    Map<String, Object> toYunxi = with(PLAIN, "audience", List.of("yunxi"));

    JsonNode notice = posted(with(toYunxi, "incidentId", beingOpened(true).id()));

    assertThat(notice.path("exercise").asBoolean()).isTrue();
  }

  @Test
  void aNoticeAboutAnIncidentThatNobodyHasHeardOfIsRefused() {
    JsonNode refused =
        json(post("LEADER", with(PLAIN, "incidentId", "2026-9999")).expectStatus().isBadRequest());

    assertThat(refused.path("errors")).hasSize(1);
    assertThat(refused.path("errors").get(0).path("field").asString()).isEqualTo("incidentId");
    assertThat(refused.path("errors").get(0).path("message").asString()).contains("2026-9999");
  }

  private static IncidentFacts beingOpened(boolean exercise) {
    IncidentFacts incident = incident(UUID.randomUUID().toString(), "2026-0044", exercise);
    write(
        incident,
        new IncidentOpenedV1(
            1, incident, new LocalText("报告", "reported"), Actor.SYSTEM, "report", null));
    return incident;
  }

  /** An incident that the service has heard of. */
  private static IncidentFacts opened(boolean exercise) {
    IncidentFacts incident = beingOpened(exercise);
    await()
        .atMost(SOON)
        .until(() -> WORLD.bean(IncidentsKnown.class).find(incident.id()).hasElement().block(SOON));
    return incident;
  }

  @Test
  void nothingAboutARealFaultIsMarkedAsADrill() {
    IncidentFacts real = opened(false);

    JsonNode refused =
        json(
            post("LEADER", with(with(PLAIN, "incidentId", real.id()), "exercise", true))
                .expectStatus()
                .isBadRequest());

    assertThat(refused.path("errors").get(0).path("field").asString()).isEqualTo("exercise");
  }

  @Test
  void aNoticeBySmsAndMailGoesToEachLiaisonAndAUnitWithoutOneShows() {
    String body = "支付系统因数据库故障自 09:20 起暂停，预计 11:00 恢复。".repeat(5);
    JsonNode notice =
        posted(
            with(
                with(with(PLAIN, "channels", List.of("INTRANET", "SMS", "EMAIL")), "body", body),
                "type",
                "SUSPENSION"));

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          JsonNode counts =
              json(WORLD.api(null).get().uri("/api/v1/notices/" + id(notice)).exchange())
                  .path("deliveries");
          assertThat(counts.path("SMS").path("DELIVERED").asInt()).isEqualTo(1);
          assertThat(counts.path("SMS").path("FAILED_PERMANENT").asInt()).isEqualTo(2);
          assertThat(counts.path("EMAIL").path("HANDED_OFF").asInt()).isEqualTo(1);
          assertThat(counts.path("INTRANET").path("DELIVERED").asInt()).isEqualTo(3);
        });
    List<Centre.Part> parts =
        WORLD.centre.parts(digits(PHONE)).stream()
            .filter(p -> p.of() > 1)
            .sorted(Comparator.comparingInt(Centre.Part::number))
            .toList();
    assertThat(parts).isNotEmpty().allMatch(p -> p.of() == parts.size());
    assertThat(parts.stream().map(Centre.Part::reference).distinct()).hasSize(1);
    assertThat(parts.stream().map(Centre.Part::text).collect(Collectors.joining())).isEqualTo(body);
  }

  @Test
  void whoeverComesBackToTheStreamHasMissedNothing() {
    BoardStream first = new BoardStream(WORLD.port(), "lang=zh", null);
    JsonNode before = posted(PLAIN);
    await().atMost(SOON).until(() -> seen(first, id(before)) == 1);
    String last = first.lastId();
    first.close();
    List<String> missed = IntStream.range(0, 5).mapToObj(i -> id(posted(PLAIN))).toList();

    try (BoardStream again = new BoardStream(WORLD.port(), "lang=zh", last)) {
      String live = id(posted(PLAIN));

      await().atMost(SOON).until(() -> seen(again, live) == 1);
      List<String> expected = new ArrayList<>(missed);
      expected.add(live);
      assertThat(again.notices()).extracting(e -> id(e.data())).containsExactlyElementsOf(expected);
      assertThat(again.notices().stream().map(e -> Long.valueOf(e.id())))
          .isSortedAccordingTo(Comparator.naturalOrder());
    }
  }

  @Test
  void aStreamBeginsWithWhatHoldsAndSaysThatItIsAlive() {
    JsonNode held = posted(PLAIN);
    JsonNode over = posted(with(PLAIN, "expiresAt", Instant.now().plusMillis(700).toString()));
    await()
        .atMost(SOON)
        .until(() -> list("active=true&limit=200").stream().noneMatch(n -> id(n).equals(id(over))));

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          try (BoardStream stream = new BoardStream(WORLD.port(), "lang=zh", null)) {
            await()
                .atMost(SOON)
                .until(() ->
                    stream.events().stream().filter(e -> e.name().equals("heartbeat")).count() > 2);
            assertThat(seen(stream, id(held))).isEqualTo(1);
            assertThat(seen(stream, id(over))).isZero();
            assertThat(stream.response.headers().firstValue("X-Accel-Buffering")).contains("no");
            assertThat(stream.response.headers().firstValue("Cache-Control"))
                .contains("no-cache, no-transform");
            assertThat(stream.response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
          }
        });
  }

  @Test
  void aNoticeIsPostedOncePerIdempotencyKey() {
    String key = UUID.randomUUID().toString();
    List<String> ids =
        IntStream.range(0, 2)
            .mapToObj(i ->
                id(
                    json(
                        WORLD
                            .api("DUTY_LEAD")
                            .post()
                            .uri("/api/v1/notices")
                            .header("Idempotency-Key", key)
                            .bodyValue(PLAIN)
                            .exchange()
                            .expectStatus()
                            .isCreated())))
            .toList();

    assertThat(ids.get(1)).isEqualTo(ids.get(0));
  }

  @Test
  void whoeverMayNotOrAsksWrongIsToldWhatWasExpected() {
    post("RESPONDER", PLAIN).expectStatus().isForbidden();
    WORLD
        .api(null)
        .post()
        .uri("/api/v1/notices")
        .bodyValue(PLAIN)
        .exchange()
        .expectStatus()
        .isUnauthorized();
    WORLD.api(null).get().uri("/api/v1/deliveries").exchange().expectStatus().isUnauthorized();
    WORLD.api("REPORTER").get().uri("/api/v1/deliveries").exchange().expectStatus().isForbidden();
    WORLD.api(null).get().uri("/api/v1/notices/none").exchange().expectStatus().isNotFound();
    WORLD
        .api(null)
        .get()
        .uri("/widget/notices?cursor=none")
        .exchange()
        .expectStatus()
        .isBadRequest();
    JsonNode unknown =
        json(
            post("LEADER", with(PLAIN, "audience", List.of("yunxi", "atlantis")))
                .expectStatus()
                .isBadRequest());
    assertThat(unknown.path("errors").get(0).path("field").asString()).isEqualTo("audience[1]");
    JsonNode empty = json(post("LEADER", with(PLAIN, "title", " ")).expectStatus().isBadRequest());
    assertThat(empty.path("errors").get(0).path("field").asString()).isEqualTo("title");
    post("LEADER", with(PLAIN, "type", "NEWS")).expectStatus().isBadRequest();
    post("LEADER", with(PLAIN, "audience", "VENDORS")).expectStatus().isBadRequest();
    post("LEADER", with(PLAIN, "channels", List.of())).expectStatus().isBadRequest();
  }

  @Test
  void theListGoesOnWhereItsPageEnded() {
    String incident = opened(false).id();
    List<String> all =
        IntStream.range(0, 5)
            .mapToObj(i -> id(posted(with(PLAIN, "incidentId", incident))))
            .toList();

    List<String> found = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          json(
              WORLD
                  .api(null)
                  .get()
                  .uri("/widget/notices?limit=2&incident=" + incident + cursor)
                  .exchange()
                  .expectStatus()
                  .isOk());
      page.path("items").forEach(n -> found.add(id(n)));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
    } while (!cursor.isEmpty());

    assertThat(found).containsExactlyInAnyOrderElementsOf(all).hasSize(5);
  }

  @Test
  void theWidgetAndItsPageAreServedForAnyPageThatShowsThem() {
    WORLD
        .api(null)
        .get()
        .uri("/widget/")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Content-Type", "text/html;charset=UTF-8")
        .expectHeader()
        .value("Content-Security-Policy", csp -> assertThat(csp).contains("script-src 'self'"))
        .expectHeader()
        .doesNotExist("X-Frame-Options")
        .expectBody(String.class)
        .value(page -> assertThat(page).contains("<tocsin-notices"));
    WORLD
        .api(null)
        .get()
        .uri("/widget/tocsin-notices.js")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Content-Type", "text/javascript;charset=UTF-8")
        .expectHeader()
        .valueEquals("Access-Control-Allow-Origin", "*");
    WORLD
        .api(null)
        .get()
        .uri("/widget/board")
        .exchange()
        .expectBody()
        .jsonPath("$.organisation")
        .isEqualTo("江南省财政厅")
        .jsonPath("$.units.length()")
        .isEqualTo(3);
  }
}
