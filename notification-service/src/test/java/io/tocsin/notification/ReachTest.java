package io.tocsin.notification;

import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.number;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.notification.world.Centre.Manner;
import io.tocsin.notification.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whom a message does not reach is reached otherwise: another channel, in the end a call. */
class ReachTest {

  private static final World WORLD =
      new World(
          "tocsin.failover.poll=100ms",
          "tocsin.failover.unknown-urgent=3s",
          "tocsin.failover.urgent-patience=2s");
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String NUMBER = number();
  private static final String SILENT = number();
  private static final ContactPoint SMS = new ContactPoint(Channel.SMS, NUMBER);
  private static final ContactPoint MAIL = new ContactPoint(Channel.EMAIL, "shi@units.example.cn");

  private final IncidentFacts incident = incident(UUID.randomUUID().toString(), "2026-0050", false);

  @BeforeAll
  static void start() {
    WORLD.directory(
        new PersonV1("shi-qiao", "石桥", null, "province", List.of(SMS, MAIL), null),
        new PersonV1(
            "gu-yin", "谷音", null, "province", List.of(new ContactPoint(Channel.SMS, SILENT)), null),
        World.organisation());
    WORLD.start();
  }

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  private static JsonNode delivery(PageRequestedV1 page, String channel) {
    return WORLD.deliveries("page=" + page.pageId() + "&channel=" + channel).getFirst();
  }

  private static List<JsonNode> openCalls(IncidentFacts incident) {
    return WORLD.items("/api/v1/call-tasks?incident=" + incident.id());
  }

  @Test
  void aRefusedPageGoesByMailAndSomebodyIsAskedToTelephone() {
    WORLD.centre.treat(digits(NUMBER), Manner.REFUSE);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("shi-qiao", "石桥", "zh-CN", SMS, MAIL));

    await().atMost(SOON).until(() -> openCalls(incident).size() == 1);
    JsonNode task = openCalls(incident).getFirst();
    assertThat(task.path("state").asString()).isEqualTo("OPEN");
    assertThat(task.path("phones").get(0).asString()).isEqualTo(NUMBER);
    assertThat(task.path("reason").path("zh").asString()).contains("改用电子邮件", "请电话通知");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(delivery(page, "EMAIL").path("state").asString()).isEqualTo("HANDED_OFF"));
    String id = task.path("deliveryId").asString();

    WORLD
        .api("RESPONDER")
        .post()
        .uri("/api/v1/deliveries/" + id + "/call-result")
        .bodyValue(Map.of("outcome", "NO_ANSWER", "who", "石桥总机"))
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(openCalls(incident)).as("still to be called").hasSize(1);
    assertThat(openCalls(incident).getFirst().path("calls")).hasSize(1);
    for (int twice = 0; twice < 2; twice++) {
      WORLD
          .api("RESPONDER")
          .post()
          .uri("/api/v1/deliveries/" + id + "/call-result")
          .bodyValue(Map.of("outcome", "CONFIRMED", "who", "石桥联络员", "note", "已停办业务"))
          .exchange()
          .expectStatus()
          .isOk();
    }

    JsonNode sms = delivery(page, "SMS");
    assertThat(sms.path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(sms.path("attempts")).hasSize(3);
    JsonNode call = sms.path("attempts").get(2);
    assertThat(call.path("provider").asString()).isEqualTo("call:test-RESPONDER");
    assertThat(call.path("detail").asString()).contains("石桥联络员", "RESPONDER", "已停办业务");
    assertThat(openCalls(incident)).isEmpty();
    assertThat(WORLD.items("/api/v1/call-tasks?state=DONE&incident=" + incident.id())).hasSize(1);
  }

  @Test
  void aCallResultThatCannotBeIsRefusedWithTheFieldNamed() {
    WORLD
        .api("RESPONDER")
        .post()
        .uri("/api/v1/deliveries/nowhere/call-result")
        .bodyValue(Map.of("outcome", "CONFIRMED", "who", "x"))
        .exchange()
        .expectStatus()
        .isNotFound();
    WORLD
        .api("REPORTER")
        .post()
        .uri("/api/v1/deliveries/nowhere/call-result")
        .bodyValue(Map.of("outcome", "CONFIRMED", "who", "x"))
        .exchange()
        .expectStatus()
        .isForbidden();
    WORLD
        .api("RESPONDER")
        .post()
        .uri("/api/v1/deliveries/nowhere/call-result")
        .bodyValue(Map.of("outcome", "PERHAPS", "who", "x"))
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].field")
        .isEqualTo("outcome");
  }

  @Test
  void whatNobodyKnowsWaitsItsTimeAndThenAsksForACallNamingTheRisk() {
    WORLD.centre.treat(digits(SILENT), Manner.SILENT);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("gu-yin", "谷音", "zh-CN", new ContactPoint(Channel.SMS, SILENT)));

    await().atMost(SOON).until(() -> openCalls(incident).size() == 1);
    JsonNode task = openCalls(incident).getFirst();
    assertThat(task.path("reason").path("en").asString()).contains("Unknown whether", "twice");
    assertThat(delivery(page, "SMS").path("state").asString()).isEqualTo("UNKNOWN");
    assertThat(WORLD.centre.texts(digits(SILENT))).hasSize(1);

    WORLD.withdraw(page);

    await().atMost(SOON).until(() -> openCalls(incident).isEmpty());
  }
}
