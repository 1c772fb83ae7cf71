package io.tocsin.gateway.routing;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.tocsin.gateway.domain.Destination;
import io.tocsin.gateway.domain.Traffic;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The guards of all destinations; whoever calls the same one shares its breaker and its room. */
@Component
public final class UpstreamGuards {

  private final UpstreamsProperties properties;
  private final CircuitBreakerRegistry breakers;
  private final BulkheadRegistry bulkheads;

  UpstreamGuards(
      UpstreamsProperties properties, CircuitBreakerRegistry breakers, BulkheadRegistry bulkheads) {
    this.properties = properties;
    this.breakers = breakers;
    this.bulkheads = bulkheads;
  }

  public UpstreamGuard of(Destination destination) {
    String name = nameOf(destination);
    boolean stream = destination.traffic() == Traffic.STREAM;
    BulkheadConfig room =
        BulkheadConfig.custom()
            .maxConcurrentCalls(
                stream ? properties.concurrentStreams() : properties.concurrentCalls())
            .maxWaitDuration(Duration.ZERO)
            .build();
    return new UpstreamGuard(
        destination.upstream(),
        breakers.circuitBreaker(name),
        bulkheads.bulkhead(name, room),
        properties.breaker().pause(),
        destination.traffic() == Traffic.UPLOAD
            ? properties.uploadTimeout()
            : properties.callTimeout());
  }

  static String nameOf(Destination destination) {
    return destination.upstream().id()
        + "/"
        + destination.traffic().name().toLowerCase(Locale.ROOT);
  }
}
