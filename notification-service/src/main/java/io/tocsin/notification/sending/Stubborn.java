package io.tocsin.notification.sending;

import io.tocsin.kit.kafka.TransientErrors;
import java.time.Duration;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/** Does not give up while the store is away: what is to be written is known nowhere else. */
final class Stubborn {

  static final RetryBackoffSpec RETRY =
      Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
          .maxBackoff(Duration.ofSeconds(2))
          .filter(TransientErrors::isTransient);

  private Stubborn() {}
}
