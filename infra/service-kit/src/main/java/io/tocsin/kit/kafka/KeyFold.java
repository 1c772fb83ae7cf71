package io.tocsin.kit.kafka;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.Event;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.MalformedRecordException;
import io.tocsin.contracts.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Gets one key's records of a batch handled: all together; where that fails for good, one by one,
 * so that only the culprit is parked.
 */
final class KeyFold {

  private static final Retry OUTAGE =
      Retry.backoff(6, Duration.ofMillis(50))
          .maxBackoff(Duration.ofSeconds(1))
          .filter(TransientErrors::isTransient)
          .onRetryExhaustedThrow((spec, signal) -> signal.failure());

  private final TopicSpec topic;
  private final KeyedHandler handler;
  private final DeadLetters deadLetters;
  private final Set<Class<? extends Event>> types;
  private final BooleanSupplier closing;

  /**
   * Needs to know when the service closes: what fails then fails because its parts are going away,
   * and is no record's fault.
   *
   * @param types the only ones that are handled; empty for all
   */
  KeyFold(
      TopicSpec topic,
      KeyedHandler handler,
      DeadLetters deadLetters,
      Set<Class<? extends Event>> types,
      BooleanSupplier closing) {
    this.topic = topic;
    this.handler = handler;
    this.deadLetters = deadLetters;
    this.types = Set.copyOf(types);
    this.closing = closing;
  }

  /** Whether the record is for this handler. What is not legible is for those who read all. */
  boolean takes(IncomingRecord record) {
    if (types.isEmpty()) {
      return true;
    }
    Class<? extends Event> type = EventCodec.typeOf(record.value());
    return type != null && types.contains(type);
  }

  /**
   * Completes when every record is handled or parked; an error means an outage.
   *
   * @param done told of each record that is through, also when an error follows
   */
  Mono<Void> handle(
      String group,
      @Nullable String key,
      List<IncomingRecord> records,
      Consumer<IncomingRecord> done) {
    return Mono.defer(() -> {
      List<Mono<Void>> malformed = new ArrayList<>();
      List<Decoded> decoded = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      for (IncomingRecord record : records) {
        try {
          Envelope<?> envelope = EventCodec.decode(record.value());
          if (ids.add(envelope.id())) {
            decoded.add(new Decoded(record, envelope));
          }
        } catch (MalformedRecordException e) {
          malformed.add(park(group, record, e, done));
        }
      }
      return Flux.concat(malformed)
          .thenMany(decoded.isEmpty() ? Mono.empty() : together(group, key, decoded, done))
          .then();
    });
  }

  private Mono<Void> together(
      String group, @Nullable String key, List<Decoded> records, Consumer<IncomingRecord> done) {
    return attempt(key, records)
        .doOnSuccess(nothing -> records.forEach(r -> done.accept(r.record())))
        .onErrorResume(
            this::isTheRecords,
            e ->
                records.size() == 1
                    ? park(group, records.getFirst().record(), e, done)
                    : Flux.fromIterable(records).concatMap(r -> alone(group, key, r, done)).then());
  }

  private Mono<Void> alone(
      String group, @Nullable String key, Decoded record, Consumer<IncomingRecord> done) {
    return attempt(key, List.of(record))
        .doOnSuccess(nothing -> done.accept(record.record()))
        .onErrorResume(this::isTheRecords, e -> park(group, record.record(), e, done));
  }

  private Mono<Void> park(
      String group, IncomingRecord record, Throwable error, Consumer<IncomingRecord> done) {
    return deadLetters
        .park(topic, group, record, error)
        .doOnSuccess(nothing -> done.accept(record));
  }

  private Mono<Void> attempt(@Nullable String key, List<Decoded> records) {
    List<Envelope<?>> envelopes = new ArrayList<>();
    records.forEach(r -> envelopes.add(r.envelope()));
    return Mono.defer(() -> handler.handle(key == null ? "" : key, envelopes))
        .retryWhen(OUTAGE)
        .retryWhen(
            Retry.backoff(2, Duration.ofMillis(30))
                .filter(this::isTheRecords)
                .onRetryExhaustedThrow((spec, signal) -> signal.failure()));
  }

  private boolean isTheRecords(Throwable e) {
    return !TransientErrors.isTransient(e) && !closing.getAsBoolean();
  }

  private record Decoded(IncomingRecord record, Envelope<?> envelope) {}
}
