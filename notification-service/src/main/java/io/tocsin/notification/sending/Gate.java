package io.tocsin.notification.sending;

import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import io.tocsin.notification.domain.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Where messages wait until one of the providers that they may go to has room. Providers that reach
 * everybody share one; each that has recipients of its own, such as the bot of a room, stands
 * behind another: a room that hangs stops its own messages and nobody else's.
 */
final class Gate {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
  private static final Duration NO_ROOM = Duration.ofMillis(50);

  /** A rest may be longer, but a broken provider can give way to the next before it is over. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Lanes lanes;
  private final BooleanSupplier open;
  private final Clock clock;
  private final Gathering<String> intake;

  /** The places that are taken for the pieces of the batch to come, in their order. */
  private final Queue<Place> places = new ConcurrentLinkedQueue<>();

  private final AtomicBoolean alarm = new AtomicBoolean();

  /**
   * Makes one.
   *
   * @param lanes of the providers behind it; none for messages that no provider reaches, which wait
   *     for nobody
   * @param open whether anything is taken on now
   * @param work answers every piece itself, and leaves or uses its place
   */
  Gate(
      Lanes lanes,
      BooleanSupplier open,
      int most,
      Clock clock,
      Function<List<Passed>, Mono<Void>> work) {
    this.lanes = lanes;
    this.open = open;
    this.clock = clock;
    this.intake = new Gathering<>(most, this::pass, pieces -> work.apply(passed(pieces)));
  }

  /**
   * A place in a provider's window.
   *
   * @param lane null where none is needed, because nobody can be asked
   */
  record Place(@Nullable Lane lane) {

    static final Place NONE = new Place(null);

    void leave() {
      if (lane != null) {
        lane.guards().leave();
      }
    }

    boolean with(Lane other) {
      return other.equals(lane);
    }
  }

  /** One message that passed, who waits for it, and the place that is kept for it. */
  record Passed(Gate gate, Piece<String> piece, Place place) {

    String id() {
      return piece.value();
    }

    /** It comes again in a moment: the provider that it has to go to has no room. */
    void comesAgain() {
      var _ =
          Schedulers.parallel()
              .schedule(() -> gate.again(piece), NO_ROOM.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  boolean serves(Message message) {
    return lanes.lanes().stream().anyMatch(lane -> lane.provider().carries(message));
  }

  boolean crowded() {
    return intake.crowded();
  }

  /** Completes when the message is answered. */
  Mono<Void> add(String id) {
    return intake.add(id);
  }

  void again(Piece<String> piece) {
    intake.again(piece);
  }

  /** There may be room now. */
  void wake() {
    intake.wake();
  }

  /** A place where there is one right now; null where there is none. */
  @Nullable Place enter(Instant now) {
    if (!lanes.anyUsable()) {
      return Place.NONE;
    }
    for (Lane lane : lanes.open(now)) {
      if (lane.guards().enter()) {
        return new Place(lane);
      }
    }
    return null;
  }

  /** The provider that is asked first right now, whether or not it has room. */
  Optional<Lane> firstOpen(Instant now) {
    return lanes.anyUsable() ? lanes.open(now).stream().findFirst() : Optional.empty();
  }

  private boolean pass() {
    if (!open.getAsBoolean()) {
      return false;
    }
    Instant now = clock.instant();
    Place place = enter(now);
    if (place == null) {
      wakeAfter(
          lanes.restsUntil(now).map(until -> Duration.between(now, until)).orElse(LOOK_AGAIN));
      return false;
    }
    places.add(place);
    return true;
  }

  private List<Passed> passed(List<Piece<String>> pieces) {
    List<Passed> passed = new ArrayList<>();
    for (Piece<String> piece : pieces) {
      passed.add(new Passed(this, piece, Objects.requireNonNull(places.poll())));
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
                  Math.min(wait.toMillis() + 1, LONGEST_WAIT.toMillis()),
                  TimeUnit.MILLISECONDS);
    }
  }
}
