package io.tocsin.notification.sending;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.deliveries.Queue;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Urgency;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Makes a channel's senders, one for each urgency. What guards their providers is configured under
 * {@code resilience4j.*.configs} by the provider ({@code smpp:primary-urgent}, {@code
 * smpp:primary}), else by the queue ({@code sms-urgent}) or the channel ({@code sms}).
 */
@Component
final class SenderFactory {

  private final DeliveryStore store;
  private final Receipts receipts;
  private final Waves waves;
  private final HeldAnswers held;
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
      Waves waves,
      HeldAnswers held,
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
    this.waves = waves;
    this.held = held;
    this.properties = properties;
    this.clock = clock;
    this.threads = handOffThreads;
    this.windows = windows;
    this.rates = rates;
    this.breakers = breakers;
    this.limits = limits;
    this.meters = meters;
  }

  /** One sender for each urgency of the channel, over its providers in their order. */
  Stream<Sender> sendersOf(Channel channel, List<Provider> providers) {
    return Stream.of(Urgency.values()).map(u -> sender(new Queue(channel, u), providers));
  }

  private Sender sender(Queue queue, List<Provider> providers) {
    Lanes lanes =
        new Lanes(
            queue.urgency(), providers.stream().map(p -> new Lane(p, guards(queue, p))).toList());
    Recorder recorder =
        new Recorder(store, receipts, held, lanes, properties.backoff(), clock, properties.batch());
    return new Sender(queue, lanes, store, recorder, waves, properties, clock, threads);
  }

  /**
   * A provider's own settings count before those of its queue or channel. The breaker and the time
   * limit are shared by the provider's queues: if it is dead for one, it is for the other.
   */
  private Guards guards(Queue queue, Provider provider) {
    String channel = queue.channel().name().toLowerCase(Locale.ROOT);
    String label = queue.label();
    String name = provider.name();
    String own = name + "-" + queue.urgency().name().toLowerCase(Locale.ROOT);
    return new Guards(
        windows.bulkhead(
            label + "/" + name,
            settings(windows::getConfiguration, own, label).orElseGet(windows::getDefaultConfig)),
        rates.rateLimiter(
            label + "/" + name,
            settings(rates::getConfiguration, own, label).orElseGet(rates::getDefaultConfig)),
        breakers.circuitBreaker(
            name,
            settings(breakers::getConfiguration, name, channel)
                .orElseGet(breakers::getDefaultConfig)),
        limits.timeLimiter(
            name,
            settings(limits::getConfiguration, name, channel).orElseGet(limits::getDefaultConfig)),
        threads,
        new HandOffTimes(meters, queue, name));
  }

  private static <C> Optional<C> settings(
      Function<String, Optional<C>> configured, String own, String shared) {
    return configured.apply(own).or(() -> configured.apply(shared));
  }
}
