package io.tocsin.gateway.reports;

import io.micrometer.core.instrument.DistributionSummary;
import io.tocsin.contracts.ReportBatch;
import io.tocsin.contracts.ReportBatch.Answer;
import io.tocsin.contracts.ReportBatch.Answers;
import io.tocsin.contracts.ReportBatch.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Sends what waits in convoys, a few under way at once. A lone report goes at once; while all
 * convoys are out, the next one gathers. No timer, hence no latency to pay for it.
 */
final class Convoys {

  private final int underWayAtMost;
  private final int entriesAtMost;
  private final int sizeAtMost;
  private final int waitingAtMost;
  private final Function<ReportBatch, Mono<Answers>> call;
  private final Supplier<Throwable> full;
  private final DistributionSummary lengths;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();

  Convoys(
      ConvoyProperties properties,
      Function<ReportBatch, Mono<Answers>> call,
      Supplier<Throwable> full,
      DistributionSummary lengths) {
    this.underWayAtMost = properties.underWay();
    this.entriesAtMost = properties.entries();
    this.sizeAtMost = (int) properties.size().toBytes();
    this.waitingAtMost = properties.waiting();
    this.call = call;
    this.full = full;
    this.lengths = lengths;
  }

  /** One report with its caller's token, and who waits for the answer. */
  private record Waiting(Passenger passenger, MonoSink<Answer> sink) {}

  /** The answer to this report; an error where the whole convoy got none. */
  Mono<Answer> send(Passenger passenger) {
    return Mono.create(sink -> {
      if (waiting.incrementAndGet() > waitingAtMost) {
        waiting.decrementAndGet();
        sink.error(full.get());
        return;
      }
      queue.add(new Waiting(passenger, sink));
      leave();
    });
  }

  private void leave() {
    while (!queue.isEmpty()) {
      if (underWay.incrementAndGet() > underWayAtMost) {
        underWay.decrementAndGet();
        return;
      }
      List<Waiting> convoy = gather();
      if (convoy.isEmpty()) {
        underWay.decrementAndGet();
      } else {
        go(convoy);
      }
    }
  }

  private List<Waiting> gather() {
    List<Waiting> convoy = new ArrayList<>();
    int size = 0;
    while (convoy.size() < entriesAtMost && size < sizeAtMost) {
      Waiting next = queue.poll();
      if (next == null) {
        break;
      }
      waiting.decrementAndGet();
      size += next.passenger().size();
      convoy.add(next);
    }
    return convoy;
  }

  private void go(List<Waiting> convoy) {
    lengths.record(convoy.size());
    Mono.defer(() -> call.apply(batch(convoy)))
        .doFinally(signal -> {
          underWay.decrementAndGet();
          leave();
        })
        .subscribe(answers -> arrived(convoy, answers.answers()), e -> lost(convoy, e));
  }

  private static void arrived(List<Waiting> convoy, List<Answer> answers) {
    if (answers.size() != convoy.size()) {
      lost(
          convoy,
          new IllegalStateException(
              "Expected %d answers, but got %d".formatted(convoy.size(), answers.size())));
      return;
    }
    for (int i = 0; i < convoy.size(); i++) {
      convoy.get(i).sink().success(answers.get(i));
    }
  }

  private static void lost(List<Waiting> convoy, Throwable error) {
    convoy.forEach(w -> w.sink().error(error));
  }

  private static ReportBatch batch(List<Waiting> convoy) {
    Map<String, Integer> tokens = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Waiting w : convoy) {
      Passenger p = w.passenger();
      int token = tokens.computeIfAbsent(p.token(), t -> tokens.size());
      entries.add(
          new Entry(token, p.idempotencyKey(), p.acceptLanguage(), p.requestId(), p.body()));
    }
    return new ReportBatch(List.copyOf(tokens.keySet()), entries);
  }
}
