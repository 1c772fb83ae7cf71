package io.tocsin.kit.kafka;

import io.tocsin.contracts.EventCodec;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;

/**
 * Publishes records. Outside this kit only for records that are derived from one input and need no
 * store.
 */
public interface RecordPublisher {

  /**
   * Sends in order and completes when the cluster has acknowledged every record ({@code acks=all}).
   * Never blocks the caller's thread.
   *
   * @return an error ({@link PublishFailedException}) when a record was not acknowledged in time;
   *     some may have been written
   */
  Mono<Void> publish(List<Outgoing> records);

  /**
   * The same for records whose value is an envelope as {@link EventCodec} writes it, or null: what
   * an outbox kept needs no second encoding.
   */
  default Mono<Void> publishEncoded(List<ProducerRecord<String, byte[]>> records) {
    return publish(
        records.stream()
            .map(r ->
                new Outgoing(
                    r.topic(), r.key(), r.value() == null ? null : EventCodec.decode(r.value())))
            .toList());
  }
}
