package io.tocsin.notification.sending;

import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.sending.WaveNote.Answered;
import io.tocsin.notification.sending.WaveNote.Told;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The waves that this process has under way: notes what is answered and what receipts tell of them,
 * many with one write. Whoever brings a receipt is told that it is kept when the note is stored.
 */
@Component
class Waves {

  private static final Logger LOG = LoggerFactory.getLogger(Waves.class);
  private static final int TOGETHER = 2048;

  /**
   * Notes are written no more often than this: what a page costs hardly grows with what stands on
   * it. What is answered meanwhile would be in doubt after a crash.
   */
  private static final Duration PACE = Duration.ofMillis(10);

  private final WaveStore store;
  private final Clock clock;
  private final Map<String, Open> open = new ConcurrentHashMap<>();

  /** By the ids that receipts will carry. */
  private final Map<String, Place> awaited = new ConcurrentHashMap<>();

  private final Gathering<Note> notes;

  Waves(WaveStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.notes =
        new Gathering<>(
            TOGETHER, PACE, () -> true, pieces -> note(pieces).retryWhen(Stubborn.RETRY));
  }

  /** One that is not settled, and who waits until it is complete. */
  private record Open(Wave wave, Sinks.Empty<Void> complete) {}

  /** Where a message stands. */
  private record Place(Wave wave, int row) {}

  private record Note(Wave wave, WaveNote text) {}

  /** It is about to be stored, and this process sees to it from then on. */
  void opened(Wave wave) {
    open.put(wave.id(), new Open(wave, Sinks.empty()));
  }

  /** One that this process has under way. */
  Optional<Wave> mine(String id) {
    return Optional.ofNullable(open.get(id)).map(Open::wave);
  }

  /** How many this process has under way. */
  int count() {
    return open.size();
  }

  /** Completes when nothing more is to be heard of any of its messages. */
  Mono<Void> complete(Wave wave) {
    Open known = open.get(wave.id());
    return known == null || wave.complete() ? Mono.empty() : known.complete().asMono();
  }

  /**
   * Takes in what came of a hand-off.
   *
   * @param then run once it is stored
   * @return false where the wave is settled and the message has a document of its own
   */
  boolean answered(Wave wave, int row, Delivery state, Answer answer, Instant at, Runnable then) {
    if (!wave.answered(row, state)) {
      return false;
    }
    if (answer instanceof Taken taken) {
      taken.receipts().forEach(id -> awaited.put(id, new Place(wave, row)));
    }
    notes
        .add(new Note(wave, new Answered(row, at, answer)))
        .doFinally(signal -> then.run())
        .subscribe(
            done -> {},
            // Settling will store it all the same, unless this process dies before.
            e -> LOG.error("The answer to {} is not noted", wave.message(row).id(), e));
    tellWhenComplete(wave);
    return true;
  }

  /** Completes with those receipts that are for no message of a wave here. */
  Mono<List<Receipt>> take(List<Receipt> arrived) {
    if (awaited.isEmpty()) {
      return Mono.just(arrived);
    }
    List<Receipt> others = new ArrayList<>();
    List<Mono<Void>> noted = new ArrayList<>();
    for (Receipt receipt : arrived) {
      String id = receipt.ids().stream().filter(awaited::containsKey).findFirst().orElse(null);
      Place place = id == null ? null : awaited.get(id);
      if (id == null || place == null || !place.wave().learnt(place.row(), receipt::appliedTo)) {
        others.add(receipt);
        continue;
      }
      noted.add(
          notes.add(
              new Note(
                  place.wave(), new Told(place.row(), id, receipt.result(), receipt.detail()))));
      tellWhenComplete(place.wave());
    }
    return Mono.when(noted).thenReturn(others);
  }

  private void tellWhenComplete(Wave wave) {
    Open known = open.get(wave.id());
    if (known != null && wave.complete()) {
      known.complete().tryEmitEmpty();
    }
  }

  /** It is settled: nothing is for it any more. */
  void gone(Wave wave) {
    open.remove(wave.id());
    awaited.values().removeIf(place -> place.wave() == wave);
  }

  private Mono<Void> note(List<Piece<Note>> pieces) {
    Map<String, Map<String, List<WaveNote>>> byNotice = new LinkedHashMap<>();
    for (Piece<Note> piece : pieces) {
      Wave wave = piece.value().wave();
      byNotice
          .computeIfAbsent(wave.noticeId(), id -> new LinkedHashMap<>())
          .computeIfAbsent(wave.id(), id -> new ArrayList<>())
          .add(piece.value().text());
    }
    return Mono.defer(() -> store.note(byNotice, clock.instant()))
        .doOnSuccess(done -> pieces.forEach(Piece::done));
  }
}
