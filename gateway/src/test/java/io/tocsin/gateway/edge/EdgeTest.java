package io.tocsin.gateway.edge;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.tocsin.gateway.GatewayService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One gateway in front of four stubs, shared by all tests that look at it from outside. */
@SpringBootTest(
    classes = GatewayService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class EdgeTest {

  static final String SECRET = "s3cret-of-the-test";
  static final StubService INCIDENT = new StubService();
  static final StubService ESCALATION = new StubService();
  static final StubService ROSTER = new StubService();
  static final StubService NOTIFICATION = new StubService();
  static final Keys KEYS;

  private static final Path FOLDER;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static {
    try {
      FOLDER = Files.createTempDirectory("gateway-test");
      KEYS = Keys.in(FOLDER);
      Files.writeString(FOLDER.resolve("admin"), SECRET + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Autowired private CircuitBreakerRegistry breakers;
  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    Map<String, Object> settings =
        Map.ofEntries(
            Map.entry("tocsin.identity.private-key", KEYS.privateKey()),
            Map.entry("tocsin.security.public-key", KEYS.publicKey()),
            Map.entry("tocsin.identity.admin-secret-file", FOLDER.resolve("admin")),
            Map.entry("tocsin.identity.impersonation", true),
            Map.entry("tocsin.identity.attempts", 5),
            Map.entry("tocsin.upstreams.url.incident", INCIDENT.url()),
            Map.entry("tocsin.upstreams.url.escalation", ESCALATION.url()),
            Map.entry("tocsin.upstreams.url.roster", ROSTER.url()),
            Map.entry("tocsin.upstreams.url.notification", NOTIFICATION.url()),
            Map.entry("tocsin.upstreams.call-timeout", "2s"),
            Map.entry("tocsin.upstreams.breaker.minimum-calls", 4),
            Map.entry("tocsin.organisation.follow.limit", "4s"),
            Map.entry("tocsin.organisation.follow.interval", "20ms"));
    settings.forEach((name, value) -> registry.add(name, () -> value));
  }

  @BeforeEach
  void startAfresh() {
    breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    INCIDENT.reset();
    ESCALATION.reset();
    ROSTER.reset();
    NOTIFICATION.reset();
  }

  static String tokenOf(String person) {
    return KEYS.token(person, "tocsin", Instant.now().plus(Duration.ofMinutes(10)));
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  int port() {
    return port;
  }

  HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(uri(path));
  }

  HttpRequest.Builder signedIn(String path) {
    return anonymous(path).header("Authorization", "Bearer " + tokenOf("wang-ming"));
  }

  static HttpRequest.BodyPublisher text(String text) {
    return HttpRequest.BodyPublishers.ofString(text);
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    // The client's own time limit ends with the answer's head; a body that never ends must not hang
    // the build.
    return CLIENT.sendAsync(request, handler).orTimeout(60, TimeUnit.SECONDS).join();
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }
}
