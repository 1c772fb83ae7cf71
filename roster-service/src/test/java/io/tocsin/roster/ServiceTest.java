package io.tocsin.roster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service as it runs, with the organisation of the demo before each test. All such tests share
 * one instance: what a test enters it takes back, or puts where no other one looks.
 */
@ExtendWith(OneRoster.class)
abstract class ServiceTest {

  static final MediaType YAML = MediaType.parseMediaType("application/yaml");
  static final String ORGANISATION = "/api/v1/organisation";

  static RunningRoster roster;
  static WebTestClient admin;
  static String demo;

  @BeforeAll
  static void take(RunningRoster running) throws IOException {
    roster = running;
    admin = running.as("ADMIN");
    demo = Files.readString(Path.of("../docs/examples/organisation.yaml"));
  }

  @BeforeEach
  void theDemo() {
    applied(demo);
  }

  record Revision(long revision) {}

  /** As a client does: a 503 is asked again, which changes nothing twice. */
  static long applied(String document) {
    AtomicLong revision = new AtomicLong();
    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(() -> {
          Revision applied =
              put(admin, document)
                  .expectStatus()
                  .isOk()
                  .expectBody(Revision.class)
                  .returnResult()
                  .getResponseBody();
          revision.set(Objects.requireNonNull(applied).revision());
        });
    return revision.get();
  }

  static ResponseSpec put(WebTestClient client, String document) {
    return client.put().uri(ORGANISATION).contentType(YAML).bodyValue(document).exchange();
  }

  static ResponseSpec put(WebTestClient client, String uri, Map<String, ?> body) {
    return client.put().uri(uri).contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
  }

  static ResponseSpec get(String uri) {
    return admin.get().uri(uri).exchange().expectStatus().isOk();
  }

  /** The body of an answer. */
  static JsonNode get(WebTestClient client, String uri) {
    return read(client.get().uri(uri).exchange().expectStatus().isOk());
  }

  static BodyContentSpec onCall(String post) {
    return get("/api/v1/on-call?post=" + post).expectBody();
  }

  /** The body of the answer to a request that succeeds. */
  static JsonNode post(WebTestClient client, String uri, Map<String, ?> body) {
    return read(
        client
            .post()
            .uri(uri)
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(body)
            .exchange()
            .expectStatus()
            .is2xxSuccessful());
  }

  private static JsonNode read(ResponseSpec answer) {
    byte[] body = answer.expectBody().returnResult().getResponseBody();
    return JsonMapper.shared().readTree(Objects.requireNonNull(body));
  }
}
