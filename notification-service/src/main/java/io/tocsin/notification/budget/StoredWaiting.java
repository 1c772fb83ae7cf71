package io.tocsin.notification.budget;

import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.FailedTemporarily;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Words;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** As the store has them. */
@Component
final class StoredWaiting implements Waiting {

  private final DeliveryStore store;

  StoredWaiting(DeliveryStore store) {
    this.store = store;
  }

  @Override
  public Mono<List<Message>> besides(Message message) {
    return store
        .waitingBulkOf(message.recipient().id(), message.channel())
        .mapNotNull(loaded -> loaded.state())
        .filter(FailedTemporarily.class::isInstance)
        .map(Delivery::message)
        .filter(other -> !other.id().equals(message.id()))
        .filter(other -> other.recipient().address().equals(message.recipient().address()))
        .filter(other -> other.content().exercise() == message.content().exercise())
        .collectList();
  }

  @Override
  public Mono<Void> wentWith(Message other, Message first) {
    Words reason =
        new Words(
            "号码额度不足,已与消息 " + first.id() + " 合并发出",
            "The number's budget was short: went out together with " + first.id());
    return store.update(
        other.id(),
        delivery ->
            delivery instanceof FailedTemporarily waiting
                ? Optional.of(waiting.goWith(first.id(), reason))
                : Optional.empty());
  }
}
