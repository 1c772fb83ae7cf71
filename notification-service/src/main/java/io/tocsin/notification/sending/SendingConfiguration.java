package io.tocsin.notification.sending;

import io.tocsin.contracts.DeliveryEvent.DeliveryRequestedV1;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.Event;
import io.tocsin.contracts.MalformedRecordException;
import io.tocsin.kit.kafka.KeyedListeners;
import io.tocsin.notification.deliveries.Queue;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Urgency;
import java.time.Clock;
import java.util.List;
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

  /** Where providers may block: a thread for each message that is being handed over. */
  @Bean(destroyMethod = "shutdown")
  ExecutorService handOffThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("hand-off-", 0).factory());
  }

  @Bean
  Senders senders(
      Providers providers,
      SenderFactory factory,
      Receipts receipts,
      CatchingUp catchingUp,
      SendingProperties properties,
      Clock clock) {
    return new Senders(
        providers.byChannel().entrySet().stream()
            .flatMap(entry -> factory.sendersOf(entry.getKey(), entry.getValue()))
            .toList(),
        receipts,
        catchingUp,
        properties,
        clock);
  }

  @Bean
  GivingWay givingWay(Senders senders, Clock clock) {
    return new GivingWay(senders::pagesGoOut, clock);
  }

  @Bean
  Providers providers(
      List<Provider> single, List<ProviderGroup> groups, SendingProperties properties) {
    Stream<Provider> grouped = groups.stream().flatMap(group -> group.providers().stream());
    return new Providers(Stream.concat(single.stream(), grouped).toList(), properties.order());
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
            sender.acceptIds(
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
