package io.tocsin.notification.sending;

import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.store.VersionConflictException;
import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Later;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Answer.Throttled;
import io.tocsin.notification.domain.Backoff;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Unanswered;
import io.tocsin.notification.domain.Urgency;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes down what came of the attempts, many at once. Does not give up while the store is away:
 * what it holds is known nowhere else.
 */
final class Recorder {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  /** More than are paged about one incident, as a rule. */
  private static final int CROWD = 24;

  private final DeliveryStore store;
  private final Receipts receipts;
  private final HeldAnswers held;
  private final Lanes lanes;
  private final Backoff backoff;
  private final Clock clock;
  private final Gathering<Answered> answers;
  private final AtomicInteger unrecorded = new AtomicInteger();

  Recorder(
      DeliveryStore store,
      Receipts receipts,
      HeldAnswers held,
      Lanes lanes,
      Backoff backoff,
      Clock clock,
      int batch) {
    this.store = store;
    this.receipts = receipts;
    this.held = held;
    this.lanes = lanes;
    this.backoff = backoff;
    this.clock = clock;
    this.answers = new Gathering<>(batch, () -> true, this::record);
  }

  /** An attempt as it was stored, and what came of it. */
  private record Answered(Loaded<Delivery> attempt, Answer answer) {}

  /** How many attempts are made whose answers are not stored yet. */
  int unrecorded() {
    return unrecorded.get();
  }

  /** An attempt is about to be made. */
  void expect() {
    unrecorded.incrementAndGet();
  }

  /** The answer to one that is no delivery's own document yet is stored. */
  void recordedElsewhere() {
    unrecorded.decrementAndGet();
  }

  /** The answer is stored whether or not anybody waits for that; what follows is run then. */
  void answered(Loaded<Delivery> attempt, Answer answer, Runnable then) {
    stored(attempt, answer)
        .doFinally(signal -> {
          unrecorded.decrementAndGet();
          then.run();
        })
        .subscribe(
            nothing -> {},
            // The poll will find the attempt unanswered and say so.
            error -> LOG.error("The answer to {} is lost", attempt.id(), error));
  }

  /** In a crowd of pages those that left hold up none that has not. */
  private Mono<Void> stored(Loaded<Delivery> attempt, Answer answer) {
    Instant now = clock.instant();
    return answer instanceof Taken taken
            && open(attempt).message().urgency() == Urgency.URGENT
            && crowded()
            && applied(open(attempt), answer, now) instanceof HandedOff state
        ? held.taken(attempt, state, taken, now)
        : answers.add(new Answered(attempt, answer));
  }

  private boolean crowded() {
    int waiting = held.count();
    return (waiting > 0 || unrecorded.get() >= CROWD) && held.hasRoom();
  }

  private Mono<Void> record(List<Piece<Answered>> pieces) {
    List<Change<Delivery>> changes =
        pieces.stream()
            .map(Piece::value)
            .map(a -> store.step(a.attempt(), applied(open(a.attempt()), a.answer())))
            .toList();
    return store
        .saveAll(changes)
        .onErrorResume(VersionConflictException.class, e -> anew(pieces, new HashSet<>(e.ids())))
        .retryWhen(
            Stubborn.RETRY.doBeforeRetry(retry -> {
              if (retry.totalRetries() % 30 == 0) {
                LOG.warn(
                    "{} answers wait to be stored: {}", pieces.size(), retry.failure().toString());
              }
            }))
        .then(Mono.defer(() -> early(pieces)))
        .doOnSuccess(done -> pieces.forEach(Piece::done));
  }

  /** Somebody else took it a step further; the answer still counts if it was this attempt's. */
  private Mono<Void> anew(List<Piece<Answered>> pieces, Set<String> ids) {
    return Flux.fromIterable(pieces)
        .map(Piece::value)
        .filter(a -> ids.contains(a.attempt().id()))
        .flatMap(a ->
            store.update(
                a.attempt().id(),
                now ->
                    now instanceof Unanswered open && open.attempt() == attemptOf(a)
                        ? Optional.of(applied(open, a.answer()))
                        : Optional.empty()))
        .then();
  }

  private Mono<Void> early(List<Piece<Answered>> pieces) {
    List<String> awaited =
        pieces.stream().map(p -> p.value().answer()).flatMap(Recorder::awaited).toList();
    return awaited.isEmpty()
        ? Mono.empty()
        : receipts
            .applyEarly(awaited)
            .doOnError(e -> LOG.warn("Early receipts wait for the sweep: {}", e.toString()))
            .onErrorComplete();
  }

  private static Stream<String> awaited(Answer answer) {
    return switch (answer) {
      case Taken taken -> taken.receipts().stream();
      case Lost lost -> lost.taken().stream();
      case Throttled _, Later _, NotTaken _, Refused _ -> Stream.empty();
    };
  }

  private Delivery applied(Unanswered open, Answer answer) {
    return applied(open, answer, clock.instant());
  }

  /** What an attempt has become by its answer. */
  Delivery applied(Unanswered open, Answer answer, Instant at) {
    return answer.appliedTo(open, at, backoff, lanes.route(open.message()));
  }

  private static int attemptOf(Answered answered) {
    return open(answered.attempt()).attempt();
  }

  private static Attempting open(Loaded<Delivery> attempt) {
    if (attempt.state() instanceof Attempting open) {
      return open;
    }
    throw new IllegalStateException("Expected a started attempt, but got " + attempt);
  }
}
