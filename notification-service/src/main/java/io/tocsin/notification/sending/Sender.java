package io.tocsin.notification.sending;

import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.store.VersionConflictException;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.deliveries.Queue;
import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Later;
import io.tocsin.notification.domain.Availability.Available;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.NextStep;
import io.tocsin.notification.domain.NextStep.HandOff;
import io.tocsin.notification.domain.NextStep.Leave;
import io.tocsin.notification.domain.NextStep.Settle;
import io.tocsin.notification.sending.Gate.Passed;
import io.tocsin.notification.sending.Gate.Place;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends the messages of one queue. A message passes its gate when there is room in a window behind
 * it; then all that pass together are read with one query, decided, written down, and only then
 * handed over. Whoever gave the message is answered when its attempt is written down, not when the
 * provider has answered: a slow provider holds up no Kafka batch.
 */
final class Sender {

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  /** Longer than an outage of the store: what it hid is found only after it. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  /** A provider that has answered since then goes on answering. */
  private static final Duration FLOWING = Duration.ofMillis(250);

  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** As long as it takes for hundreds that have come together. */
  private static final Duration PATIENCE_WITH_QUICK = Duration.ofSeconds(2);

  private final Queue queue;
  private final Lanes lanes;
  private final DeliveryStore store;
  private final Recorder recorder;
  private final SendingProperties properties;
  private final Clock clock;
  private final Executor threads;

  /** The last one is for messages that no provider reaches. */
  private final List<Gate> gates;

  /**
   * Attempts that may be stored but whose hand-off surely was not made: the write's answer failed.
   */
  private final Map<String, Attempting> abandoned = new ConcurrentHashMap<>();

  /** What the poll has found and is not settled yet: a gate may keep it for long. */
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  private final Planning planning;
  private final Waves waves;
  private final Map<String, Crew> crews = new ConcurrentHashMap<>();
  private final Map<String, Lineup<Departure>> lineups = new ConcurrentHashMap<>();
  private final Function<Lane, Crew> crewFor;

  private volatile boolean stopped;
  private volatile Instant handedOverAt = Instant.MIN;
  private volatile Instant answeredAt = Instant.MIN;

  Sender(
      Queue queue,
      Lanes lanes,
      DeliveryStore store,
      Recorder recorder,
      Waves waves,
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
    this.waves = waves;
    this.crewFor = lane -> new Crew(lane, this::handOver, this::takesOn, clock, threads);
    this.planning = new Planning(lanes, properties, clock, abandoned);
    Lanes nobody = new Lanes(queue.urgency(), List.of());
    this.gates = Stream.concat(lanes.apart().stream(), Stream.of(nobody)).map(this::gate).toList();
  }

  private Gate gate(Lanes behind) {
    return new Gate(behind, this::takesOn, properties.batch(), clock, this::send);
  }

  private boolean takesOn() {
    return !stopped && recorder.unrecorded() < properties.unrecorded();
  }

  private Gate gate(Message message) {
    return gates.stream().filter(g -> g.serves(message)).findFirst().orElseGet(gates::getLast);
  }

  /**
   * Takes what is known by its id only, on a channel whose providers reach everybody. Completes
   * when each is written down as tried, put off or settled, or was so before.
   */
  Mono<Void> acceptIds(Collection<String> ids) {
    return Flux.fromIterable(ids).flatMap(gates.getFirst()::add, Integer.MAX_VALUE).then();
  }

  /** Completes when each is written down as tried, put off or settled, or was so before. */
  Mono<Void> accept(Collection<Message> messages) {
    return Flux.fromIterable(messages)
        .flatMap(message -> gate(message).add(message.id()), Integer.MAX_VALUE)
        .then();
  }

  /**
   * A place for a new message in the window of a provider it is for, where there is one right now
   * and nobody waits for it; or one in the line before it, while that provider answers.
   *
   * @return what is to be stored in place of the queued message; then {@link Departure#leave} or
   *     {@link Departure#stay} must follow
   */
  Optional<Departure> depart(Delivery queued) {
    Instant now = clock.instant();
    Gate gate = gate(queued.message());
    if (!takesOn() || gate.crowded()) {
      return Optional.empty();
    }
    Place place = gate.enter(now);
    if (place == null) {
      return flows() ? inLine(queued, gate, now) : Optional.empty();
    }
    Lane lane = place.lane();
    if (lane == null) {
      return Optional.empty();
    }
    NextStep step =
        NextStep.of(
            queued, now, lane.availability(), properties.answerWithin(), properties.backoff());
    if (step instanceof HandOff handOff
        && lane.provider().carries(queued.message())
        && lane.guards().permitted()) {
      return Optional.of(new Departure(handOff.to(), this, lane, false));
    }
    lane.guards().leave();
    return Optional.empty();
  }

  private Optional<Departure> inLine(Delivery queued, Gate gate, Instant now) {
    Lane lane = gate.firstOpen(now).orElse(null);
    if (lane == null || !lineup(lane).reserve()) {
      return Optional.empty();
    }
    Optional<Departure> departure =
        attempt(queued, lane, now).map(attempt -> new Departure(attempt, this, lane, true));
    if (departure.isEmpty()) {
      lineup(lane).forgo();
    }
    return departure;
  }

  private Lineup<Departure> lineup(Lane lane) {
    return lineups.computeIfAbsent(
        lane.name(),
        name ->
            new Lineup<>(lane, () -> !stopped, this::handOverNow, this::turnBack, clock, threads));
  }

  /** Where many may leave right now: the first provider, if it takes messages. */
  Optional<Lane> forMany() {
    return takesOn() ? lanes.open(clock.instant()).stream().findFirst() : Optional.empty();
  }

  /** What a message becomes that leaves by that provider; empty where it does not leave now. */
  Optional<Attempting> attempt(Delivery queued, Lane lane, Instant now) {
    NextStep step =
        NextStep.of(
            queued,
            now,
            new Available(lane.name()),
            properties.answerWithin(),
            properties.backoff());
    return step instanceof HandOff handOff && lane.provider().carries(queued.message())
        ? Optional.of(handOff.to())
        : Optional.empty();
  }

  /**
   * Hands over the messages of a wave that is stored.
   *
   * @param patience what has not left by then does not leave with the wave
   * @return whether all of it has left
   */
  Mono<Boolean> send(Wave wave, Lane lane, Duration patience) {
    return crew(lane).send(wave, patience);
  }

  private Crew crew(Lane lane) {
    return crews.computeIfAbsent(lane.name(), name -> crewFor.apply(lane));
  }

  /** What an attempt has become by its answer. */
  Delivery applied(Attempting attempt, Answer answer, Instant at) {
    return recorder.applied(attempt, answer, at);
  }

  /**
   * Whether a place is free in a moment: a provider answers right now, or was asked only now. With
   * the first of a crowd none has answered yet; one that has fallen silent is soon asked no more.
   */
  boolean flows() {
    Instant since = clock.instant().minus(FLOWING);
    return takesOn() && (answeredAt.isAfter(since) || handedOverAt.isAfter(since));
  }

  /**
   * How long a new message that finds no room waits for it before it queues. What comes next waits
   * as long: behind a slow provider stand messages for others.
   */
  Duration patience() {
    Instant now = clock.instant();
    return lanes.open(now).stream().findFirst().filter(lane -> lineup(lane).quick()).isPresent()
        ? PATIENCE_WITH_QUICK
        : PATIENCE;
  }

  /** When it last handed a message over. */
  Instant handedOverAt() {
    return handedOverAt;
  }

  /** The attempt is stored: the message goes. */
  void leave(Departure departure) {
    abandoned.remove(departure.id());
    if (departure.inLine()) {
      recorder.expect();
      lineup(departure.lane()).add(departure);
    } else {
      handOver(Loaded.absent(departure.id()), departure.attempting(), departure.lane());
    }
  }

  /** Of one that stood in line and has its place. */
  private void handOverNow(Departure departure) {
    Answer answer = answer(departure.attempting(), departure.lane());
    recorder.answered(stored(departure), answer, this::wake);
  }

  /**
   * Nobody was asked, and that is written down as an answer is: it goes on at once, by whichever
   * provider has room, unless it was taken back meanwhile.
   */
  private void turnBack(Departure departure) {
    Answer noRoom = new Later(clock.instant(), "no room in the provider's window 服务商窗口没有空位");
    recorder.answered(
        stored(departure),
        noRoom,
        () ->
            accept(List.of(departure.attempting().message()))
                .subscribe(
                    done -> {},
                    e -> LOG.warn("{} waits to be found: {}", departure.id(), e.toString())));
  }

  private static Loaded<Delivery> stored(Departure departure) {
    return Loaded.<Delivery>absent(departure.id()).silently(departure.attempting());
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
    if (departure.inLine()) {
      lineup(departure.lane()).forgo();
      return;
    }
    departure.lane().leave();
  }

  /**
   * Sends what is due; completes with the number of deliveries that were looked at. What has to
   * wait for room is not waited for longer than a poll: others may be due elsewhere.
   */
  Mono<Integer> sendDue() {
    Instant now = clock.instant();
    abandoned.values().removeIf(a -> now.isAfter(a.message().notAfter().plus(REMEMBERED)));
    int most = Math.min(properties.batch() + underWay.size(), properties.unrecorded());
    return store
        .due(queue, now, !lanes.anyUsable(), most)
        .filter(message -> underWay.add(message.id()))
        .collectList()
        .flatMap(found ->
            allDue(found).timeout(properties.poll(), Mono.empty()).thenReturn(found.size()));
  }

  /** Goes on when nobody waits any more. */
  private Mono<Void> allDue(List<Message> found) {
    return Flux.fromIterable(found)
        .flatMap(
            m -> accept(List.of(m)).doFinally(signal -> underWay.remove(m.id())), Integer.MAX_VALUE)
        .then()
        .cache();
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

  List<Lane> lanes() {
    return lanes.lanes();
  }

  Lane lane(String provider) {
    return lanes.named(provider);
  }

  private Mono<Void> send(List<Passed> batch) {
    Map<String, Passed> byId = new LinkedHashMap<>();
    for (Passed passed : batch) {
      if (byId.putIfAbsent(passed.id(), passed) != null) {
        passed.place().leave();
        passed.piece().done();
      }
    }
    return store
        .loadAll(byId.keySet())
        .doOnError(e -> byId.values().forEach(p -> p.place().leave()))
        .flatMap(loaded -> write(loaded, byId));
  }

  /** What is handed over does not wait until others are told what became of the rest. */
  private Mono<Void> write(List<Loaded<Delivery>> loaded, Map<String, Passed> byId) {
    Map<Boolean, List<Plan>> plans =
        loaded.stream()
            .map(one -> planning.planned(one, Objects.requireNonNull(byId.get(one.id()))))
            .filter(Objects::nonNull)
            .collect(Collectors.partitioningBy(plan -> plan.lane() != null));
    return Mono.whenDelayError(
        store(Objects.requireNonNull(plans.get(true))),
        store(Objects.requireNonNull(plans.get(false))));
  }

  private Mono<Void> store(List<Plan> plans) {
    return Mono.defer(() -> store.saveAll(changes(plans)))
        .thenReturn(new HashSet<String>())
        .onErrorResume(VersionConflictException.class, e -> Mono.just(new HashSet<>(e.ids())))
        .doOnNext(conflicts -> plans.forEach(plan -> carryOut(plan, conflicts)))
        .doOnError(e -> plans.forEach(plan -> giveUp(plan, e)))
        .then();
  }

  private List<Change<Delivery>> changes(List<Plan> plans) {
    List<Change<Delivery>> changes = new ArrayList<>();
    for (Plan plan : plans) {
      switch (plan.step()) {
        case HandOff handOff when !handOff.to().equals(plan.from().state()) ->
            changes.add(store.step(plan.from(), handOff.to()));
        case HandOff _, Leave _ -> {}
        case Settle settle -> changes.add(store.step(plan.from(), settle.to()));
      }
    }
    return changes;
  }

  private void giveUp(Plan plan, Throwable error) {
    if (plan.step() instanceof HandOff handOff) {
      abandoned.put(plan.from().id(), handOff.to());
      plan.used().leave();
    }
    plan.passed().piece().failed(error);
  }

  private void carryOut(Plan plan, Set<String> conflicts) {
    String id = plan.from().id();
    boolean written = !conflicts.contains(id);
    abandoned.remove(id);
    if (plan.step() instanceof HandOff handOff) {
      if (written) {
        handOver(plan.from(), handOff.to(), plan.used());
      } else {
        plan.used().leave();
      }
    }
    if (written) {
      plan.passed().piece().done();
    } else {
      plan.passed().gate().again(plan.passed().piece());
    }
  }

  private void handOver(Loaded<Delivery> before, Attempting attempting, Lane lane) {
    Loaded<Delivery> stored =
        attempting.equals(before.state()) ? before : before.silently(attempting);
    recorder.expect();
    threads.execute(() -> recorder.answered(stored, answer(attempting, lane), this::wake));
  }

  private void handOver(Wave wave, int row, Lane lane) {
    Attempting attempting = wave.attempt(row);
    recorder.expect();
    Answer answer = answer(attempting, lane);
    Instant now = clock.instant();
    Delivery state = recorder.applied(attempting, answer, now);
    if (!waves.answered(wave, row, state, answer, now, this::noted)) {
      // It is being settled, or was, as an attempt without an answer yet.
      Loaded<Delivery> stored = Loaded.<Delivery>absent(attempting.id()).silently(attempting);
      wave.whenSettled(() -> recorder.answered(stored, answer, this::wake));
    }
  }

  private void noted() {
    recorder.recordedElsewhere();
    wake();
  }

  /** Blocks until the provider has answered. */
  private Answer answer(Attempting attempting, Lane lane) {
    handedOverAt = clock.instant();
    Answer answer = lane.handOff(attempting.message());
    Instant answered = clock.instant();
    answeredAt = answered;
    lineup(lane).answered(answered);
    lane.guards().heed(answer, answered);
    lane.age(Duration.between(attempting.message().createdAt(), answered), answer);
    wake();
    return answer;
  }

  private void wake() {
    gates.stream().filter(Gate::crowded).forEach(Gate::wake);
  }
}
