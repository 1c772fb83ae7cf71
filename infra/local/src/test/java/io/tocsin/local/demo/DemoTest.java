package io.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoTest {

  private static final JsonNode ORGANISATION =
      JsonMapper.shared()
          .readTree(
              """
              {"systems": [], "escalationPolicies": [{"levels": [{"after": "PT5M"}]}],
               "people": [
                 {"id": "zhou-leader", "name": "周建国", "contacts": [{"channel": "SMS", "to": "+8613800000001"}]},
                 {"id": "he-deputy", "name": "何慧", "contacts": [{"channel": "SMS", "to": "+8613800000002"}]},
                 {"id": "wang-ming", "name": "王明", "contacts": [{"channel": "SMS", "to": "+8613800000003"}]},
                 {"id": "li-fang", "name": "李芳", "contacts": [{"channel": "SMS", "to": "+8613800000004"}]}]}
              """);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Demo demo(StubPlatform platform) {
    Narrator narrator =
        new Narrator(
            new PrintStream(out, true, StandardCharsets.UTF_8), true, false, Instant.now());
    return new Demo(new Api(platform.address(), platform.address(), "zh-CN"), narrator, "secret");
  }

  private String told() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theStoryIsToldToItsEndAndTheOrganisationIsPutBack() throws Exception {
    try (StubPlatform platform = new StubPlatform(ORGANISATION)) {
      demo(platform).play(platform.address());

      assertThat(told())
          .containsSubsequence(
              StubPlatform.NUMBER,
              "王明 +8613800000003",
              "周建国 +8613800000001",
              "李芳 +8613800000004",
              "李芳 用短信回复 4711",
              "李芳已确认",
              "升级已停止",
              "何慧 +8613800000002 × 2");
      assertThat(platform.organisations()).hasSize(3);
      assertThat(platform.organisations().get(1).path("systems")).hasSize(1);
      assertThat(platform.organisations().getLast()).isEqualTo(ORGANISATION);
      assertThat(platform.calls())
          .contains("POST /api/sms/reply", "POST /api/v1/incidents/i-1/false-alarm");
    }
  }

  @Test
  void anOrganisationWithoutTheDemosPeopleIsLeftAlone() throws Exception {
    JsonNode other = JsonMapper.shared().readTree("{\"people\": [], \"systems\": []}");
    try (StubPlatform platform = new StubPlatform(other)) {
      assertThatThrownBy(() -> demo(platform).play(platform.address()))
          .isInstanceOf(DemoFailedException.class)
          .hasMessageContaining("li-fang");
      assertThat(platform.organisations()).containsExactly(other);
    }
  }
}
