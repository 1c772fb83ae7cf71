package io.tocsin.notification;

import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.number;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.IncidentEvent.Notice;
import io.tocsin.contracts.IncidentEvent.NoticeFacts;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

abstract class TemplateCases extends BoardCases {

  private static final String PATH = "/api/v1/templates/";

  private static WebTestClient.ResponseSpec put(String path, String ifMatch, String body) {
    return WORLD
        .api("LEADER")
        .put()
        .uri(PATH + path)
        .header("If-Match", ifMatch)
        .bodyValue(Map.of("body", body))
        .exchange();
  }

  private static JsonNode preview(String path, Map<String, ?> trial) {
    return json(
        WORLD
            .api("RESPONDER")
            .post()
            .uri(PATH + path + "/preview")
            .bodyValue(trial)
            .exchange()
            .expectStatus()
            .isOk());
  }

  private static String suspend(IncidentFacts incident) {
    Notice notice =
        new Notice(
            UUID.randomUUID().toString(),
            incident.number() + "-N1",
            NoticeType.SUSPENSION,
            null,
            new LocalText("支付暂停", "Payment suspended"),
            new LocalText("原文", "own words"),
            Audience.UNITS,
            List.of("yunxi"),
            List.of(Channel.SMS, Channel.EMAIL),
            Instant.parse("2026-03-09T01:20:30Z"),
            Instant.now().plusSeconds(600),
            new NoticeFacts(
                Instant.parse("2026-03-09T01:20:00Z"),
                Instant.parse("2026-03-09T03:00:00Z"),
                null,
                null,
                null,
                new LocalText("数据库故障", "database"),
                null,
                null,
                new LocalText("请停止操作并向窗口解释。", "Stop work, inform the counters."),
                null,
                null,
                null,
                null));
    issue(incident, notice);
    return notice.noticeId();
  }

  private static String sent(String notice, String channel) {
    await()
        .atMost(SOON)
        .until(() -> !WORLD.deliveries("notice=" + notice + "&channel=" + channel).isEmpty());
    return WORLD
        .deliveries("notice=" + notice + "&channel=" + channel)
        .getFirst()
        .path("text")
        .asString();
  }

  @Test
  void aNoticeWithFactsGoesOutInTheWordsOfItsTemplateAndASavedOneTakesItsPlace() {
    String path = "SUSPENSION/SMS/zh";
    String first = suspend(incident(UUID.randomUUID().toString(), "2026-0101", false));
    assertThat(sent(first, "SMS")).isEqualTo("财务支付系统因数据库故障自09:20起暂停，预计11:00恢复。请停止操作并向窗口解释。");
    assertThat(sent(first, "EMAIL")).startsWith("原文").contains("原因：数据库故障").doesNotContain("下次通报");

    put(path, "\"0\"", "{系统}停用，自{开始时间}起").expectStatus().isOk();
    put(path, "\"0\"", "{系统}自{开始时间}").expectStatus().isEqualTo(412);
    String drill = suspend(incident(UUID.randomUUID().toString(), "2026-0102", true));

    assertThat(sent(drill, "SMS")).isEqualTo("【演练】财务支付系统停用，自09:20起");
    WORLD.api("LEADER").post().uri(PATH + path + "/reset").exchange().expectStatus().isOk();
    JsonNode now = json(WORLD.api("RESPONDER").get().uri(PATH + path).exchange());
    assertThat(now.path("shipped").asBoolean()).isTrue();
    assertThat(now.path("version").asInt()).isEqualTo(2);
    assertThat(
            json(WORLD.api("RESPONDER").get().uri(PATH + path + "/versions").exchange())
                .path("items"))
        .hasSize(2);
  }

  @Test
  void aPreviewShowsLengthAndPartsWithSamplesOrWithANoticesOwnValues() {
    JsonNode sample = preview("suspension/sms/zh", Map.of());
    assertThat(sample.path("parts").asInt()).isEqualTo(1);
    assertThat(sample.path("encoding").asString()).isEqualTo("UCS_2");
    assertThat(sample.path("length").asInt()).isEqualTo(sample.path("text").asString().length());
    JsonNode trial =
        preview("GENERAL/SMS/en", Map.of("body", "{body} " + "x".repeat(200), "exercise", true));
    assertThat(trial.path("text").asString()).startsWith("[DRILL] Treasury");
    assertThat(trial.path("parts").asInt()).isEqualTo(2);

    IncidentFacts incident = incident(UUID.randomUUID().toString(), "2026-0103", false);
    String notice = suspend(incident);
    sent(notice, "SMS");

    assertThat(
            preview("SUSPENSION/SMS/en", Map.of("incidentId", incident.id()))
                .path("text")
                .asString())
        .isEqualTo(
            "Treasury payment suspended from 09:20: database. Expected back 11:00. Stop work,"
                + " inform the counters.");
    assertThat(
            preview("RESTORATION/SMS/en", Map.of("noticeId", notice)).path("complete").asBoolean())
        .isFalse();
  }

  @Test
  void aPageGoesOutInTheWordsOfItsTemplate() {
    String path = "PAGE/SMS/zh";
    IncidentFacts incident = incident(UUID.randomUUID().toString(), "2026-0104", true);
    put(path, "*", "{系统}{编号},{分钟}分钟内{确认方式}").expectStatus().isOk();
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("mo-ban", "莫班", "zh-CN", new ContactPoint(Channel.SMS, number())));

    await().atMost(SOON).until(() -> !WORLD.deliveries("page=" + page.pageId()).isEmpty());
    assertThat(WORLD.deliveries("page=" + page.pageId()).getFirst().path("text").asString())
        .matches("【演练】财务支付系统2026-0104,5分钟内回复••••确认");
    WORLD.api("LEADER").post().uri(PATH + path + "/reset").exchange().expectStatus().isOk();
  }

  @Test
  void aMistakeIsRefusedAndOnlyLeadersWrite() {
    put("SUSPENSION/SMS/zh", "*", "{系统}{没有}").expectStatus().isBadRequest();
    put("SUSPENSION/FAX/zh", "*", "{系统}").expectStatus().isNotFound();
    put("SUSPENSION/VOICE/zh", "*", "{系统}").expectStatus().isNotFound();
    WORLD
        .api("RESPONDER")
        .put()
        .uri(PATH + "GENERAL/SMS/zh")
        .bodyValue(Map.of("body", "{正文}"))
        .exchange()
        .expectStatus()
        .isForbidden();
    WORLD.api("REPORTER").get().uri("/api/v1/templates").exchange().expectStatus().isForbidden();
    assertThat(json(WORLD.api("RESPONDER").get().uri("/api/v1/templates").exchange()).path("items"))
        .hasSize(30);
  }
}
