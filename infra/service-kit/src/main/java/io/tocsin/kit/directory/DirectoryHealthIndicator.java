package io.tocsin.kit.directory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/**
 * Up once the copy has caught up, empty or not: without an organisation nothing can be reported.
 */
final class DirectoryHealthIndicator implements ReactiveHealthIndicator {

  private final DirectoryReplica replica;

  DirectoryHealthIndicator(DirectoryReplica replica) {
    this.replica = replica;
  }

  @Override
  public Mono<Health> health() {
    return Mono.fromSupplier(() ->
        (replica.caughtUp() ? Health.up() : Health.down())
            .withDetail("revision", replica.current().revision())
            .build());
  }
}
