package io.tocsin.kit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Topics;
import io.tocsin.local.Ports;
import io.tocsin.local.broker.Broker;
import io.tocsin.local.broker.BrokerSettings;
import io.tocsin.local.broker.TopicDeclaration;
import io.tocsin.testkit.EmbeddedPlatform;
import io.tocsin.testkit.WholeAnswers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A broker that comes late and goes early. */
class OutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private final SampleTokens tokens = new SampleTokens();

  @Test
  void theServiceWaitsForItsBrokerAndLosesNothing(@TempDir Path dir) throws IOException {
    // Given a service whose broker is not there yet
    int[] ports = Ports.free(2);
    BrokerSettings settings = new BrokerSettings(dir, ports[0], ports[1]);
    String bootstrap = "127.0.0.1:" + ports[0];
    try (ConfigurableApplicationContext service = start(bootstrap)) {
      WebTestClient web = client(service);
      status(web, "/actuator/health/liveness", 200);
      status(web, "/actuator/health/readiness", 503);

      // When somebody asks for a change whose event nobody can take, it is made all the same
      web.post().uri("/tallies/late").exchange().expectStatus().isOk();

      // Then the event comes out once the broker is there
      try (Broker broker = Broker.start(settings)) {
        TopicDeclaration.declare(broker.bootstrapServers(), Topics.all());
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> status(web, "/actuator/health/readiness", 200));
        await()
            .atMost(PATIENCE)
            .untilAsserted(() ->
                assertThat(TopicLog.read(bootstrap, Topics.PAGES.name()))
                    .extracting(r -> r.key())
                    .contains("late"));
        try (Reports reports = new Reports(bootstrap)) {
          reports.send("late", "r-1", "n1");
        }
        await()
            .atMost(PATIENCE)
            .untilAsserted(() ->
                web.get()
                    .uri("/tallies/late")
                    .exchange()
                    .expectBody()
                    .jsonPath("$.count")
                    .isEqualTo(2));
      }

      // And a broker that goes shows
      await().atMost(PATIENCE).untilAsserted(() -> status(web, "/actuator/health/readiness", 503));
      status(web, "/actuator/health/liveness", 200);
    }
  }

  @Test
  void aStoreThatIsAwayIsSaidSo() throws IOException {
    try (ConfigurableApplicationContext service =
        start(
            EmbeddedPlatform.kafkaBootstrapServers(), "mongodb://127.0.0.1:" + Ports.free(1)[0])) {
      WebTestClient web = client(service);

      status(web, "/actuator/health/readiness", 503);
      web.post()
          .uri("/tallies/a")
          .header("Accept-Language", "zh")
          .exchange()
          .expectStatus()
          .isEqualTo(503)
          .expectHeader()
          .exists("Retry-After")
          .expectBody()
          .jsonPath("$.detail")
          .value(String.class, d -> assertThat(d).startsWith("数据库暂不可用"));
    }
  }

  private ConfigurableApplicationContext start(String bootstrapServers) throws IOException {
    return start(bootstrapServers, EmbeddedPlatform.mongoUri());
  }

  private ConfigurableApplicationContext start(String bootstrapServers, String mongoUri)
      throws IOException {
    return SampleService.start(
        Map.of(
            "spring.kafka.bootstrap-servers",
            bootstrapServers,
            "spring.mongodb.uri",
            mongoUri,
            "spring.mongodb.database",
            "outage",
            "spring.cloud.stream.bindings.reports-in-0.group",
            "outage",
            "tocsin.security.public-key",
            tokens.publicKey().toString()));
  }

  private WebTestClient client(ConfigurableApplicationContext service) {
    return WebTestClient.bindToServer()
        .filter(new WholeAnswers())
        .baseUrl(
            "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port"))
        .defaultHeader("Authorization", tokens.bearer("admin", "ADMIN"))
        .responseTimeout(Duration.ofSeconds(30))
        .build();
  }

  private static void status(WebTestClient web, String path, int status) {
    web.get().uri(path).exchange().expectStatus().isEqualTo(status);
  }
}
