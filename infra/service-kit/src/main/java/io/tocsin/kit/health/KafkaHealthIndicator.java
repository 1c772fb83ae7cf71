package io.tocsin.kit.health;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Asks the cluster who it is. The binder's own indicator asks for every topic with a consumer of
 * its own and up to a minute's patience.
 */
final class KafkaHealthIndicator implements ReactiveHealthIndicator, AutoCloseable {

  private static final int PATIENCE_MS = 2000;
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final Map<String, Object> connection;
  private final Mono<Health> health;
  private @Nullable Admin admin;
  private boolean closed;

  KafkaHealthIndicator(Map<String, Object> connection) {
    this.connection = connection;
    this.health =
        Mono.fromCallable(this::admin)
            .subscribeOn(Schedulers.boundedElastic())
            .flatMap(a ->
                Mono.fromCompletionStage(() ->
                    a.describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MS))
                        .nodes()
                        .toCompletionStage()))
            .map(nodes -> Health.up().withDetail("brokers", nodes.size()).build())
            .onErrorResume(e -> Mono.just(Health.down(e).build()))
            // Whoever asks in bulk gets the answer of a moment ago.
            .cache(Duration.ofMillis(500));
  }

  @Override
  public Mono<Health> health() {
    return health;
  }

  private synchronized Admin admin() {
    if (closed) {
      throw new IllegalStateException("Expected an open service, but it is closing");
    }
    if (admin == null) {
      connection.put("default.api.timeout.ms", PATIENCE_MS);
      connection.put("request.timeout.ms", PATIENCE_MS);
      connection.put("reconnect.backoff.max.ms", 1000);
      admin = Admin.create(connection);
    }
    return admin;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (admin != null) {
      admin.close(CLOSING);
    }
  }
}
