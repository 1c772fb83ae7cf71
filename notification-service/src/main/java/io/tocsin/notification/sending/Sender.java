package io.tocsin.notification.sending;

import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.store.VersionConflictException;
import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Availability;
import io.tocsin.notification.domain.Availability.Available;
import io.tocsin.notification.domain.Availability.Unavailable;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Waiting;
import io.tocsin.notification.domain.NextStep;
import io.tocsin.notification.domain.NextStep.HandOff;
import io.tocsin.notification.domain.NextStep.Leave;
import io.tocsin.notification.domain.NextStep.Settle;
import io.tocsin.notification.domain.Route;
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
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private static final Duration NO_ROOM = Duration.ofMillis(50);

  private final io.tocsin.notification.deliveries.Queue queue;
  private final Lanes lanes;
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

  /** The places that the gate has taken for the pieces of the batch to come, in their order. */
  private final Queue<Lane> places = new ConcurrentLinkedQueue<>();

  private final AtomicBoolean alarm = new AtomicBoolean();
  private volatile boolean stopped;

  Sender(
      io.tocsin.notification.deliveries.Queue queue,
      Lanes lanes,
      DeliveryStore store,
      Recorder recorder,
      SendingProperties properties,
      Clock clock,
      Executor threads) {
    this.queue = queue;
    this.lanes = lanes;
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

  /**
   * A place for a new message in the window of the provider it is for, where there is one right now
   * and nobody waits for it.
   *
   * @return what is to be stored in place of the queued message; then {@link Departure#leave} or
   *     {@link Departure#stay} must follow
   */
  Optional<Departure> depart(Delivery queued) {
    Instant now = clock.instant();
    Lane lane = lanes.preferred(now);
    if (stopped
        || intake.waiting() > 0
        || recorder.unrecorded() >= properties.unrecorded()
        || lane.guards().resting(now)
        || !lane.guards().enter()) {
      return Optional.empty();
    }
    Availability choice = Route.choice(queued, lanes.states(queued.message(), now));
    NextStep step =
        NextStep.of(queued, now, choice, properties.answerWithin(), properties.backoff());
    if (step instanceof HandOff handOff
        && choice.equals(new Available(lane.name()))
        && lane.guards().permitted()) {
      return Optional.of(new Departure(handOff.to(), this, lane));
    }
    lane.guards().leave();
    return Optional.empty();
  }

  /** The attempt is stored: the message goes. */
  void leave(Departure departure) {
    handOver(Loaded.absent(departure.id()), departure.attempting(), departure.lane());
  }

  /**
   * The message does not go now.
   *
   * @param uncertain the attempt may be stored all the same; whoever finds it may make it
   */
  void stay(Departure departure, boolean uncertain) {
    if (uncertain) {
      abandoned.put(departure.id(), departure.attempting());
    }
    departure.lane().guards().forgo();
    departure.lane().guards().leave();
  }

  /** Sends what is due; completes with the number of deliveries that were looked at. */
  Mono<Integer> sendDue() {
    return store
        .due(queue, clock.instant(), !lanes.anyUsable(), properties.batch())
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

  io.tocsin.notification.deliveries.Queue queue() {
    return queue;
  }

  List<Lane> lanes() {
    return lanes.lanes();
  }

  Lane lane(String provider) {
    return lanes.named(provider);
  }

  private boolean pass() {
    Instant now = clock.instant();
    if (stopped || recorder.unrecorded() >= properties.unrecorded()) {
      return false;
    }
    Lane lane = lanes.preferred(now);
    if (lane.guards().resting(now)) {
      wakeAfter(Duration.between(now, lane.guards().restsUntil()));
      return false;
    }
    if (!lane.guards().enter()) {
      wakeAfter(LOOK_AGAIN);
      return false;
    }
    places.add(lane);
    return true;
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

  /** One message, who waits for it, and the place in a window that is kept for it. */
  private record Passed(Piece<String> piece, Lane place) {}

  private Mono<Void> send(List<Piece<String>> pieces) {
    Map<String, Passed> byId = new LinkedHashMap<>();
    for (Piece<String> piece : pieces) {
      Lane place = Objects.requireNonNull(places.poll());
      if (byId.putIfAbsent(piece.value(), new Passed(piece, place)) != null) {
        place.guards().leave();
        piece.done();
      }
    }
    return store
        .loadAll(byId.keySet())
        .doOnError(e -> byId.values().forEach(p -> p.place().guards().leave()))
        .map(loaded -> known(loaded, byId))
        .flatMap(loaded -> write(loaded, byId));
  }

  /** Without those that are not in the store: each of them is its own record's fault. */
  private List<Loaded<Delivery>> known(List<Loaded<Delivery>> loaded, Map<String, Passed> byId) {
    List<Loaded<Delivery>> known = new ArrayList<>();
    for (Loaded<Delivery> one : loaded) {
      Passed passed = one.exists() ? null : byId.remove(one.id());
      if (passed == null) {
        known.add(one);
      } else {
        passed.place().guards().leave();
        passed
            .piece()
            .failed(
                new IllegalStateException(
                    "Expected delivery " + one.id() + " in the store, but it is not there"));
      }
    }
    return known;
  }

  /**
   * One delivery and what becomes of it.
   *
   * @param lane where it is handed over, with a place in its window; null where it is not
   */
  private record Plan(
      Loaded<Delivery> from, NextStep step, @Nullable Lane lane, Piece<String> piece) {

    Lane used() {
      return Objects.requireNonNull(lane);
    }
  }

  /** What is handed over does not wait until others are told what became of the rest. */
  private Mono<Void> write(List<Loaded<Delivery>> loaded, Map<String, Passed> byId) {
    Map<Boolean, List<Plan>> plans =
        loaded.stream()
            .map(one -> plan(one, Objects.requireNonNull(byId.get(one.id()))))
            .filter(Objects::nonNull)
            .collect(Collectors.partitioningBy(plan -> plan.lane() != null));
    return Mono.whenDelayError(
        store(Objects.requireNonNull(plans.get(true))),
        store(Objects.requireNonNull(plans.get(false))));
  }

  private Mono<Void> store(List<Plan> plans) {
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
        .doOnNext(conflicts -> plans.forEach(plan -> carryOut(plan, conflicts)))
        .doOnError(e -> plans.forEach(plan -> giveUp(plan, e)))
        .then();
  }

  /** Null where the provider it has to go to has no room: it comes again in a moment. */
  private @Nullable Plan plan(Loaded<Delivery> loaded, Passed passed) {
    Delivery delivery = Objects.requireNonNull(loaded.state());
    if (delivery instanceof Attempting mine && mine.equals(abandoned.get(loaded.id()))) {
      NextStep again = new HandOff(mine, new Words("续发", "Written down before"));
      return moved(loaded, again, lanes.named(mine.attempts().getLast().provider()), passed);
    }
    Instant now = clock.instant();
    List<Availability> states = new ArrayList<>(lanes.states(delivery.message(), now));
    if (delivery instanceof Waiting waiting
        && lanes.route(delivery.message()).exhaustedFor(delivery)) {
      passed.place().guards().leave();
      return new Plan(loaded, nobodyLeft(waiting), null, passed.piece());
    }
    while (true) {
      Availability choice = Route.choice(delivery, states);
      NextStep step =
          NextStep.of(delivery, now, choice, properties.answerWithin(), properties.backoff());
      if (!(step instanceof HandOff) || !(choice instanceof Available available)) {
        LOG.debug("{}: {} because {}", loaded.id(), step.getClass().getSimpleName(), step.reason());
        passed.place().guards().leave();
        return new Plan(loaded, step, null, passed.piece());
      }
      Lane lane = lanes.named(available.provider());
      if (lane.guards().permitted()) {
        return moved(loaded, step, lane, passed);
      }
      states.replaceAll(
          s -> s.equals(choice) ? new Unavailable(available.provider(), Lane.BROKEN) : s);
    }
  }

  private static NextStep nobodyLeft(Waiting waiting) {
    Words reason =
        new Words(
            "没有服务商能向 " + waiting.message().recipient().address() + " 发送",
            "No provider reaches " + waiting.message().recipient().address());
    return new Settle(waiting.refuse(reason), reason);
  }

  /** The place was kept with the likeliest provider; this message goes to another one. */
  private @Nullable Plan moved(Loaded<Delivery> from, NextStep step, Lane lane, Passed passed) {
    if (lane.equals(passed.place())) {
      return new Plan(from, step, lane, passed.piece());
    }
    passed.place().guards().leave();
    if (!lane.guards().resting(clock.instant()) && lane.guards().enter()) {
      return new Plan(from, step, lane, passed.piece());
    }
    lane.guards().forgo();
    var _ =
        Schedulers.parallel()
            .schedule(
                () -> intake.again(passed.piece()), NO_ROOM.toMillis(), TimeUnit.MILLISECONDS);
    return null;
  }

  private void giveUp(Plan plan, Throwable error) {
    if (plan.step() instanceof HandOff handOff) {
      abandoned.put(plan.from().id(), handOff.to());
      plan.used().guards().forgo();
      plan.used().guards().leave();
    }
    plan.piece().failed(error);
  }

  private void carryOut(Plan plan, Set<String> conflicts) {
    String id = plan.from().id();
    boolean written = !conflicts.contains(id);
    abandoned.remove(id);
    if (plan.step() instanceof HandOff handOff) {
      if (written) {
        handOver(plan.from(), handOff.to(), plan.used());
      } else {
        plan.used().guards().forgo();
        plan.used().guards().leave();
      }
    }
    if (written) {
      plan.piece().done();
    } else {
      intake.again(plan.piece());
    }
  }

  private void handOver(Loaded<Delivery> before, Attempting attempting, Lane lane) {
    long version = before.version() + (attempting.equals(before.state()) ? 0 : 1);
    Loaded<Delivery> stored = new Loaded<>(before.id(), attempting, version, before.handled());
    recorder.expect();
    threads.execute(() -> {
      var answer = lane.handOff(attempting.message());
      Instant answered = clock.instant();
      lane.guards().heed(answer, answered);
      lane.age(Duration.between(attempting.message().createdAt(), answered), answer);
      intake.wake();
      recorder.answered(stored, answer, intake::wake);
    });
  }
}
