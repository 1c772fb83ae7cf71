package io.tocsin.notification.sending;

import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.deliveries.Queue;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Queued;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The way of thousands of messages that are made at once, in blocks. A block of SMS is stored as a
 * wave, one document for all, and handed over by this process as long as the provider takes more
 * than a hundred a second; its messages get their own documents when the provider and its receipts
 * have said what came of them. Once the provider falls behind the rest queues, so that everybody
 * sees what waits and every instance takes its share of it. What is slower by nature, such as mail,
 * and what is few has documents of its own from the start.
 *
 * <p>Blocks are counted, and a wave is claimed by its number: whoever takes up a notice that
 * somebody else began finds what was made.
 */
@Component
public final class FanOut {

  /** All of it may be handed over once it is stored: a crash leaves so many in doubt, twice. */
  private static final int BLOCK = 64;

  /** A document for each of fewer messages costs less than a wave. */
  private static final int WAVE_AT_LEAST = 32;

  /** One leaves while the next is stored. */
  private static final int WAVES_AT_ONCE = 2;

  /** So many wait to be settled; before more go out, the first of them are. */
  private static final int UNSETTLED = 192;

  private static final int SETTLED_AT_ONCE = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Receipts that come by then are settled with the message. */
  private static final Duration SETTLED_AFTER = Duration.ofSeconds(3);

  /** Until a few more places are free: a write for each of them would cost more than the wait. */
  private static final Duration GLANCE = Duration.ofMillis(4);

  private final Dispatch dispatch;
  private final Senders senders;
  private final DeliveryStore deliveries;
  private final Waves waves;
  private final WaveStore store;
  private final Settling settling;
  private final GivingWay giveWay;
  private final Clock clock;

  FanOut(
      Dispatch dispatch,
      Senders senders,
      DeliveryStore deliveries,
      Waves waves,
      WaveStore store,
      Settling settling,
      GivingWay giveWay,
      Clock clock) {
    this.dispatch = dispatch;
    this.senders = senders;
    this.deliveries = deliveries;
    this.waves = waves;
    this.store = store;
    this.settling = settling;
    this.giveWay = giveWay;
    this.clock = clock;
  }

  /** One notice on one channel on its way out. */
  private static final class Course {
    private final String notice;
    private final Channel channel;
    private final Set<Queue> slow = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Left> unsettled = new ConcurrentLinkedQueue<>();

    /** Whether nobody has made any of it before. */
    private volatile boolean first;

    Course(String notice, Channel channel) {
      this.notice = notice;
      this.channel = channel;
    }

    String id() {
      return notice + "/" + channel;
    }

    String wave(long block) {
      return id() + "/" + BLOCK + "/" + block;
    }
  }

  /** A wave that leaves, and since when. */
  private record Left(Wave wave, Instant at) {}

  /**
   * Stores the new deliveries of a notice on one channel; completes when each of them is on its
   * way, queued or settled and has a document of its own. Those that are stored already stay as
   * they are. Asks for a few at a time.
   *
   * @param all in the same order each time
   */
  public Mono<Void> send(String notice, Channel channel, Flux<? extends Delivery> all) {
    return Mono.defer(() -> {
      Course course = new Course(notice, channel);
      return begin(course)
          .thenMany(all)
          .buffer(BLOCK)
          .index()
          .flatMap(
              block -> block(course, block.getT1(), block.getT2()),
              channel == Channel.SMS ? WAVES_AT_ONCE : 1,
              1)
          .then(Mono.defer(() -> settleAll(course)))
          // What has left is settled all the same: nobody else knows what its answers were.
          .onErrorResume(e -> settleAll(course).then(Mono.error(e)));
    });
  }

  /** Gives all that was made of a notice, by whomever, documents of its own. */
  public Mono<Void> settle(String notice) {
    return store.openOf(notice).concatMap(this::finish).then();
  }

  /** Nothing of the notice is made again. */
  public Mono<Void> forget(String notice) {
    return store.forget(notice);
  }

  /**
   * Notes that it is begun. What somebody else has made of it gets documents of its own first, by
   * which it is known.
   */
  private Mono<Void> begin(Course course) {
    if (course.channel != Channel.SMS) {
      return Mono.empty();
    }
    return store
        .addSettled(course.id(), course.notice, clock.instant())
        .flatMap(first -> first ? store.openOf(course.notice).hasElements() : Mono.just(true))
        .doOnNext(others -> course.first = !others)
        .flatMap(others -> others ? settle(course.notice) : Mono.empty());
  }

  private Mono<Void> block(Course course, long number, List<? extends Delivery> block) {
    if (course.channel != Channel.SMS || block.size() < WAVE_AT_LEAST) {
      return oneByOne(course, block);
    }
    String id = course.wave(number);
    Queue queue = Queue.of(block.getFirst().message());
    Optional<Lane> lane =
        course.slow.contains(queue) || !senders.channels().contains(queue.channel())
            ? Optional.empty()
            : senders.of(queue).forMany();
    return lane.isPresent()
        ? known(course, block).flatMap(known -> together(course, id, block, known, lane.get()))
        : store
            .addSettled(id, course.notice, clock.instant())
            .flatMap(added -> added ? oneByOne(course, block) : before(course, id, block));
  }

  private Mono<Set<String>> known(Course course, List<? extends Delivery> block) {
    return course.first
        ? Mono.just(Set.of())
        : deliveries.known(block.stream().map(Delivery::id).toList());
  }

  /** As a wave, what can leave; all else as ever. */
  private Mono<Void> together(
      Course course, String id, List<? extends Delivery> block, Set<String> known, Lane lane) {
    Sender sender = senders.of(Queue.of(block.getFirst().message()));
    Instant now = clock.instant();
    List<Attempting> leaving = new ArrayList<>();
    List<Delivery> others = new ArrayList<>();
    for (Delivery delivery : block) {
      Optional<Attempting> attempt =
          delivery instanceof Queued && !known.contains(delivery.id())
              ? sender.attempt(delivery, lane, now)
              : Optional.empty();
      attempt.ifPresentOrElse(leaving::add, () -> others.add(delivery));
    }
    Mono<Void> rest = others.isEmpty() ? Mono.empty() : dispatch.go(Map.of(), others, null);
    if (leaving.isEmpty()) {
      return known.size() == block.size() ? rest : apart(course, id, block, rest);
    }
    Wave wave = new Wave(id, course.notice, leaving);
    return rest.then(store.add(wave))
        .flatMap(added ->
            added
                ? giveWay.turn(() -> leave(course, wave, sender, lane))
                : before(course, id, block));
  }

  /**
   * None leaves as a wave. The block is claimed all the same: whoever is alive after all and makes
   * it too must not hand over what was taken back here.
   */
  private Mono<Void> apart(
      Course course, String id, List<? extends Delivery> block, Mono<Void> rest) {
    return store
        .addSettled(id, course.notice, clock.instant())
        .flatMap(added -> added ? rest : before(course, id, block));
  }

  private Mono<Void> leave(Course course, Wave wave, Sender sender, Lane lane) {
    waves.opened(wave);
    course.unsettled.add(new Left(wave, clock.instant()));
    return sender
        .send(wave, lane, PATIENCE)
        .flatMap(all -> {
          if (!all) {
            course.slow.add(sender.queue());
          }
          return keepFew(course);
        });
  }

  /** Somebody has made this block before, this process or one that is gone. */
  private Mono<Void> before(Course course, String id, List<? extends Delivery> block) {
    // One that is settled may have been left to go one by one, and that be unfinished.
    return store.isOpen(id).flatMap(open -> open ? finish(id) : oneByOne(course, block));
  }

  private Mono<Void> finish(String id) {
    return waves
        .mine(id)
        .map(settling::settle)
        .orElseGet(() -> settling.takeOver(id, senders::applied));
  }

  /** The first that left is settled before another leaves where many are not. */
  private Mono<Void> keepFew(Course course) {
    Left first = waves.count() > UNSETTLED ? course.unsettled.poll() : null;
    return first == null ? Mono.empty() : settle(first);
  }

  private Mono<Void> settleAll(Course course) {
    return Flux.fromIterable(course.unsettled).flatMap(this::settle, SETTLED_AT_ONCE, 1).then();
  }

  private Mono<Void> settle(Left left) {
    Duration wait = Duration.between(clock.instant(), left.at().plus(SETTLED_AFTER));
    Mono<Void> heard =
        wait.isPositive()
            ? Mono.firstWithSignal(waves.complete(left.wave()), Mono.delay(wait).then())
            : Mono.empty();
    return heard.then(Mono.defer(() -> settling.settle(left.wave())));
  }

  private Mono<Void> oneByOne(Course course, List<? extends Delivery> block) {
    return go(block, course.slow, clock.instant().plus(PATIENCE));
  }

  /** Those that have not left by then queue, and so does all that comes after them. */
  private Mono<Void> go(List<? extends Delivery> some, Set<Queue> slow, Instant until) {
    boolean late = clock.instant().isAfter(until);
    Map<String, Departure> leaving = new LinkedHashMap<>();
    List<Delivery> stored = new ArrayList<>();
    List<Delivery> later = new ArrayList<>();
    for (Delivery delivery : some) {
      Queue queue = Queue.of(delivery.message());
      if (!(delivery instanceof Queued) || !senders.channels().contains(queue.channel())) {
        stored.add(delivery);
        continue;
      }
      Departure departure =
          later.isEmpty() && !slow.contains(queue)
              ? senders.of(queue).depart(delivery).orElse(null)
              : null;
      if (departure != null && leaving.putIfAbsent(departure.id(), departure) != null) {
        departure.stay(false);
      } else if (departure != null) {
        stored.add(departure.attempting());
      } else if (late || slow.contains(queue)) {
        slow.add(queue);
        stored.add(delivery);
      } else {
        later.add(delivery);
      }
    }
    Mono<Void> rest =
        later.isEmpty()
            ? Mono.empty()
            : Mono.delay(GLANCE, Schedulers.parallel())
                .then(Mono.defer(() -> go(later, slow, until)));
    return (stored.isEmpty() ? Mono.<Void>empty() : dispatch.go(leaving, stored, null)).then(rest);
  }
}
