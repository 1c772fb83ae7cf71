package io.tocsin.notification.sending;

import io.tocsin.kit.kafka.TransientErrors;
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
import io.tocsin.notification.domain.Delivery.Unanswered;
import io.tocsin.notification.sending.OpenAnswers.OpenAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Writes down what came of the attempts, many at once, and with them the receipts that were faster.
 * Does not give up while the store is away: what it holds is known nowhere else.
 */
final class Recorder {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final RetryBackoffSpec STUBBORN =
      Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
          .maxBackoff(Duration.ofSeconds(2))
          .filter(TransientErrors::isTransient);

  private final DeliveryStore store;
  private final Receipts receipts;
  private final OpenAnswers open;
  private final Lanes lanes;
  private final Backoff backoff;
  private final Clock clock;
  private final Gathering<Answered> answers;
  private final AtomicInteger unrecorded = new AtomicInteger();

  Recorder(
      DeliveryStore store,
      Receipts receipts,
      OpenAnswers open,
      Lanes lanes,
      Backoff backoff,
      Clock clock,
      int batch) {
    this.store = store;
    this.receipts = receipts;
    this.open = open;
    this.lanes = lanes;
    this.backoff = backoff;
    this.clock = clock;
    this.answers = new Gathering<>(batch, () -> true, this::record);
  }

  /** An attempt as it was stored, and what came of it. */
  private record Answered(Loaded<Delivery> attempt, Answer answer, OpenAnswer open) {}

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

  /** Completes when the answer is stored; it is stored whether or not anybody waits for that. */
  void answered(Loaded<Delivery> attempt, Answer answer, Runnable then) {
    OpenAnswer onItsWay = open.open(awaited(answer));
    answers
        .add(new Answered(attempt, answer, onItsWay))
        .doOnSuccess(done -> open.stored(onItsWay))
        .doOnError(e -> open.lost(onItsWay, e))
        .doFinally(signal -> {
          unrecorded.decrementAndGet();
          then.run();
        })
        .subscribe(
            nothing -> {},
            // The poll will find the attempt unanswered and say so.
            error -> LOG.error("The answer to {} is lost", attempt.id(), error));
  }

  private Mono<Void> record(List<Piece<Answered>> pieces) {
    List<Change<Delivery>> changes = new ArrayList<>();
    Map<String, List<Receipt>> come = new HashMap<>();
    for (Piece<Answered> piece : pieces) {
      Answered answered = piece.value();
      List<Receipt> its = answered.open().take();
      come.put(answered.attempt().id(), its);
      Delivery state = applied(attempting(answered), answered.answer());
      for (Receipt receipt : its) {
        state = receipt.appliedTo(state);
      }
      changes.add(store.step(answered.attempt(), state));
    }
    return store
        .saveAll(changes)
        .onErrorResume(
            VersionConflictException.class, e -> anew(pieces, new HashSet<>(e.ids()), come))
        .retryWhen(
            STUBBORN.doBeforeRetry(retry -> {
              if (retry.totalRetries() % 30 == 0) {
                LOG.warn(
                    "{} answers wait to be stored: {}", pieces.size(), retry.failure().toString());
              }
            }))
        .then(Mono.defer(() -> early(pieces)))
        .doOnSuccess(done -> pieces.forEach(Piece::done));
  }

  /** Somebody else took it a step further; the answer still counts if it was this attempt's. */
  private Mono<Void> anew(
      List<Piece<Answered>> pieces, Set<String> ids, Map<String, List<Receipt>> come) {
    return Flux.fromIterable(pieces)
        .map(Piece::value)
        .filter(a -> ids.contains(a.attempt().id()))
        .flatMap(a ->
            store.update(
                a.attempt().id(),
                now ->
                    now instanceof Unanswered unanswered
                            && unanswered.attempt() == attempting(a).attempt()
                        ? Optional.of(applied(unanswered, a.answer()))
                        : Optional.empty()))
        .then(
            Mono.defer(() ->
                receipts.applyOrKeep(
                    ids.stream()
                        .flatMap(id -> come.getOrDefault(id, List.of()).stream())
                        .toList())));
  }

  private Mono<Void> early(List<Piece<Answered>> pieces) {
    List<String> awaited =
        pieces.stream().flatMap(p -> awaited(p.value().answer()).stream()).toList();
    return awaited.isEmpty()
        ? Mono.empty()
        : receipts
            .applyEarly(awaited)
            .doOnError(e -> LOG.warn("Early receipts wait for the sweep: {}", e.toString()))
            .onErrorComplete();
  }

  private static List<String> awaited(Answer answer) {
    return switch (answer) {
      case Taken taken -> taken.receipts();
      case Lost lost -> lost.taken();
      case Throttled _, Later _, NotTaken _, Refused _ -> List.of();
    };
  }

  private Delivery applied(Unanswered attempt, Answer answer) {
    return applied(attempt, answer, clock.instant());
  }

  /** What an attempt has become by its answer. */
  Delivery applied(Unanswered attempt, Answer answer, Instant at) {
    return answer.appliedTo(attempt, at, backoff, lanes.route(attempt.message()));
  }

  private static Attempting attempting(Answered answered) {
    if (answered.attempt().state() instanceof Attempting attempting) {
      return attempting;
    }
    throw new IllegalStateException("Expected a started attempt, but got " + answered.attempt());
  }
}
