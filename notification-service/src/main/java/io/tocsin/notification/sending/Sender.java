package io.tocsin.notification.sending;

import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.store.VersionConflictException;
import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.deliveries.Queue;
import io.tocsin.notification.domain.Availability;
import io.tocsin.notification.domain.Availability.Available;
import io.tocsin.notification.domain.Availability.Unavailable;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.NextStep;
import io.tocsin.notification.domain.NextStep.HandOff;
import io.tocsin.notification.domain.NextStep.Leave;
import io.tocsin.notification.domain.NextStep.Settle;
import io.tocsin.notification.domain.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Sends the messages of one queue. A message passes when there is room in the window; then all that
 * pass together are read with one query, decided, written down, and only then handed over. Whoever
 * gave the message is answered when its attempt is written down, not when the provider has
 * answered: a slow provider holds up no Kafka batch.
 */
final class Sender {

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
  private static final Words BROKEN =
      new Words("服务商连续出错,暂停发送", "The provider failed repeatedly; sending pauses");

  private final Queue queue;
  private final Provider provider;
  private final Guards guards;
  private final DeliveryStore store;
  private final Recorder recorder;
  private final SendingProperties properties;
  private final Clock clock;
  private final Executor threads;
  private final Gathering<String> intake;

  /**
   * Attempts that may be stored but whose hand-off surely was not made: the write's answer failed.
   */
  private final Map<String, Attempting> abandoned = new ConcurrentHashMap<>();

  private final AtomicBoolean alarm = new AtomicBoolean();
  private volatile boolean stopped;

  Sender(
      Queue queue,
      Provider provider,
      Guards guards,
      DeliveryStore store,
      Recorder recorder,
      SendingProperties properties,
      Clock clock,
      Executor threads) {
    this.queue = queue;
    this.provider = provider;
    this.guards = guards;
    this.store = store;
    this.recorder = recorder;
    this.properties = properties;
    this.clock = clock;
    this.threads = threads;
    this.intake = new Gathering<>(properties.batch(), this::pass, this::send);
  }

  /** Completes when each is written down as tried, put off or settled, or was so before. */
  Mono<Void> accept(Collection<String> ids) {
    return Flux.fromIterable(ids).flatMap(intake::add, Integer.MAX_VALUE).then();
  }

  /** Sends what is due; completes with the number of deliveries that were looked at. */
  Mono<Integer> sendDue() {
    return store
        .due(queue, clock.instant(), unavailable() != null, properties.batch())
        .collectList()
        .flatMap(ids -> accept(ids).thenReturn(ids.size()));
  }

  /** Takes nothing on any more. */
  void stop() {
    stopped = true;
  }

  /** Attempts whose answers are not stored yet. */
  int open() {
    return recorder.unrecorded();
  }

  Queue queue() {
    return queue;
  }

  private boolean pass() {
    Instant now = clock.instant();
    if (stopped || recorder.unrecorded() >= properties.unrecorded()) {
      return false;
    }
    if (guards.resting(now)) {
      wakeAfter(Duration.between(now, guards.restsUntil()));
      return false;
    }
    boolean passed = guards.enter();
    if (!passed) {
      wakeAfter(LOOK_AGAIN);
    }
    return passed;
  }

  /** One alarm at a time: every refusal at the gate asks for one. */
  private void wakeAfter(Duration wait) {
    if (alarm.compareAndSet(false, true)) {
      var _ =
          Schedulers.parallel()
              .schedule(
                  () -> {
                    alarm.set(false);
                    intake.wake();
                  },
                  wait.toMillis() + 1,
                  TimeUnit.MILLISECONDS);
    }
  }

  private Mono<Void> send(List<Piece<String>> pieces) {
    Map<String, Piece<String>> byId = new LinkedHashMap<>();
    for (Piece<String> piece : pieces) {
      Piece<String> twin = byId.putIfAbsent(piece.value(), piece);
      if (twin != null) {
        guards.leave();
        piece.done();
      }
    }
    return store
        .loadAll(byId.keySet())
        .doOnError(e -> byId.values().forEach(p -> guards.leave()))
        .map(loaded -> known(loaded, byId))
        .flatMap(loaded -> write(loaded, byId));
  }

  /** Without those that are not in the store: each of them is its own record's fault. */
  private List<Loaded<Delivery>> known(
      List<Loaded<Delivery>> loaded, Map<String, Piece<String>> byId) {
    List<Loaded<Delivery>> known = new ArrayList<>();
    for (Loaded<Delivery> one : loaded) {
      Piece<String> piece = one.exists() ? null : byId.remove(one.id());
      if (piece == null) {
        known.add(one);
      } else {
        guards.leave();
        piece.failed(
            new IllegalStateException(
                "Expected delivery " + one.id() + " in the store, but it is not there"));
      }
    }
    return known;
  }

  /** One delivery and what becomes of it. */
  private record Plan(Loaded<Delivery> from, NextStep step) {}

  /** What is handed over does not wait until others are told what became of the rest. */
  private Mono<Void> write(List<Loaded<Delivery>> loaded, Map<String, Piece<String>> byId) {
    Map<Boolean, List<Plan>> plans =
        loaded.stream()
            .map(this::plan)
            .collect(Collectors.partitioningBy(plan -> plan.step() instanceof HandOff));
    return Mono.whenDelayError(
        store(Objects.requireNonNull(plans.get(true)), byId),
        store(Objects.requireNonNull(plans.get(false)), byId));
  }

  private Mono<Void> store(List<Plan> plans, Map<String, Piece<String>> byId) {
    List<Change<Delivery>> changes = new ArrayList<>();
    for (Plan plan : plans) {
      switch (plan.step()) {
        case HandOff handOff when !handOff.to().equals(plan.from().state()) ->
            changes.add(store.step(plan.from(), handOff.to()));
        case HandOff _, Leave _ -> {}
        case Settle settle -> changes.add(store.step(plan.from(), settle.to()));
      }
    }
    return store
        .saveAll(changes)
        .thenReturn(new HashSet<String>())
        .onErrorResume(VersionConflictException.class, e -> Mono.just(new HashSet<>(e.ids())))
        .doOnNext(conflicts -> plans.forEach(plan -> carryOut(plan, conflicts, byId)))
        .doOnError(e -> plans.forEach(plan -> giveUp(plan, e, byId)))
        .then();
  }

  private Plan plan(Loaded<Delivery> loaded) {
    Delivery delivery = Objects.requireNonNull(loaded.state());
    if (delivery instanceof Attempting mine && mine.equals(abandoned.get(loaded.id()))) {
      return new Plan(loaded, new HandOff(mine, new Words("续发", "Written down before")));
    }
    NextStep step = next(delivery, unavailable());
    if (step instanceof HandOff && !guards.permitted()) {
      step = next(delivery, BROKEN);
    }
    LOG.debug("{}: {} because {}", loaded.id(), step.getClass().getSimpleName(), step.reason());
    return new Plan(loaded, step);
  }

  private NextStep next(Delivery delivery, @Nullable Words away) {
    Availability availability =
        away == null ? new Available(provider.name()) : new Unavailable(provider.name(), away);
    return NextStep.of(
        delivery, clock.instant(), availability, properties.answerWithin(), properties.backoff());
  }

  private @Nullable Words unavailable() {
    Words away = provider.unavailable();
    return away == null && guards.broken() ? BROKEN : away;
  }

  private void giveUp(Plan plan, Throwable error, Map<String, Piece<String>> byId) {
    String id = plan.from().id();
    if (plan.step() instanceof HandOff handOff) {
      abandoned.put(id, handOff.to());
      guards.forgo();
    }
    guards.leave();
    Objects.requireNonNull(byId.get(id)).failed(error);
  }

  private void carryOut(Plan plan, Set<String> conflicts, Map<String, Piece<String>> byId) {
    String id = plan.from().id();
    Piece<String> piece = Objects.requireNonNull(byId.get(id));
    boolean written = !conflicts.contains(id);
    abandoned.remove(id);
    if (written && plan.step() instanceof HandOff handOff) {
      handOver(plan.from(), handOff.to());
    } else {
      if (plan.step() instanceof HandOff) {
        guards.forgo();
      }
      guards.leave();
    }
    if (written) {
      piece.done();
    } else {
      intake.again(piece);
    }
  }

  private void handOver(Loaded<Delivery> before, Attempting attempting) {
    long version = before.version() + (attempting.equals(before.state()) ? 0 : 1);
    Loaded<Delivery> stored = new Loaded<>(before.id(), attempting, version, before.handled());
    recorder.expect();
    threads.execute(() -> {
      var answer = guards.call(provider, attempting.message());
      guards.heed(answer, clock.instant());
      intake.wake();
      recorder.answered(stored, answer, intake::wake);
    });
  }
}
