package io.tocsin.kit.kafka;

import java.util.List;
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
}
