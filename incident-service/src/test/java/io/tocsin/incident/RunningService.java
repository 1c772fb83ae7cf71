package io.tocsin.incident;

import io.tocsin.testkit.EmbeddedPlatform;
import io.tocsin.testkit.Patience;
import io.tocsin.testkit.WholeAnswers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The whole service on the embedded platform, on a port of its own. */
final class RunningService implements AutoCloseable {

  private static final List<String> BINDINGS =
      List.of(
          "correlateReports",
          "followIncidents",
          "notePages",
          "noteAssignments",
          "noteNotifications");

  /** Database and consumer groups: what a restarted service finds again. */
  record Identity(String name) {
    static Identity fresh() {
      return new Identity(UUID.randomUUID().toString().substring(0, 8));
    }
  }

  final Identity identity;
  final ConfigurableApplicationContext context;
  private final int port;

  private RunningService(Identity identity, ConfigurableApplicationContext context) {
    this.identity = identity;
    this.context = context;
    this.port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  static RunningService start(Identity identity) {
    TestTopics.publishOrganisation();
    return startWith(identity, EmbeddedPlatform.kafkaBootstrapServers(), List.of());
  }

  /** Closing one service of this JVM must not close the network of the others. */
  @TestConfiguration(proxyBeanMethods = false)
  static class OwnNetwork {
    @Bean
    ReactorResourceFactory reactorResources() {
      ReactorResourceFactory resources = new ReactorResourceFactory();
      resources.setUseGlobalResources(false);
      // Nobody is left to wait for; the default is two seconds at each close.
      resources.setShutdownQuietPeriod(Duration.ZERO);
      return resources;
    }
  }

  /** Without a broker, and with the organisation as it was read before it went away. */
  static RunningService startWithoutKafka(Class<?> organisation) {
    return startWith(
        Identity.fresh(),
        "127.0.0.1:1",
        List.of("--spring.cloud.function.definition="),
        organisation);
  }

  private static RunningService startWith(
      Identity identity, String bootstrapServers, List<String> more, Class<?>... configurations) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add("--spring.kafka.bootstrap-servers=" + bootstrapServers);
    arguments.add("--spring.mongodb.uri=" + EmbeddedPlatform.mongoUri());
    arguments.add("--spring.mongodb.database=incident_" + identity.name());
    arguments.add("--tocsin.security.public-key=" + TestTokens.publicKeyFile());
    arguments.add("--tocsin.outbox.sweep-every=200ms");
    arguments.add("--tocsin.outbox.sweep-after=500ms");
    // Incidents of other tests that stand open are no reason to suggest anything.
    arguments.add("--tocsin.incident.links.window=PT0S");
    BINDINGS.forEach(b ->
        arguments.add(
            "--spring.cloud.stream.bindings.%s-in-0.group=%s-%s".formatted(b, b, identity.name())));
    arguments.addAll(more);
    Class<?>[] sources =
        Stream.concat(Stream.of(IncidentService.class, OwnNetwork.class), Stream.of(configurations))
            .toArray(Class<?>[]::new);
    return new RunningService(
        identity, new SpringApplicationBuilder(sources).run(arguments.toArray(String[]::new)));
  }

  /** A client of a person with these roles, restricted to units where some are given. */
  WebTestClient as(String person, List<String> roles, String... units) {
    String token = TestTokens.of(person, roles, units);
    return anonymous().mutate().defaultHeaders(h -> h.setBearerAuth(token)).build();
  }

  WebTestClient anonymous() {
    return WebTestClient.bindToServer()
        .filter(new WholeAnswers())
        .baseUrl("http://127.0.0.1:" + port)
        .responseTimeout(Patience.PATIENCE)
        .build();
  }

  WebTestClient reporter() {
    return as("monitor", List.of("REPORTER"));
  }

  @Override
  public void close() {
    context.close();
  }
}
