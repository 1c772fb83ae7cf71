package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The people of a response and what they do: each line reads as it is said. */
record LifeScript(Platform platform, IncidentScript incident) {

  static final String LEADER = "zhou-leader";
  static final String DUTY_LEAD = "zhao-lei";
  static final String TECHNICIAN = "li-fang";
  static final String BUSINESS = "sun-qian";

  static LifeScript of(IncidentScript incident) {
    return new LifeScript(incident.platform(), incident);
  }

  Answer act(String person, String act, String json) {
    return platform.post("/incidents/" + incident.id() + "/" + act, json, platform.token(person));
  }

  LifeScript activated() {
    act(TECHNICIAN, "assess", "{\"cause\": \"DATABASE\", \"degree\": \"FULL_STOP\"}").expect(200);
    act(LEADER, "activate", "{\"plan\": null, \"reason\": \"没有合适的预案\"}").expect(200);
    return expect("ACTIVE");
  }

  LifeScript repaired(String summary) {
    act(DUTY_LEAD, "repair", "{\"summary\": \"" + summary + "\"}").expect(200);
    return expect("REPAIRED");
  }

  LifeScript tested(String person, String kind, boolean passed) {
    act(
            person,
            "recovery-test",
            "{\"kind\": \"%s\", \"passed\": %s, \"items\": [\"登录\", \"支付一笔\"]}"
                .formatted(kind, passed))
        .expect(200);
    return this;
  }

  LifeScript passed() {
    return tested(TECHNICIAN, "TECHNICAL", true)
        .tested(BUSINESS, "BUSINESS", true)
        .expect("TESTED");
  }

  LifeScript restored() {
    act(LEADER, "approve", "{\"reason\": \"同意恢复\"}").expect(200);
    act(LEADER, "restore", "{}").expect(200);
    return expect("RESTORED");
  }

  LifeScript confirmed(String... units) {
    act(
            DUTY_LEAD,
            "unit-confirmations",
            "{\"units\": [\"%s\"], \"how\": \"电话\"}".formatted(String.join("\", \"", units)))
        .expect(200);
    return this;
  }

  /** As soon as the observation time is over. */
  LifeScript ended() {
    await("the end of the response of " + incident.number())
        .atMost(Platform.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> act(LEADER, "end", "{}").status(), status -> status == 200);
    return expect("ENDED");
  }

  /** The final report is written and approved. */
  LifeScript reported() {
    platform
        .http
        .send(
            Http.request(
                    platform.url("/incidents/" + incident.id() + "/report"),
                    platform.token(TECHNICIAN))
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"summary\": \"中断\", \"cause\": \"磁盘写满\", \"measures\": \"扩容\"}"))
                .build())
        .expect(200);
    act(LEADER, "report/approve", "{}").expect(200);
    return this;
  }

  LifeScript expect(String state) {
    assertThat(now().path("state").asString()).isEqualTo(state);
    return this;
  }

  JsonNode now() {
    return incident.now();
  }
}
