package io.tocsin.escalation.paging;

import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.store.VersionConflictException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Meets deadlines. They stand in the documents, so a crash loses none. A timer is set for the next
 * one that is known; a look at every interval finds what another instance left behind.
 *
 * <p>What is due is read, decided and written many at a time. Instances claim a document by writing
 * it on the version that they read: of two that decide the same one, one is stored and one page
 * goes out. Once they have met, each takes a piece of the due ones by chance, so that they seldom
 * meet again. A lease was rejected: it costs a write for each deadline, and one that its holder
 * takes along when it is killed makes the page late.
 */
@Component
class Deadlines implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Deadlines.class);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofMillis(500);

  private final PagingStore store;
  private final PagingHandler handler;
  private final DeadlineProperties properties;
  private final Clock clock;
  private final AtomicInteger asked = new AtomicInteger();
  private final Alarm alarm;
  private volatile boolean running;
  private volatile boolean met;

  Deadlines(PagingStore store, PagingHandler handler, DeadlineProperties properties, Clock clock) {
    this.store = store;
    this.handler = handler;
    this.properties = properties;
    this.clock = clock;
    this.alarm =
        new Alarm(
            clock,
            properties.interval(),
            (look, pause) ->
                Schedulers.parallel().schedule(look, pause.toNanos(), TimeUnit.NANOSECONDS),
            this::lookNow);
  }

  @Override
  public void start() {
    running = true;
    handler.onDeadline(alarm::expect);
    lookNow();
  }

  /** One look at a time; who asks during one gets another behind it. */
  private void lookNow() {
    if (running && asked.getAndIncrement() == 0) {
      look();
    }
  }

  private void look() {
    int answered = asked.get();
    var _ =
        Mono.defer(this::meet)
            .onErrorResume(e -> {
              log.warn("Deadlines could not be looked for, trying again: {}", e.toString());
              return Mono.just(clock.instant().plus(PAUSE_AFTER_ERROR));
            })
            .subscribe(next -> {
              if (!running) {
                return;
              }
              alarm.expect(next);
              if (asked.addAndGet(-answered) > 0) {
                look();
              }
            });
  }

  /** Meets what is due; the time for the next look. */
  private Mono<Instant> meet() {
    Instant from = clock.instant();
    Instant horizon = from.plus(properties.interval());
    return store
        .due(horizon, properties.atOnce() * 4)
        .collectList()
        .flatMap(found -> {
          List<Loaded<Paging>> due = new ArrayList<>();
          Instant next = horizon;
          Instant now = clock.instant();
          for (Loaded<Paging> paging : found) {
            Instant dueAt = dueAt(paging);
            if (dueAt.isAfter(now)) {
              next = dueAt.isBefore(next) ? dueAt : next;
            } else {
              due.add(paging);
            }
          }
          Instant later = next;
          return due.isEmpty()
              ? Mono.just(later)
              : reachAll(due).map(reached -> reached > 0 ? clock.instant() : later);
        });
  }

  private static Instant dueAt(Loaded<Paging> paging) {
    return Objects.requireNonNullElse(
        Objects.requireNonNull(paging.state()).escalation().nextAt(), Instant.MIN);
  }

  /** How many of them are behind us, whoever wrote them. */
  private Mono<Integer> reachAll(List<Loaded<Paging>> due) {
    List<Loaded<Paging>> some = new ArrayList<>(due);
    int batches = Integer.MAX_VALUE;
    if (met) {
      Collections.shuffle(some);
      batches = properties.concurrency();
    }
    met = false;
    return Flux.fromIterable(some)
        .buffer(properties.atOnce())
        .take(batches)
        .flatMap(this::reachTogether, properties.concurrency())
        .reduce(0, Integer::sum);
  }

  private Mono<Integer> reachTogether(List<Loaded<Paging>> due) {
    return Flux.fromIterable(due).flatMap(this::reach).collectList().flatMap(this::saveTogether);
  }

  private Mono<Change<Paging>> reach(Loaded<Paging> due) {
    return handler
        .reachDeadline(due)
        .onErrorResume(e -> {
          // It stays due and is found again; the others must not wait for it.
          log.error("The deadline of incident {} could not be handled", due.id(), e);
          return Mono.empty();
        });
  }

  private Mono<Integer> saveTogether(List<Change<Paging>> changes) {
    return store
        .saveAll(changes)
        .thenReturn(changes.size())
        // Another instance was faster with some; the rest of the batch is stored and published.
        .onErrorResume(
            VersionConflictException.class,
            e -> {
              met = true;
              return Mono.just(changes.size());
            });
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
