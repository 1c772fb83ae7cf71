package io.tocsin.kit.store;

import io.tocsin.kit.kafka.PublishFailedException;
import io.tocsin.kit.kafka.RecordPublisher;
import io.tocsin.kit.kafka.TransientErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes outboxes, then has their entries taken off. What Kafka does not take stays in its
 * document for the sweeper.
 *
 * <p>Always a document's whole outbox, oldest entry first: an entry that an earlier write could not
 * publish must not be overtaken. What this process has published and only not cleaned yet is left
 * out.
 */
final class OutboxRelay {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

  /** Who has stored waits no longer for Kafka: less than who asked over HTTP waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RecordPublisher publisher;
  private final OutboxCleaner cleaner;

  OutboxRelay(RecordPublisher publisher, OutboxCleaner cleaner) {
    this.publisher = publisher;
    this.cleaner = cleaner;
  }

  /** Whether nothing is to be published of a document before what the next change of it tells. */
  boolean hasAll(Loaded<?> loaded) {
    List<String> outbox = loaded.outbox();
    return outbox != null && outbox.stream().allMatch(id -> cleaner.awaits(loaded.id(), id));
  }

  /** Whether a document's outbox holds entries, and all of them are published. */
  boolean mayEmpty(Loaded<?> loaded) {
    List<String> outbox = loaded.outbox();
    return outbox != null && !outbox.isEmpty() && hasAll(loaded);
  }

  /** What was in the outbox of a document when it was read is off it by a change of that. */
  void takenOff(Loaded<?> from) {
    List<String> outbox = from.outbox();
    if (outbox != null) {
      cleaner.takenOff(from.id(), outbox);
    }
  }

  /**
   * For who has stored: the change is made, and no error of Kafka's may have it made again.
   *
   * @return how many records Kafka has
   */
  Mono<Integer> tell(List<PendingOutbox> outboxes) {
    return publish(outboxes)
        .timeout(PATIENCE)
        .onErrorResume(e -> {
          LOG.warn("Stored, but left for the sweeper to publish: {}", reason(e));
          return Mono.just(0);
        });
  }

  /**
   * Publishes them together. One that Kafka refuses for itself keeps no other back; an outage is
   * the error of all.
   *
   * @return how many records Kafka has
   */
  Mono<Integer> publish(List<PendingOutbox> outboxes) {
    return together(outboxes)
        .onErrorResume(
            e -> outboxes.size() > 1 && !isOutage(e),
            e -> Flux.fromIterable(outboxes).concatMap(this::alone).reduce(0, Integer::sum));
  }

  private Mono<Integer> alone(PendingOutbox outbox) {
    return together(List.of(outbox))
        .onErrorResume(
            e -> !isOutage(e),
            e -> {
              LOG.error("Refused by Kafka: the outbox of {}: {}", outbox.documentId(), reason(e));
              return Mono.just(0);
            });
  }

  /** By what it was caused by: each failed publish may be tried again, this one or another. */
  private static boolean isOutage(Throwable e) {
    return TransientErrors.isTransient(cause(e));
  }

  private static Throwable cause(Throwable e) {
    return e instanceof PublishFailedException ? Objects.requireNonNullElse(e.getCause(), e) : e;
  }

  private static String reason(Throwable e) {
    return cause(e).toString();
  }

  private Mono<Integer> together(List<PendingOutbox> outboxes) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (PendingOutbox outbox : outboxes) {
      for (OutboxEntry entry : outbox.entries()) {
        if (!cleaner.awaits(outbox.documentId(), entry.id())) {
          records.add(entry.toRecord());
        }
      }
    }
    if (records.isEmpty()) {
      return Mono.just(0);
    }
    return publisher
        .publishEncoded(records)
        .then(
            Mono.fromSupplier(() -> {
              outboxes.forEach(cleaner::published);
              return records.size();
            }));
  }
}
