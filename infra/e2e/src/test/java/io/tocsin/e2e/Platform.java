package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole platform, started once through the root script for all scenarios of this JVM and
 * stopped with it.
 */
final class Platform {

  /** Long enough for a crowded machine; what is awaited mostly comes in milliseconds. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final Organisation organisation = Organisation.load();
  final Http http = new Http();
  final Script script;
  final Sandbox sandbox;
  private final String gateway;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  private Platform(Script script) {
    this.script = script;
    this.gateway = "http://127.0.0.1:" + script.port(8080);
    this.sandbox = new Sandbox(http, "http://127.0.0.1:" + script.port(8090));
  }

  static Platform up() {
    return Running.PLATFORM;
  }

  private static final class Running {
    static final Platform PLATFORM = start();

    private static Platform start() {
      Awaitility.setDefaultTimeout(PATIENCE);
      // Most of what is awaited is there already; a tenth of a second before each look adds up.
      Awaitility.setDefaultPollDelay(Duration.ZERO);
      Script script = new Script();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> script.run(60, "down")));
      script.startAfresh();
      Platform platform = new Platform(script);
      platform.applyOrganisation();
      return platform;
    }
  }

  /** The answer comes when every service works with the new set-up. */
  private void applyOrganisation() {
    Answer applied = apply(organisation.yaml(), "admin").expect(200);
    assertThat(applied.response().headers().map()).doesNotContainKey("tocsin-directory-pending");
  }

  String url(String path) {
    return gateway + "/api/v1" + path;
  }

  Answer apply(String organisation, String person) {
    return http.send(
        Http.request(url("/organisation"), token(person))
            .header("Content-Type", "application/yaml")
            .PUT(BodyPublishers.ofString(organisation))
            .build());
  }

  /** The administrator's token for {@code admin}, else that person's. */
  String token(String person) {
    return tokens.computeIfAbsent(
        person,
        p -> {
          var body = JsonMapper.shared().createObjectNode().put("secret", script.adminSecret());
          if (!p.equals("admin")) {
            body.put("as", p);
          }
          return http.post(url("/auth/token"), body.toString(), null)
              .expect(200)
              .json()
              .path("token")
              .asString();
        });
  }

  Answer get(String path) {
    return http.get(url(path), token("admin"));
  }

  /** As a good client does: again, while the answer is to try again later. */
  JsonNode read(String path) {
    return await("an answer to GET " + path)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> get(path), answer -> answer.status() != 503)
        .expect(200)
        .json();
  }

  Answer post(String path, String body, String token) {
    return http.post(url(path), body, token);
  }

  Answer send(FaultReport report) {
    return http.send(
        Http.request(url("/reports"), token("admin"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", report.idempotencyKey())
            .POST(BodyPublishers.ofString(report.json()))
            .build());
  }

  /** Sends a report that must be accepted, and waits for the incident that it belongs to. */
  IncidentScript report(String system, String unit) {
    return report(FaultReport.of(system, unit));
  }

  IncidentScript report(FaultReport report) {
    return incidentOf(send(report).expect(202).json().path("reportId").asString());
  }

  /** As a good client does: the same report again until it is accepted. */
  String reportUntilAccepted(FaultReport report, Duration atMost) {
    return await("the report on " + report.system() + " to be accepted")
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsMatching(UncheckedIOException.class::isInstance)
        .until(() -> send(report), answer -> answer.status() == 202)
        .json()
        .path("reportId")
        .asString();
  }

  IncidentScript incidentOf(String reportId) {
    String id =
        await("report " + reportId + " to be correlated")
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(
                () -> get("/reports/" + reportId).json().path("incidentId").asString(""),
                incident -> !incident.isEmpty());
    JsonNode incident = read("/incidents/" + id);
    return new IncidentScript(this, id, incident.path("number").asString());
  }

  void kill(String process) {
    script.run(60, "kill", process);
  }

  /** Returns when all processes are ready again. */
  void restart(String process) {
    script.run(540, "restart", process);
  }
}
