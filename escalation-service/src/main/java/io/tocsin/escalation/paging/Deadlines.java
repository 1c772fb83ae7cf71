package io.tocsin.escalation.paging;

import java.time.Clock;
import java.time.Duration;
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
 * Looks for deadlines that have come. They stand in the documents, so a crash loses none; two
 * instances that find the same one settle it by the document's version, and one page goes out.
 */
@Component
class Deadlines implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Deadlines.class);

  private final PagingStore store;
  private final PagingHandler handler;
  private final DeadlineProperties properties;
  private final Clock clock;
  private @Nullable Disposable running;

  Deadlines(PagingStore store, PagingHandler handler, DeadlineProperties properties, Clock clock) {
    this.store = store;
    this.handler = handler;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Mono.defer(this::look)
              .repeatWhen(looks ->
                  looks.concatMap(
                      found -> Mono.delay(found > 0 ? Duration.ZERO : properties.interval())))
              .subscribe();
    }
  }

  /** How many were due, as far as one look takes them. */
  private Mono<Integer> look() {
    return store
        .due(clock.instant(), properties.atOnce())
        .collectList()
        .flatMap(this::reach)
        .doOnError(
            e -> log.warn("Deadlines could not be looked for, trying again: {}", e.toString()))
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                .maxBackoff(Duration.ofSeconds(5)));
  }

  private Mono<Integer> reach(List<String> incidentIds) {
    return Flux.fromIterable(incidentIds)
        .flatMap(
            id ->
                handler
                    .deadline(id)
                    .thenReturn(1)
                    .onErrorResume(e -> {
                      // It stays due and is found again; the others must not wait for it.
                      log.warn("The deadline of incident {} could not be handled", id, e);
                      return Mono.empty();
                    }),
            properties.concurrency())
        .count()
        .map(Long::intValue);
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
