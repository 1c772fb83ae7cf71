package io.tocsin.kit.kafka;

import io.tocsin.contracts.Envelope;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Handles what a batch brought for one key.
 *
 * <p>Completes when everything is stored and published; only then may the batch's offset be
 * committed. Must give the same result when run twice with the same records. An error that a retry
 * may heal (store or broker away) brings the whole batch again; any other error is narrowed down to
 * the one record, which goes to the dead-letter topic.
 */
@FunctionalInterface
public interface KeyedHandler {

  /**
   * Folds the records into whatever the key stands for.
   *
   * @param records in the topic's order, at least one
   */
  Mono<Void> handle(String key, List<Envelope<?>> records);
}
