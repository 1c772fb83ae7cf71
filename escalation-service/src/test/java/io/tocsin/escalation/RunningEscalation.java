package io.tocsin.escalation;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent.Correlation;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.PolicyCondition;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.Severity;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.testkit.EmbeddedPlatform;
import io.tocsin.testkit.WholeAnswers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** One instance of the service on the embedded platform, with a clock and policies of the test. */
final class RunningEscalation implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private RunningEscalation(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** A database that is new here begins with what is written from now on. */
  static RunningEscalation start(String database, Clock clock, String... more) {
    TopicProbe.beginNow(group("followIncidents", database), Topics.INCIDENTS);
    TopicProbe.beginNow(group("noteAssignments", database), Topics.ASSIGNMENTS);
    TopicProbe.beginNow(group("noteNotifications", database), Topics.NOTIFICATIONS);
    return startOn(
        EmbeddedPlatform.mongoUri(),
        EmbeddedPlatform.kafkaBootstrapServers(),
        database,
        clock,
        more);
  }

  /** In a process of its own, where the platform is another's. */
  static RunningEscalation startOn(
      String mongo, String kafka, String database, Clock clock, String... more) {
    ApplicationContextInitializer<GenericApplicationContext> withClock =
        c -> c.registerBean(Clock.class, () -> clock);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.mongodb.database=" + database,
                "--spring.mongodb.uri=" + mongo,
                "--spring.kafka.bootstrap-servers=" + kafka));
    for (String function : List.of("followIncidents", "noteAssignments", "noteNotifications")) {
      arguments.add(
          "--spring.cloud.stream.bindings.%s-in-0.group=%s"
              .formatted(function, group(function, database)));
    }
    arguments.addAll(List.of(more));
    return new RunningEscalation(
        new SpringApplicationBuilder(EscalationService.class, TestParts.class)
            .web(WebApplicationType.REACTIVE)
            .initializers(withClock)
            .run(arguments.toArray(String[]::new)));
  }

  private static String group(String function, String database) {
    return database + "-" + function;
  }

  WebTestClient http() {
    return WebTestClient.bindToServer()
        .filter(new WholeAnswers())
        .baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"))
        .responseTimeout(Duration.ofSeconds(60))
        .defaultHeaders(headers -> headers.setBearerAuth("RESPONDER"))
        .build();
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  static class TestParts {

    /** Otherwise the first context that closes takes the servers of all others with it. */
    @Bean
    ReactorResourceFactory reactorResources() {
      ReactorResourceFactory resources = new ReactorResourceFactory();
      resources.setUseGlobalResources(false);
      // Nobody is left to wait for; the default is two seconds at each close.
      resources.setShutdownQuietPeriod(Duration.ZERO);
      return resources;
    }

    @Bean
    Directory directory() {
      DirectorySnapshot snapshot =
          new DirectorySnapshot(
              null,
              Map.of(
                  "centre", unit("centre", null),
                  "yunxi", unit("yunxi", "centre"),
                  "hall", unit("hall", "yunxi")),
              Stream.of("payment", "turns", "third")
                  .collect(Collectors.toMap(code -> code, TestParts::system)),
              Map.of(),
              Map.of(),
              Map.of(),
              List.of(broken(), soon(), severe(), turns(), third(), rest()));
      return () -> snapshot;
    }

    @Bean
    ReactiveJwtDecoder jwtDecoder() {
      return token ->
          Mono.just(
              new Jwt(
                  token,
                  Instant.now(),
                  Instant.now().plusSeconds(3600),
                  Map.of("alg", "none"),
                  Map.of("sub", "somebody", "roles", List.of(token))));
    }

    private static UnitV1 unit(String code, @Nullable String parent) {
      return new UnitV1(code, code, null, parent, null);
    }

    private static ManagedSystemV1 system(String code) {
      Correlation correlation = new Correlation(2, Duration.ofMinutes(30));
      return new ManagedSystemV1(code, code, null, "NORMAL", correlation, List.of());
    }

    /** What no roster would publish: a later build's, or a mistake of this one's. */
    private static EscalationPolicyV1 broken() {
      return new EscalationPolicyV1(
          "broken",
          0,
          new PolicyCondition(List.of("broken"), List.of(), List.of(), null),
          3,
          List.of());
    }

    /** Levels a second apart, for the clock on the wall. */
    private static EscalationPolicyV1 soon() {
      return new EscalationPolicyV1(
          "soon",
          1,
          new PolicyCondition(List.of("soon"), List.of(), List.of(), null),
          0,
          List.of(
              level("PT0S", "DB", DutyRole.PRIMARY),
              level("PT4S", "DB", DutyRole.SUBSTITUTE),
              level("PT2H", "LD", DutyRole.SUBSTITUTE)));
    }

    private static EscalationPolicyV1 severe() {
      return new EscalationPolicyV1(
          "severe",
          1,
          new PolicyCondition(
              List.of(), List.of(Scope.GLOBAL), List.of(Severity.SEV1, Severity.SEV2), null),
          3,
          List.of(
              level("PT0S", "DB", DutyRole.PRIMARY),
              level("PT5M", "DB", DutyRole.SUBSTITUTE),
              level("PT10M", "LD", DutyRole.SUBSTITUTE)));
    }

    private static EscalationPolicyV1 turns() {
      List<PolicyTarget> people =
          List.of(new PolicyTarget(List.of(), null, List.of("wang-ming", "li-fang")));
      return new EscalationPolicyV1(
          "turns",
          1,
          new PolicyCondition(List.of("turns"), List.of(), List.of(), null),
          3,
          List.of(
              new PolicyLevel(
                  Duration.ZERO,
                  people,
                  List.of(Channel.SMS),
                  null,
                  null,
                  null,
                  Duration.ZERO,
                  true)));
    }

    /** Pages a role that only schedules have, every two minutes. */
    private static EscalationPolicyV1 third() {
      PolicyTarget target =
          new PolicyTarget(
              List.of("DB"), null, List.of(), "db-duty", null, null, null, "THIRD_LINE");
      return new EscalationPolicyV1(
          "third",
          1,
          new PolicyCondition(List.of("third"), List.of(), List.of(), null),
          1,
          List.of(
              new PolicyLevel(
                  Duration.ZERO, List.of(target), List.of(Channel.SMS), Duration.ofMinutes(2))));
    }

    private static EscalationPolicyV1 rest() {
      return new EscalationPolicyV1(
          "rest",
          2,
          null,
          3,
          List.of(level("PT0S", "AP", DutyRole.PRIMARY)),
          "其他情况",
          "Everything else");
    }

    private static PolicyLevel level(String after, String post, DutyRole role) {
      return new PolicyLevel(
          Duration.parse(after),
          List.of(new PolicyTarget(List.of(post), role, List.of())),
          List.of(Channel.SMS, Channel.EMAIL),
          null,
          null,
          null,
          Duration.ZERO,
          null);
    }
  }
}
