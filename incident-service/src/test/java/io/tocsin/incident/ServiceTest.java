package io.tocsin.incident;

import static io.tocsin.testkit.Patience.PATIENCE;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests on one running service that they all share; each has systems of its own to break. */
abstract class ServiceTest {

  static final JsonMapper JSON = JsonMapper.shared();
  private static @Nullable RunningService shared;

  @BeforeAll
  static void start() {
    var _ = service();
  }

  /** Ends with the JVM. */
  static synchronized RunningService service() {
    RunningService running = shared;
    if (running == null) {
      running = RunningService.start(RunningService.Identity.fresh());
      shared = running;
    }
    return running;
  }

  static ConditionFactory await(String what) {
    return Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
  }

  static String report(String system, String unit, String degree) {
    return report(
        service().reporter(),
        Map.of("system", system, "unit", unit, "symptom", "无法登录", "degree", degree));
  }

  static String report(WebTestClient client, Map<String, ?> body) {
    JsonNode accepted =
        json(
            client
                .post()
                .uri("/api/v1/reports")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(JSON.writeValueAsString(body)),
            202);
    return accepted.path("reportId").asString();
  }

  /** Waits until the report is correlated, and gives the incident. */
  static String incidentOf(String reportId) {
    return await("the incident of report " + reportId)
        .until(() -> incidentIdOf(reportId), id -> !id.isEmpty());
  }

  /** Empty until the report is correlated. */
  static String incidentIdOf(String reportId) {
    byte[] body =
        service()
            .reporter()
            .get()
            .uri("/api/v1/reports/" + reportId)
            .exchange()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return JSON.readTree(body == null ? new byte[0] : body).path("incidentId").asString("");
  }

  static JsonNode incident(String id) {
    return get("/api/v1/incidents/" + id);
  }

  static JsonNode get(String path) {
    return json(service().reporter().get().uri(path), 200);
  }

  static JsonNode json(WebTestClient.RequestHeadersSpec<?> request, int status) {
    byte[] body =
        request
            .exchange()
            .expectStatus()
            .isEqualTo(status)
            .expectBody()
            .returnResult()
            .getResponseBody();
    if (body == null) {
      throw new AssertionError("Expected a body, but there is none");
    }
    return JSON.readTree(body);
  }

  /** The incident's events; one that came twice, as the outbox allows, once. */
  static List<IncidentEvent> events(String incidentId) {
    Map<String, IncidentEvent> byId = new LinkedHashMap<>();
    for (Envelope<?> record : TestTopics.read(Topics.INCIDENTS, incidentId)) {
      byId.putIfAbsent(record.id(), (IncidentEvent) record.data());
    }
    return List.copyOf(byId.values());
  }
}
