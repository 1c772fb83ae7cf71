package io.tocsin.notification.sending;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.tocsin.contracts.DeliveryEvent.DeliveryRequestedV1;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.Event;
import io.tocsin.contracts.MalformedRecordException;
import io.tocsin.kit.kafka.KeyedListeners;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.deliveries.Queue;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Urgency;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The senders, and one binding for each of their queues. */
@Configuration(proxyBeanMethods = false)
class SendingConfiguration {

  @Bean(destroyMethod = "shutdown")
  ExecutorService handOffThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("hand-off-", 0).factory());
  }

  @Bean
  Senders senders(
      List<Provider> providers,
      DeliveryStore store,
      Receipts receipts,
      SendingProperties properties,
      Clock clock,
      ExecutorService handOffThreads,
      BulkheadRegistry windows,
      RateLimiterRegistry rates,
      CircuitBreakerRegistry breakers,
      TimeLimiterRegistry limits) {
    Stream<Sender> senders =
        providers.stream()
            .flatMap(provider ->
                Stream.of(Urgency.values())
                    .map(urgency -> {
                      Queue queue = new Queue(provider.channel(), urgency);
                      String channel = queue.channel().name().toLowerCase(Locale.ROOT);
                      Guards guards =
                          new Guards(
                              windows.bulkhead(queue.label()),
                              rates.rateLimiter(queue.label()),
                              breakers.circuitBreaker(channel),
                              limits.timeLimiter(channel),
                              handOffThreads);
                      Recorder recorder =
                          new Recorder(
                              store, receipts, properties.backoff(), clock, properties.batch());
                      return new Sender(
                          queue,
                          provider,
                          guards,
                          store,
                          recorder,
                          properties,
                          clock,
                          handOffThreads);
                    }));
    return new Senders(senders.toList(), receipts, properties);
  }

  @Bean
  Consumer<Message<List<byte[]>>> smsUrgent(KeyedListeners listeners, Senders senders) {
    return listen(listeners, senders, new Queue(Channel.SMS, Urgency.URGENT));
  }

  @Bean
  Consumer<Message<List<byte[]>>> smsBulk(KeyedListeners listeners, Senders senders) {
    return listen(listeners, senders, new Queue(Channel.SMS, Urgency.BULK));
  }

  @Bean
  Consumer<Message<List<byte[]>>> emailUrgent(KeyedListeners listeners, Senders senders) {
    return listen(listeners, senders, new Queue(Channel.EMAIL, Urgency.URGENT));
  }

  @Bean
  Consumer<Message<List<byte[]>>> emailBulk(KeyedListeners listeners, Senders senders) {
    return listen(listeners, senders, new Queue(Channel.EMAIL, Urgency.BULK));
  }

  private static Consumer<Message<List<byte[]>>> listen(
      KeyedListeners listeners, Senders senders, Queue queue) {
    Sender sender = senders.of(queue);
    return listeners.listen(
        queue.topic(),
        (address, records) ->
            sender.accept(
                records.stream()
                    .map(Envelope::data)
                    .map(SendingConfiguration::deliveryId)
                    .toList()));
  }

  private static String deliveryId(Event event) {
    if (event instanceof DeliveryRequestedV1 requested) {
      return requested.deliveryId();
    }
    throw new MalformedRecordException("Expected delivery.requested.v1, but got " + event);
  }
}
