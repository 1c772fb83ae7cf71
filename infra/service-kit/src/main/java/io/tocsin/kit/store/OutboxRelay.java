package io.tocsin.kit.store;

import io.tocsin.kit.kafka.RecordPublisher;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;

/**
 * Publishes outboxes, then has their entries taken off.
 *
 * <p>Always a document's whole outbox, oldest entry first: an entry that an earlier write could not
 * publish must not be overtaken. What this process has published and only not cleaned yet is left
 * out.
 */
final class OutboxRelay {

  private final RecordPublisher publisher;
  private final OutboxCleaner cleaner;

  OutboxRelay(RecordPublisher publisher, OutboxCleaner cleaner) {
    this.publisher = publisher;
    this.cleaner = cleaner;
  }

  /** Completes with the number of records when Kafka has them all. */
  Mono<Integer> publish(List<PendingOutbox> outboxes) {
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
