package io.tocsin.notification.sending;

import io.tocsin.kit.kafka.TransientErrors;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.store.VersionConflictException;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Backoff;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Awaiting;
import io.tocsin.notification.sending.AnswerNotes.Page;
import io.tocsin.notification.sending.HeldAnswers.Held;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells the documents of deliveries what was noted of them, when no more pages go out, and what a
 * process that died had noted. Killed in the middle it is done again from the notes: what a
 * document says already stays as it is.
 */
@Component
class CatchingUp {

  private static final Logger LOG = LoggerFactory.getLogger(CatchingUp.class);
  private static final int AT_ONCE = 500;
  private static final int ANEW_AT_ONCE = 16;
  private static final Duration MOST = Duration.ofSeconds(5);
  private static final Duration RECEIPTS = Duration.ofSeconds(3);
  private static final Duration LEFT_BEHIND = Duration.ofSeconds(15);

  private final HeldAnswers held;
  private final AnswerNotes pages;
  private final DeliveryStore store;
  private final Receipts receipts;
  private final Backoff backoff;
  private final Clock clock;

  /** So long a document stays behind at most, however many pages go out. */
  private final Duration longest;

  /** Receipts that come by then are told with the answer. */
  private final Duration receiptsWithin;

  /**
   * Whoever noted it is not alive, or does not get on; but the attempt is not taken for unanswered
   * yet.
   */
  private final Duration leftBehind;

  CatchingUp(
      HeldAnswers held,
      AnswerNotes pages,
      DeliveryStore store,
      Receipts receipts,
      SendingProperties properties,
      Clock clock) {
    this.held = held;
    this.pages = pages;
    this.store = store;
    this.receipts = receipts;
    this.backoff = properties.backoff();
    this.clock = clock;
    this.longest = shorter(MOST, properties.answerWithin().dividedBy(6));
    this.receiptsWithin = shorter(RECEIPTS, properties.answerWithin().dividedBy(10));
    this.leftBehind = shorter(LEFT_BEHIND, properties.answerWithin().dividedBy(2));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /**
   * Tells what is due.
   *
   * @param quiet whether no pages go out right now
   * @return how many documents were told
   */
  Mono<Integer> tellDue(boolean quiet) {
    Instant now = clock.instant();
    return tell(one -> isDue(one, quiet, Duration.between(one.since(), now)));
  }

  private boolean isDue(Held one, boolean quiet, Duration age) {
    return one.lost()
        || age.compareTo(longest) >= 0
        || (quiet && (!one.open() || age.compareTo(receiptsWithin) >= 0));
  }

  /** Tells all that is held, also what was being told: this process ends. */
  Mono<Void> tellAll() {
    return Mono.defer(() -> tell(one -> true)).repeat(() -> held.count() > 0).then();
  }

  private Mono<Integer> tell(Predicate<Held> due) {
    return Mono.defer(() -> {
      List<Held> some = held.close(due, AT_ONCE);
      return some.isEmpty() ? Mono.just(0) : tell(some).thenReturn(some.size());
    });
  }

  private Mono<Void> tell(List<Held> some) {
    List<Change<Delivery>> changes =
        some.stream().map(one -> store.step(one.stored(), one.state())).toList();
    Map<String, List<AnswerNote>> known = new LinkedHashMap<>();
    some.forEach(one -> known.put(one.id(), one.known()));
    return save(changes, known)
        .then(Mono.defer(() -> receipts.applyEarly(awaited(some))))
        .then(Mono.defer(() -> held.gone(some)))
        .retryWhen(Stubborn.RETRY);
  }

  /**
   * Those that somebody else has taken a step further are asked what they are now.
   *
   * @return the ids of those that could not be told, for no reason that passes
   */
  private Mono<Set<String>> save(
      List<Change<Delivery>> changes, Map<String, List<AnswerNote>> known) {
    return store
        .saveAll(changes)
        .thenReturn(Set.<String>of())
        .onErrorResume(VersionConflictException.class, e -> anew(e.ids(), known))
        .onErrorResume(CatchingUp::itsOwn, e -> anew(known.keySet(), known));
  }

  /** One that cannot be read keeps no other from being told. */
  private Mono<Set<String>> anew(Collection<String> ids, Map<String, List<AnswerNote>> known) {
    return Flux.fromIterable(ids)
        .flatMap(
            id ->
                store
                    .update(id, now -> further(now, Objects.requireNonNull(known.get(id))))
                    .then(Mono.<String>empty())
                    .onErrorResume(
                        CatchingUp::itsOwn,
                        e -> {
                          LOG.error("What became of {} cannot be told to its document", id, e);
                          return Mono.just(id);
                        }),
            ANEW_AT_ONCE)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean itsOwn(Throwable error) {
    return !TransientErrors.isTransient(error);
  }

  private Optional<Delivery> further(Delivery now, List<AnswerNote> known) {
    Delivery then = now;
    for (AnswerNote note : known) {
      then = note.appliedTo(then, backoff);
    }
    return then.equals(now) ? Optional.empty() : Optional.of(then);
  }

  private static List<String> awaited(List<Held> some) {
    return some.stream()
        .map(Held::state)
        .filter(Awaiting.class::isInstance)
        .flatMap(state -> ((Awaiting) state).receipts().stream())
        .toList();
  }

  /**
   * Takes up what was noted and never told.
   *
   * @return how many pages of notes are done with; one about a delivery that cannot be told stays
   */
  Mono<Integer> takeUp() {
    return pages
        .before(clock.instant().minus(leftBehind))
        .collectList()
        .flatMap(found -> found.isEmpty() ? Mono.just(0) : takeUp(found));
  }

  private Mono<Integer> takeUp(List<Page> found) {
    Map<String, List<AnswerNote>> known = new HashMap<>();
    found.stream()
        .flatMap(page -> page.notes().stream())
        .forEach(note -> known.computeIfAbsent(note.id(), id -> new ArrayList<>()).add(note));
    return store
        .loadAll(known.keySet())
        .flatMap(loaded -> save(changes(loaded, known), known))
        .onErrorResume(CatchingUp::itsOwn, e -> anew(known.keySet(), known))
        .delayUntil(untold -> receipts.applyEarly(receiptsIn(known.values())))
        .flatMap(untold -> remove(found, untold));
  }

  private Mono<Integer> remove(List<Page> found, Set<String> untold) {
    List<ObjectId> done =
        found.stream()
            .filter(page -> page.notes().stream().noneMatch(note -> untold.contains(note.id())))
            .map(Page::id)
            .toList();
    return pages.remove(done).thenReturn(done.size());
  }

  private List<Change<Delivery>> changes(
      List<Loaded<Delivery>> loaded, Map<String, List<AnswerNote>> known) {
    List<Change<Delivery>> changes = new ArrayList<>();
    for (Loaded<Delivery> one : loaded) {
      Delivery now = one.state();
      if (now != null) {
        further(now, Objects.requireNonNull(known.get(one.id())))
            .ifPresent(then -> changes.add(store.step(one, then)));
      }
    }
    return changes;
  }

  /** Whose receipts somebody else may have kept meanwhile. */
  private static List<String> receiptsIn(Collection<List<AnswerNote>> known) {
    return known.stream()
        .flatMap(List::stream)
        .filter(AnswerNote.Answered.class::isInstance)
        .flatMap(note -> ((AnswerNote.Answered) note).answer().receipts().stream())
        .toList();
  }
}
