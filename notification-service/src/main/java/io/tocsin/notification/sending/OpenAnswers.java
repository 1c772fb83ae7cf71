package io.tocsin.notification.sending;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What providers have answered this process and is not stored yet. A centre is often faster with
 * its receipts than the store with the answers: such a receipt is stored with its answer, by one
 * write, and not kept apart until the answer is there.
 */
@Component
final class OpenAnswers {

  private final Map<String, OpenAnswer> byReceipt = new ConcurrentHashMap<>();

  /** One answer on its way to the store. */
  static final class OpenAnswer {
    private final List<String> ids;
    private final List<Receipt> come = new ArrayList<>();
    private final Sinks.Empty<Void> stored = Sinks.empty();
    private boolean taken;

    private OpenAnswer(List<String> ids) {
      this.ids = ids;
    }

    /** False where the answer is being stored already, without it. */
    private synchronized boolean add(Receipt receipt) {
      if (!taken) {
        come.add(receipt);
      }
      return !taken;
    }

    /** What came until now; what comes from now on waits until the answer is stored. */
    synchronized List<Receipt> take() {
      taken = true;
      return List.copyOf(come);
    }
  }

  /**
   * One whose receipts will carry these ids; then {@link #stored} or {@link #lost} must follow.
   *
   * @param ids none where no receipt is to come
   */
  OpenAnswer open(Collection<String> ids) {
    OpenAnswer answer = new OpenAnswer(List.copyOf(ids));
    answer.ids.forEach(id -> byReceipt.put(id, answer));
    return answer;
  }

  void stored(OpenAnswer answer) {
    close(answer);
    answer.stored.tryEmitEmpty();
  }

  /** Who brought a receipt for it has to bring it again. */
  void lost(OpenAnswer answer, Throwable error) {
    close(answer);
    answer.stored.tryEmitError(error);
  }

  private void close(OpenAnswer answer) {
    answer.ids.forEach(id -> byReceipt.remove(id, answer));
  }

  /**
   * Completes when the answers are stored that these receipts are for, with the receipts that are
   * not stored by that.
   */
  Mono<List<Receipt>> take(List<Receipt> arrived) {
    if (byReceipt.isEmpty()) {
      return Mono.just(arrived);
    }
    List<Receipt> others = new ArrayList<>();
    List<Mono<Void>> stored = new ArrayList<>();
    for (Receipt receipt : arrived) {
      Optional<OpenAnswer> answer =
          receipt.ids().stream().map(byReceipt::get).filter(Objects::nonNull).findFirst();
      answer.ifPresent(open -> stored.add(open.stored.asMono()));
      if (answer.isEmpty() || !answer.get().add(receipt)) {
        others.add(receipt);
      }
    }
    return Mono.when(stored).thenReturn(others);
  }
}
