package io.tocsin.kit.store;

import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import org.bson.Document;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Pings the store. Boot's own indicator says {@code hello}, which not every server answers. */
final class StoreHealthIndicator implements ReactiveHealthIndicator {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Mono<Health> health;

  StoreHealthIndicator(MongoDatabase database) {
    this.health =
        Mono.from(database.runCommand(new Document("ping", 1)))
            .timeout(PATIENCE)
            .map(pong -> Health.up().build())
            .onErrorResume(e -> Mono.just(Health.down(e).build()))
            .cache(Duration.ofMillis(500));
  }

  @Override
  public Mono<Health> health() {
    return health;
  }
}
