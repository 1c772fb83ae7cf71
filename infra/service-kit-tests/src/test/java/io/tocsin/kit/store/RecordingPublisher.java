package io.tocsin.kit.store;

import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.kafka.PublishFailedException;
import io.tocsin.kit.kafka.RecordPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/** A topic in memory: what is published lands after a moment that differs from call to call. */
final class RecordingPublisher implements RecordPublisher {

  private final List<Outgoing> log = new ArrayList<>();
  private volatile Mode mode = Mode.WORKS;
  private volatile String refusedKey = "";

  enum Mode {
    WORKS,
    REFUSES,
    /** Neither an answer nor an error, as in a process that dies in between. */
    HANGS
  }

  void turns(Mode next) {
    mode = next;
  }

  /** Of a key it takes nothing; an outage it is not. Empty for none. */
  void refuses(String key) {
    refusedKey = key;
  }

  @Override
  public Mono<Void> publish(List<Outgoing> records) {
    if (records.stream().anyMatch(r -> r.key().equals(refusedKey))) {
      return Mono.error(
          new PublishFailedException("too large", new IllegalArgumentException(refusedKey)));
    }
    return switch (mode) {
      case HANGS -> Mono.never();
      case REFUSES ->
          Mono.error(new PublishFailedException("away", new TimeoutException("no broker")));
      case WORKS ->
          Mono.delay(Duration.ofMillis(ThreadLocalRandom.current().nextInt(4)))
              .then(Mono.fromRunnable(() -> append(records)));
    };
  }

  private synchronized void append(List<Outgoing> records) {
    log.addAll(records);
  }

  synchronized int records() {
    return log.size();
  }

  /** What a reader sees that takes each envelope id once: the numbers that the events carry. */
  synchronized List<Long> seen(String key) {
    LinkedHashSet<String> ids = new LinkedHashSet<>();
    List<Long> numbers = new ArrayList<>();
    for (Outgoing record : log) {
      var envelope = Objects.requireNonNull(record.envelope());
      if (record.key().equals(key) && ids.add(envelope.id())) {
        numbers.add(Long.valueOf(((PagesWithdrawnV1) envelope.data()).pageIds().getFirst()));
      }
    }
    return numbers;
  }
}
