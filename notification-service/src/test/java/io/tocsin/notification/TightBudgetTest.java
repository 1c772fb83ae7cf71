package io.tocsin.notification;

import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.Liaison;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.notification.smshttp.Vendor;
import io.tocsin.notification.world.World;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider that allows a number two messages within seconds and carries five a day, of which
 * notices leave some over for pages: what the whole service makes of that.
 */
class TightBudgetTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration WINDOW = Duration.ofSeconds(8);
  private static final String NUMBER = World.number();
  private static final String TOKEN = "0123456789abcdef";
  private static final ContactPoint PHONE = new ContactPoint(Channel.SMS, NUMBER);

  private final Vendor vendor = new Vendor().answers(202, "0: Accepted for delivery");
  private final World world = prepared();

  private World prepared() {
    World made =
        new World(
            "tocsin.smpp.host=",
            "tocsin.sms-http.providers.tight.spec=kannel",
            "tocsin.sms-http.providers.tight.settings.url=" + vendor.url() + "send",
            "tocsin.sms-http.providers.tight.callback-token=" + TOKEN,
            "tocsin.sms-http.providers.tight.settings.username=tocsin",
            "tocsin.sms-http.providers.tight.settings.password=secret",
            "tocsin.sms-http.providers.tight.settings.from=10690002",
            "tocsin.sms-http.providers.tight.per-number=2/" + WINDOW,
            "tocsin.sms-http.providers.tight.per-day=5",
            "tocsin.sms-http.providers.tight.day-zone=Pacific/Kiritimati");
    made.directory(
        new UnitV1("jinshan", "金山县局", null, null, new Liaison("金山联络员", List.of(PHONE))),
        World.organisation());
    return made;
  }

  @AfterEach
  void stop() {
    world.close();
    vendor.close();
  }

  @Test
  void noticesWaitAndGoTogetherPagesGoAtOnceAndNothingIsExceeded() {
    // Given a number that has had all that notices may send it for now
    world.start();
    String first = posted("甲系统暂停");
    await().atMost(SOON).until(() -> texts().size() == 1);
    String second = posted("乙系统暂停");
    String third = posted("丙系统暂停");
    awaitState(second, "FAILED_TEMPORARY");
    awaitState(third, "FAILED_TEMPORARY");
    assertThat(delivery(second).path("reason").path("en").asString()).contains("budget of 2/PT8S");

    // When its owner is paged
    call("2026-0061");

    // Then the page goes, by what was kept for it
    await().atMost(SOON).until(() -> texts().size() == 2);
    assertThat(texts().getLast()).contains("2026-0061");

    // And what waited goes as one message, and each says so
    await().atMost(SOON).until(() -> texts().size() == 3);
    assertThat(texts().getLast()).contains("乙系统暂停").contains("丙系统暂停");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(List.of(state(second), state(third)))
                .containsExactlyInAnyOrder("HANDED_OFF", "SUPERSEDED"));
    String carrier = state(second).equals("HANDED_OFF") ? second : third;
    String along = carrier.equals(second) ? third : second;
    assertThat(delivery(along).path("reason").path("en").asString())
        .contains("went out together with " + delivery(carrier).path("id").asString());
    assertThat(state(first)).isEqualTo("HANDED_OFF");

    // And a day that notices have spent still carries a page
    String fourth = posted("丁系统暂停");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(delivery(fourth).path("reason").path("en").asString())
                .contains("total of 5 a day is spent (3 for bulk)"));
    call("2026-0062");
    await().atMost(SOON).until(() -> texts().size() == 4);
    assertThat(texts().getLast()).contains("2026-0062");
    assertThat(state(fourth)).isEqualTo("FAILED_TEMPORARY");

    // And where the message of both does not arrive, neither did
    lost(carrier);
    for (String notice : List.of(carrier, along)) {
      awaitState(notice, "FAILED_PERMANENT");
      await()
          .atMost(SOON)
          .until(() -> world.items("/api/v1/call-tasks?notice=" + notice).size() == 1);
    }
    assertThat(delivery(along).path("reason").path("en").asString()).contains("did not arrive");
  }

  @Test
  void whereNobodyKnowsWhetherSeveralInOneArrivedEachOfThemIsTelephoned() {
    // Given notices that went out together, by a provider that owes a receipt
    world.with("tocsin.failover.receipt-bulk=2s", "tocsin.failover.unknown-bulk=1s").start();
    posted("甲系统维护");
    await().atMost(SOON).until(() -> texts().size() == 1);
    List<String> together = List.of(posted("乙系统维护"), posted("丙系统维护"));

    // When the receipt does not come, then somebody is called about each of them
    for (String notice : together) {
      await()
          .atMost(SOON)
          .until(() -> world.items("/api/v1/call-tasks?notice=" + notice).size() == 1);
    }
    assertThat(texts()).hasSize(2);
    assertThat(
            together.stream().map(this::delivery).map(d -> d.path("reason").path("en").asString()))
        .anySatisfy(reason -> assertThat(reason).contains("receipt did not come"))
        .anySatisfy(reason -> assertThat(reason).contains("nobody knows whether it arrived"));
  }

  @Test
  void whereTheAnswerToSeveralInOneIsLostNoneOfThemGoesASecondTimeAndEachIsTelephoned() {
    // Given notices that went out together, to a provider that never said whether it took them
    world
        .with("tocsin.sms-http.providers.tight.answer-within=1s", "tocsin.failover.unknown-bulk=2s")
        .start();
    List<String> together = handedOverTogetherWithoutAnAnswer();

    // When nobody learns more of it, then somebody is called about each of them
    for (String notice : together) {
      await()
          .atMost(SOON)
          .until(() -> world.items("/api/v1/call-tasks?notice=" + notice).size() == 1);
      assertThat(state(notice)).isEqualTo("UNKNOWN");
    }
    // And what the number has room for next says none of it again
    String next = posted("丁系统维护");
    awaitState(next, "HANDED_OFF");
    assertThat(texts()).hasSize(3);
    assertThat(texts().getLast()).contains("丁系统维护").doesNotContain("乙系统", "丙系统");
  }

  @Test
  void whatTheReceiptSaysOfSeveralInOneCountsForEachOfThem() {
    // Given notices that went out together without an answer
    world
        .with("tocsin.sms-http.providers.tight.answer-within=1s", "tocsin.failover.unknown-bulk=8s")
        .start();
    List<String> together = handedOverTogetherWithoutAnAnswer();
    String along =
        together.stream()
            .filter(n -> delivery(n).path("reason").path("en").asString().contains("together"))
            .findFirst()
            .orElseThrow();
    String carrier = together.getFirst().equals(along) ? together.getLast() : together.getFirst();

    // When a receipt tells that the message arrived
    receipt(carrier, 1);

    // Then nobody is telephoned about either
    awaitState(carrier, "DELIVERED");
    awaitState(along, "SUPERSEDED");
    assertThat(delivery(along).path("reason").path("en").asString())
        .contains(delivery(carrier).path("id").asString(), "turned out to be taken");
    assertThat(world.items("/api/v1/call-tasks")).isEmpty();
    assertThat(texts()).hasSize(2);
  }

  private List<String> handedOverTogetherWithoutAnAnswer() {
    posted("甲系统维护");
    await().atMost(SOON).until(() -> texts().size() == 1);
    List<String> together = List.of(posted("乙系统维护"), posted("丙系统维护"));
    together.forEach(notice -> awaitState(notice, "FAILED_TEMPORARY"));
    vendor.isSilent();
    await().atMost(SOON).until(() -> texts().size() == 2);
    vendor.answers(202, "0: Accepted for delivery");
    together.forEach(notice -> awaitState(notice, "UNKNOWN"));
    assertThat(texts().getLast()).contains("乙系统维护", "丙系统维护");
    return together;
  }

  private void lost(String notice) {
    receipt(notice, 2);
  }

  private void receipt(String notice, int state) {
    String id = delivery(notice).path("id").asString();
    world
        .api(null)
        .get()
        .uri("/api/v1/inbound/sms/tight/" + TOKEN + "?id=" + id + "&state=" + state)
        .exchange()
        .expectStatus()
        .isOk();
  }

  private String posted(String body) {
    var draft =
        JsonMapper.shared()
            .createObjectNode()
            .put("type", "GENERAL")
            .put("title", "通知")
            .put("body", body);
    draft.putArray("audience").add("jinshan");
    draft.putArray("channels").add("SMS");
    return world.posted(draft);
  }

  private void call(String incidentNumber) {
    world.assign(
        page(incident(UUID.randomUUID().toString(), incidentNumber, false), 0, Channel.SMS),
        person("zhang-lan", "张兰", "zh-CN", PHONE));
  }

  private JsonNode delivery(String notice) {
    List<JsonNode> found = world.deliveries("notice=" + notice);
    return found.isEmpty() ? JsonMapper.shared().missingNode() : found.getFirst();
  }

  private String state(String notice) {
    return delivery(notice).path("state").asString("");
  }

  private void awaitState(String notice, String state) {
    await().atMost(SOON).until(() -> state(notice).equals(state));
  }

  /** What the provider was asked to send to the number, in its order. */
  private List<String> texts() {
    return vendor.asked().stream()
        .map(Vendor.Asked::uri)
        .map(uri -> URLDecoder.decode(uri, StandardCharsets.UTF_8))
        .filter(uri -> uri.contains("to=" + digits(NUMBER)))
        .toList();
  }
}
