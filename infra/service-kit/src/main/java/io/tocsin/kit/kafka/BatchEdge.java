package io.tocsin.kit.kafka;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.kit.kafka.Followers.Turn;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where the reactive side meets Kafka's listener thread: takes a batch, has its keys handled side
 * by side and each key in order, and returns when all is done, because the container commits the
 * batch's offsets after that. The one place in the platform that blocks.
 *
 * <p>An outage throws; the container then brings the whole batch again. What was handled of it
 * before is remembered and left out, so that a poison record beside an outage is parked once.
 */
final class BatchEdge implements Consumer<Message<List<byte[]>>> {

  private static final Logger LOG = LoggerFactory.getLogger(BatchEdge.class);

  /** As many as the store takes in one command. */
  private static final int KEYS_AT_ONCE = 250;

  private final String topic;
  private final KeyFold fold;
  private final Mono<Void> opened;
  private final Pace pace;
  private final Followers followers;
  private final Duration bound;
  private final Clock clock;
  private final Set<IncomingRecord.Place> doneBefore = ConcurrentHashMap.newKeySet();
  private final DistributionSummary size;
  private final Timer handling;
  private volatile int recordsBefore;

  /**
   * Makes the edge of one listener.
   *
   * @param opened completes when batches may be handled
   * @param bound less than {@code max.poll.interval.ms}, or the group takes the partitions away
   *     while the batch is still worked on
   */
  BatchEdge(
      String topic,
      KeyFold fold,
      Mono<Void> opened,
      Pace pace,
      Followers followers,
      Duration bound,
      Clock clock,
      MeterRegistry registry) {
    this.topic = topic;
    this.fold = fold;
    this.opened = opened;
    this.pace = pace;
    this.followers = followers;
    this.bound = bound;
    this.clock = clock;
    this.size =
        DistributionSummary.builder("tocsin.listener.batch.size")
            .tag("topic", topic)
            .register(registry);
    this.handling = Timer.builder("tocsin.listener.handle").tag("topic", topic).register(registry);
  }

  @Override
  public void accept(Message<List<byte[]>> message) {
    IncomingBatch batch = IncomingBatch.of(message);
    size.record(batch.records().size());
    int records = batch.records().size();
    if (pace.givesWay(records)) {
      followers.quiet(age(batch)).block(bound);
    }
    try (var _ = pace.takesTurns(records) ? followers.turn() : Turn.NONE) {
      opened
          .then(pause(pace.before(records)))
          .then(timed(handle(batch)))
          .flatMap(took -> pause(after(records, took)))
          .block(bound);
      recordsBefore = records;
      batch.records().forEach(r -> doneBefore.remove(r.place()));
    } catch (RuntimeException e) {
      LOG.warn("{} records of {} come again: {}", batch.records().size(), topic, e.toString());
      throw e;
    }
  }

  private Duration age(IncomingBatch batch) {
    return Duration.between(batch.since(), clock.instant());
  }

  private Duration after(int records, Duration took) {
    return pace.takesTurns(records) && !followers.busy()
        ? Duration.ZERO
        : pace.after(records, recordsBefore, took);
  }

  private static Mono<?> pause(Duration pause) {
    return pause.isZero() ? Mono.empty() : Mono.delay(pause);
  }

  /** Without what is waited for before: the timer tells how long the work takes. */
  private Mono<Duration> timed(Mono<Void> work) {
    return Mono.defer(() -> {
      long began = System.nanoTime();
      return work.doFinally(_ -> handling.record(since(began)))
          .then(Mono.fromSupplier(() -> since(began)));
    });
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private Mono<Void> handle(IncomingBatch batch) {
    // Errors wait until the other keys are through: what is done then need not be done again.
    return Flux.fromIterable(byKey(batch.records()).values())
        .flatMapDelayError(
            records ->
                fold.handle(
                    batch.group(),
                    records.getFirst().key(),
                    records,
                    done -> doneBefore.add(done.place())),
            KEYS_AT_ONCE,
            1)
        .then();
  }

  private Map<@Nullable String, List<IncomingRecord>> byKey(List<IncomingRecord> records) {
    Map<@Nullable String, List<IncomingRecord>> byKey = new LinkedHashMap<>();
    for (IncomingRecord record : records) {
      if (!doneBefore.contains(record.place()) && fold.takes(record)) {
        byKey.computeIfAbsent(record.key(), k -> new ArrayList<>()).add(record);
      }
    }
    return byKey;
  }
}
