package io.tocsin.roster;

import io.tocsin.testkit.EmbeddedPlatform;
import io.tocsin.testkit.WholeAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/**
 * One instance of the service on the embedded platform. A token is a list of roles, {@code
 * ADMIN+LEADER}, with a person in front where it matters who it is: {@code wang-ming~RESPONDER}.
 */
final class RunningRoster implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private RunningRoster(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static RunningRoster start(String database) {
    return new RunningRoster(
        new SpringApplicationBuilder(RosterService.class, TestTokens.class)
            .web(WebApplicationType.REACTIVE)
            .run(
                "--spring.cloud.stream.bindings.watchIncidents-in-0.group=" + database + "-watch-i",
                "--spring.cloud.stream.bindings.watchPages-in-0.group=" + database + "-watch-p",
                "--spring.cloud.stream.bindings.codeReplies-in-0.group=" + database + "-codes",
                "--tocsin.watchdog.grace=3s",
                "--tocsin.watchdog.interval=200ms",
                "--server.port=0",
                "--spring.mongodb.database=" + database,
                "--spring.mongodb.uri=" + EmbeddedPlatform.mongoUri(),
                "--spring.kafka.bootstrap-servers=" + EmbeddedPlatform.kafkaBootstrapServers(),
                "--spring.cloud.stream.bindings.pages-in-0.group=" + database,
                "--spring.cloud.stream.bindings.handoverIncidents-in-0.group="
                    + database
                    + "-handover",
                "--tocsin.calendars.every=1s",
                "--tocsin.calendars.tick=300ms",
                "--tocsin.calendars.warn-after=1ms",
                "--tocsin.calendars.allow=127.0.0.1/32",
                "--tocsin.look-ahead.tick=1s",
                "--tocsin.changeover.every=1s",
                "--spring.jmx.enabled=false"));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  WebTestClient as(String roles) {
    return WebTestClient.bindToServer()
        .filter(new WholeAnswers())
        .baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"))
        .responseTimeout(Duration.ofMinutes(3))
        .codecs(c -> c.defaultCodecs().maxInMemorySize(16 * 1024 * 1024))
        .defaultHeaders(headers -> {
          if (!roles.isEmpty()) {
            headers.setBearerAuth(roles);
          }
        })
        .build();
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  static class TestTokens {

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
    ReactiveJwtDecoder jwtDecoder() {
      return token -> Mono.just(jwt(token));
    }

    private static Jwt jwt(String token) {
      int named = token.indexOf('~');
      String person = named < 0 ? "somebody" : token.substring(0, named);
      List<String> roles = List.of(token.substring(named + 1).split("\\+"));
      return new Jwt(
          token,
          Instant.now(),
          Instant.now().plusSeconds(3600),
          Map.of("alg", "none"),
          Map.of("sub", person, "name", "某人", "roles", roles));
    }
  }
}
