package io.tocsin.kit.health;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.cloud.stream.binder.Binding;
import reactor.core.publisher.Mono;

/** Up when every listener is bound and runs. */
final class BindingsHealthIndicator implements ReactiveHealthIndicator {

  private final Supplier<List<Binding<?>>> bindings;

  BindingsHealthIndicator(Supplier<List<Binding<?>>> bindings) {
    this.bindings = bindings;
  }

  @Override
  public Mono<Health> health() {
    return Mono.fromSupplier(() -> {
      List<String> stopped =
          bindings.get().stream().filter(b -> !b.isRunning()).map(Binding::getBindingName).toList();
      return stopped.isEmpty()
          ? Health.up().build()
          : Health.down().withDetail("stopped", stopped).build();
    });
  }
}
