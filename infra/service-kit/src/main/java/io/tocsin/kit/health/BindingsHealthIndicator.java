package io.tocsin.kit.health;

import io.tocsin.kit.kafka.ListenerContainers;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import reactor.core.publisher.Mono;

/** Up when every listener is bound and runs. Says in the log what the binder repeats too often. */
final class BindingsHealthIndicator implements ReactiveHealthIndicator {

  private static final Logger LOG = LoggerFactory.getLogger(BindingsHealthIndicator.class);

  private final BindingService bindings;
  private final ListenerContainers containers;
  private final AtomicReference<List<String>> said = new AtomicReference<>(List.of());

  BindingsHealthIndicator(BindingService bindings, ListenerContainers containers) {
    this.bindings = bindings;
    this.containers = containers;
  }

  @Override
  public Mono<Health> health() {
    return Mono.fromSupplier(() -> {
      List<String> stopped =
          Arrays.stream(bindings.getConsumerBindingNames())
              .filter(name -> !isRunning(name))
              .toList();
      if (!stopped.equals(said.getAndSet(stopped))) {
        LOG.warn("Listeners that do not run: {}", stopped);
      }
      return stopped.isEmpty()
          ? Health.up().build()
          : Health.down().withDetail("stopped", stopped).build();
    });
  }

  private boolean isRunning(String binding) {
    BindingServiceProperties properties = bindings.getBindingServiceProperties();
    String group = properties.getGroup(binding);
    return group != null
        && Arrays.stream(properties.getBindingDestination(binding).split(","))
            .allMatch(destination -> containers.isRunning(destination.strip(), group));
  }
}
