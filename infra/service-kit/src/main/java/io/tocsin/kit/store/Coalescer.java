package io.tocsin.kit.store;

import io.tocsin.kit.kafka.TransientErrors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Lets calls to the store that meet go together. A lone one goes at once; while some are out, what
 * comes gathers for the next command. No timer, hence no latency to pay for it.
 *
 * <p>Where a command for many fails and it is no outage, each goes alone: nobody gets an error that
 * another brought about.
 */
public final class Coalescer<T, R> {

  private static final int OUT_AT_ONCE = 4;
  private static final int TOGETHER_AT_MOST = 250;

  private final Function<T, String> idOf;
  private final Function<T, Mono<R>> alone;
  private final Function<List<T>, Mono<List<Mono<R>>>> together;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiting<T, R>> queue = new ArrayDeque<>();
  private int out;

  /**
   * Names the two ways.
   *
   * @param idOf the document that a call is about; two about the same one never go together
   * @param alone has a result, even where there is nothing to say
   * @param together an outcome for each call, in their order
   */
  public Coalescer(
      Function<T, String> idOf,
      Function<T, Mono<R>> alone,
      Function<List<T>, Mono<List<Mono<R>>>> together) {
    this.idOf = idOf;
    this.alone = alone;
    this.together = together;
  }

  private record Waiting<T, R>(T call, MonoSink<R> sink) {}

  /** The outcome of one call. */
  public Mono<R> call(T call) {
    return Mono.create(sink -> {
      lock.lock();
      try {
        queue.add(new Waiting<>(call, sink));
      } finally {
        lock.unlock();
      }
      leave();
    });
  }

  private void leave() {
    for (List<Waiting<T, R>> some = next(); !some.isEmpty(); some = next()) {
      go(some);
    }
  }

  /** Those that go now; empty when nothing waits or enough is out. */
  private List<Waiting<T, R>> next() {
    lock.lock();
    try {
      List<Waiting<T, R>> some = new ArrayList<>();
      if (out == OUT_AT_ONCE) {
        return some;
      }
      Set<String> ids = new HashSet<>();
      while (some.size() < TOGETHER_AT_MOST
          && !queue.isEmpty()
          && ids.add(idOf.apply(queue.element().call()))) {
        some.add(queue.remove());
      }
      if (!some.isEmpty()) {
        out++;
      }
      return some;
    } finally {
      lock.unlock();
    }
  }

  private void go(List<Waiting<T, R>> some) {
    outcomes(some)
        .doFinally(signal -> {
          returned();
          leave();
        })
        .subscribe(
            outcomes -> {
              for (int i = 0; i < some.size(); i++) {
                settle(outcomes.get(i), some.get(i).sink());
              }
            },
            e -> some.forEach(w -> w.sink().error(e)));
  }

  private Mono<List<Mono<R>>> outcomes(List<Waiting<T, R>> some) {
    List<T> calls = some.stream().map(Waiting::call).toList();
    if (calls.size() == 1) {
      return Mono.defer(() -> alone.apply(calls.getFirst())).map(r -> List.of(Mono.just(r)));
    }
    return Mono.defer(() -> together.apply(calls))
        .onErrorResume(
            e -> !TransientErrors.isTransient(e),
            e -> Mono.just(calls.stream().map(c -> Mono.defer(() -> alone.apply(c))).toList()));
  }

  /**
   * With one signal: where the result comes before it was requested, a completion behind it would
   * take its place.
   */
  private static <R> void settle(Mono<R> outcome, MonoSink<R> sink) {
    sink.onDispose(
        outcome
            .singleOptional()
            .subscribe(
                result -> result.ifPresentOrElse(sink::success, sink::success), sink::error));
  }

  private void returned() {
    lock.lock();
    try {
      out--;
    } finally {
      lock.unlock();
    }
  }
}
