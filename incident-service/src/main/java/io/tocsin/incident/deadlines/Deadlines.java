package io.tocsin.incident.deadlines;

import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand.PassTime;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Tells incidents that their moment has come. The moments stand in the documents, so a crash loses
 * none; two instances that find the same incident settle it by the document's version, and what is
 * due comes once.
 */
@Component
final class Deadlines implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

  private final IncidentStore incidents;
  private final DeadlineProperties properties;
  private final Clock clock;
  private @Nullable Disposable running;

  Deadlines(IncidentStore incidents, DeadlineProperties properties, Clock clock) {
    this.incidents = incidents;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          // What repeatWhen counts is values, so a look that reached nothing must give none.
          Mono.defer(this::look)
              .filter(reached -> reached > 0)
              .repeatWhen(looks ->
                  looks.concatMap(
                      looked -> Mono.delay(looked > 0 ? Duration.ZERO : properties.interval())))
              .subscribe();
    }
  }

  /** How many were told, as far as one look takes them. */
  private Mono<Integer> look() {
    return incidents
        .due(clock.instant(), properties.atOnce())
        .collectList()
        .flatMap(this::tell)
        .doOnError(e -> LOG.warn("Due incidents could not be looked for, trying again: {}", e + ""))
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                .maxBackoff(Duration.ofSeconds(5)));
  }

  private Mono<Integer> tell(List<Loaded<Incident>> due) {
    return Flux.fromIterable(due)
        .flatMap(
            found ->
                incidents
                    .update(found.id(), loaded -> passTime(found, loaded))
                    .thenReturn(1)
                    .onErrorResume(e -> {
                      // It stays due and is found again; the others must not wait for it.
                      LOG.warn(
                          "What is due of incident {} could not be carried out", found.id(), e);
                      return Mono.empty();
                    }),
            properties.concurrency())
        .count()
        .map(Long::intValue);
  }

  /**
   * @param found as the look found it: where nobody has written it since and nothing comes of it,
   *     it would be found again without end
   */
  private Change<Incident> passTime(Loaded<Incident> found, Loaded<Incident> loaded) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return switch (IncidentDecider.decide(loaded.state(), new PassTime(now))) {
      case Accepted accepted when accepted.events().isEmpty() ->
          loaded.version() == found.version()
              ? IncidentStore.foundAnew(loaded, now)
              : Change.none(loaded);
      case Accepted accepted -> IncidentStore.change(loaded, accepted, List.of());
      case Refused refused -> throw new IllegalStateException(refused.detail().en());
    };
  }

  @Override
  public synchronized void stop() {
    if (running != null) {
      running.dispose();
      running = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }
}
