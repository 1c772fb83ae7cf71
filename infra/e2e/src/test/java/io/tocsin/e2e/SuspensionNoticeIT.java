package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Scenario 5, with the four units of this organisation. */
@ExtendWith(LogsOnFailure.class)
class SuspensionNoticeIT {

  private static final List<String> UNITS = List.of("baita", "donghu", "linjiang", "yunxi");
  private static final String UNREACHABLE = "donghu";

  private final Platform platform = Platform.up();

  @AfterEach
  void phonesWorkAgain() {
    platform.sandbox.fault("SMS", platform.organisation.address(UNREACHABLE, "SMS"), "none");
  }

  @Test
  void
      every_unit_has_sms_mail_and_post_and_the_one_without_sms_is_telephoned_and_that_is_recorded() {
    platform.sandbox.fault("SMS", platform.organisation.address(UNREACHABLE, "SMS"), "reject");

    JsonNode notice =
        platform.post("/notices", notice(), platform.token("admin")).expect(201).json();
    String id = notice.path("id").asString();

    for (String unit : UNITS) {
      expectState(id, unit, "EMAIL", "HANDED_OFF");
      expectState(id, unit, "SMS", unit.equals(UNREACHABLE) ? "FAILED_PERMANENT" : "DELIVERED");
    }
    assertThat(platform.read("/notices/" + id).path("units").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(UNITS);

    JsonNode task =
        await("a call task for " + UNREACHABLE)
            .atMost(Platform.PATIENCE)
            .until(
                () ->
                    platform.read("/call-tasks?notice=" + id).path("items").valueStream().toList(),
                tasks -> tasks.size() == 1)
            .getFirst();
    assertThat(task.path("recipient").path("id").asString()).isEqualTo(UNREACHABLE);
    assertThat(task.path("phones").get(0).asString())
        .isEqualTo(platform.organisation.address(UNREACHABLE, "SMS"));

    String delivery = task.path("deliveryId").asString();
    Instant called = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    platform
        .post("/deliveries/" + delivery + "/call-result", result(called), platform.token("li-fang"))
        .expect(200);

    JsonNode confirmed = platform.read("/deliveries/" + delivery);
    assertThat(confirmed.path("state").asString()).isEqualTo("CONFIRMED");
    JsonNode call = confirmed.path("attempts").path(confirmed.path("attempts").size() - 1);
    assertThat(Instant.parse(call.path("at").asString())).isEqualTo(called);
    assertThat(call.path("provider").asString()).isEqualTo("call:li-fang");
    assertThat(call.path("detail").asString()).contains("东湖联络员");
    assertThat(platform.read("/call-tasks?notice=" + id).path("items")).isEmpty();
  }

  private void expectState(String notice, String unit, String channel, String state) {
    await("%s of %s by %s to be %s".formatted(notice, unit, channel, state))
        .atMost(Platform.PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    platform
                        .read(
                            "/deliveries?notice=%s&recipient=%s&channel=%s"
                                .formatted(notice, unit, channel))
                        .path("items")
                        .valueStream()
                        .map(d -> d.path("state").asString()))
                .containsExactly(state));
  }

  private static String notice() {
    ObjectNode notice = JsonMapper.shared().createObjectNode();
    notice.put("type", "SUSPENSION").put("title", "财务支付系统暂停").put("audience", "ALL_UNITS");
    notice.put("body", "财务支付系统因数据库故障自09:20起暂停，预计11:00恢复。请停止操作并向窗口解释。");
    notice.putArray("channels").add("SMS").add("EMAIL").add("INTRANET");
    return notice.toString();
  }

  private static String result(Instant at) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("outcome", "CONFIRMED")
        .put("who", "东湖联络员")
        .put("at", at.toString())
        .toString();
  }
}
