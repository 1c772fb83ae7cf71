package io.tocsin.notification.sending;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.deliveries.Queue;
import io.tocsin.notification.domain.Urgency;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Makes a provider's senders, one for each urgency. What guards them is configured under {@code
 * resilience4j} by the queue's label ({@code sms-urgent}) or the channel's name ({@code sms}).
 */
@Component
final class SenderFactory {

  private final DeliveryStore store;
  private final Receipts receipts;
  private final SendingProperties properties;
  private final Clock clock;
  private final ExecutorService threads;
  private final BulkheadRegistry windows;
  private final RateLimiterRegistry rates;
  private final CircuitBreakerRegistry breakers;
  private final TimeLimiterRegistry limits;
  private final MeterRegistry meters;

  SenderFactory(
      DeliveryStore store,
      Receipts receipts,
      SendingProperties properties,
      Clock clock,
      ExecutorService handOffThreads,
      BulkheadRegistry windows,
      RateLimiterRegistry rates,
      CircuitBreakerRegistry breakers,
      TimeLimiterRegistry limits,
      MeterRegistry meters) {
    this.store = store;
    this.receipts = receipts;
    this.properties = properties;
    this.clock = clock;
    this.threads = handOffThreads;
    this.windows = windows;
    this.rates = rates;
    this.breakers = breakers;
    this.limits = limits;
    this.meters = meters;
  }

  Stream<Sender> sendersOf(Provider provider) {
    return Stream.of(Urgency.values())
        .map(urgency -> sender(provider, new Queue(provider.channel(), urgency)));
  }

  private Sender sender(Provider provider, Queue queue) {
    String channel = queue.channel().name().toLowerCase(Locale.ROOT);
    Guards guards =
        new Guards(
            windows.bulkhead(queue.label()),
            rates.rateLimiter(queue.label()),
            breakers.circuitBreaker(channel),
            limits.timeLimiter(channel),
            threads,
            meters,
            queue);
    Recorder recorder =
        new Recorder(store, receipts, properties.backoff(), clock, properties.batch());
    return new Sender(queue, provider, guards, store, recorder, properties, clock, threads);
  }
}
