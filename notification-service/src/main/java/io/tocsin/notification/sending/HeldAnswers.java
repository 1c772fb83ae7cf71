package io.tocsin.notification.sending;

import io.tocsin.kit.store.Loaded;
import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Awaiting;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.sending.AnswerNote.Answered;
import io.tocsin.notification.sending.AnswerNote.Told;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What became known of pages in a storm and does not stand in their documents yet: it is noted,
 * many with one write, and told to the documents when no more pages go out. A page that was taken
 * needs nothing more at once; those that have not left do.
 */
@Component
class HeldAnswers {

  private static final int TOGETHER = 2048;

  /** What is answered meanwhile would be in doubt after a crash. */
  private static final Duration PACE = Duration.ofMillis(10);

  /** Bounds the memory: from then on the documents are written at once, as ever. */
  private static final int AT_MOST = 20_000;

  private final AnswerNotes pages;
  private final Clock clock;
  private final Map<String, Held> held = new ConcurrentHashMap<>();

  /** By the ids that receipts will carry. */
  private final Map<String, Held> awaited = new ConcurrentHashMap<>();

  private final Gathering<AnswerNote> notes;

  HeldAnswers(AnswerNotes pages, Clock clock) {
    this.pages = pages;
    this.clock = clock;
    this.notes =
        new Gathering<>(
            TOGETHER, PACE, () -> true, pieces -> note(pieces).retryWhen(Stubborn.RETRY));
  }

  /** One delivery and what is known of it beyond its document. */
  static final class Held {
    private final Loaded<Delivery> stored;
    private final Instant since;
    private final List<String> receipts;
    private final List<AnswerNote> known = new ArrayList<>();
    private Delivery state;
    private boolean closed;

    private Held(Loaded<Delivery> stored, HandedOff state, Answered answered) {
      this.stored = stored;
      this.receipts = state.receipts();
      this.state = state;
      this.since = answered.at();
      known.add(answered);
    }

    String id() {
      return stored.id();
    }

    /** As its document was when the attempt was made. */
    Loaded<Delivery> stored() {
      return stored;
    }

    Instant since() {
      return since;
    }

    /** What is known of it, in the order in which it became so. */
    synchronized List<AnswerNote> known() {
      return List.copyOf(known);
    }

    synchronized Delivery state() {
      return state;
    }

    /** Whether a receipt is still to come. */
    synchronized boolean open() {
      return state instanceof Awaiting awaiting && !awaiting.receipts().isEmpty();
    }

    /** Whether it was lost after all: somebody has to look for another way. */
    synchronized boolean lost() {
      return state instanceof Delivery.Lost;
    }

    private synchronized boolean learns(Receipt receipt, Told told) {
      if (closed) {
        return false;
      }
      state = receipt.appliedTo(state);
      known.add(told);
      return true;
    }

    private synchronized void close() {
      closed = true;
    }
  }

  int count() {
    return held.size();
  }

  /** Whether there is room for more. */
  boolean hasRoom() {
    return held.size() < AT_MOST;
  }

  /**
   * The provider took it.
   *
   * @param state what the delivery has become by that
   * @return completes when it is noted
   */
  Mono<Void> taken(Loaded<Delivery> stored, HandedOff state, Taken answer, Instant at) {
    return Mono.defer(() -> {
      Answered answered = new Answered(stored.id(), state.attempts().size(), at, answer);
      Held one = new Held(stored, state, answered);
      held.put(one.id(), one);
      // Before any receipt can be noted: notes keep their order.
      Mono<Void> noted = notes.add(answered).cache();
      var _ = noted.subscribe(done -> {}, e -> {});
      state.receipts().forEach(id -> awaited.put(id, one));
      if (!held.containsKey(one.id())) {
        // It was told already, and nobody else takes these away.
        state.receipts().forEach(id -> awaited.remove(id, one));
      }
      return noted;
    });
  }

  /** Completes with those receipts that are for nothing that is held here. */
  Mono<List<Receipt>> take(List<Receipt> arrived) {
    if (awaited.isEmpty() || arrived.isEmpty()) {
      return Mono.just(arrived);
    }
    List<Receipt> others = new ArrayList<>();
    List<Mono<Void>> noted = new ArrayList<>();
    for (Receipt receipt : arrived) {
      String id = receipt.ids().stream().filter(awaited::containsKey).findFirst().orElse(null);
      Held one = id == null ? null : awaited.get(id);
      if (id == null || one == null) {
        others.add(receipt);
        continue;
      }
      Told told = new Told(one.id(), id, receipt.result(), receipt.detail());
      if (one.learns(receipt, told)) {
        noted.add(notes.add(told));
      } else {
        others.add(receipt);
      }
    }
    return Mono.when(noted).thenReturn(others);
  }

  /** Those that are to be told to their documents now; nothing more is taken in for them. */
  List<Held> close(Predicate<Held> due, int limit) {
    List<Held> closed = held.values().stream().filter(due).limit(limit).toList();
    closed.forEach(Held::close);
    return closed;
  }

  /** Their documents say what is known of them. */
  Mono<Void> gone(List<Held> told) {
    return Mono.defer(() -> {
      told.forEach(one -> {
        held.remove(one.id(), one);
        one.receipts.forEach(id -> awaited.remove(id, one));
      });
      // What comes while this looks is noted later than now.
      Instant now = clock.instant();
      return pages.forgetOwn(
          held.values().stream().map(Held::since).min(Instant::compareTo).orElse(now));
    });
  }

  private Mono<Void> note(List<Piece<AnswerNote>> pieces) {
    List<AnswerNote> all = pieces.stream().map(Piece::value).toList();
    return Mono.defer(() -> pages.add(all, clock.instant()))
        .doOnSuccess(done -> pieces.forEach(Piece::done));
  }
}
