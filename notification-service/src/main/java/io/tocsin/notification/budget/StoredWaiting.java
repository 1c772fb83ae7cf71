package io.tocsin.notification.budget;

import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.FailedTemporarily;
import io.tocsin.notification.domain.Delivery.Unanswered;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.sending.SendingProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** As the store has them. */
@Component
final class StoredWaiting implements Waiting {

  private static final Logger LOG = LoggerFactory.getLogger(StoredWaiting.class);

  private final DeliveryStore store;
  private final SendingProperties properties;
  private final Clock clock;

  StoredWaiting(DeliveryStore store, SendingProperties properties, Clock clock) {
    this.store = store;
    this.properties = properties;
    this.clock = clock;
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
  public Mono<List<Message>> goWith(List<Message> others, Message first, String provider) {
    return Flux.fromIterable(others)
        .concatMap(other -> goesWith(other, first, provider))
        .collectList();
  }

  /** Empty where it was taken on by somebody else meanwhile, or is needed no more. */
  private Mono<Message> goesWith(Message other, Message first, String provider) {
    AtomicBoolean goes = new AtomicBoolean();
    return store
        .update(
            other.id(),
            delivery -> {
              goes.set(delivery instanceof FailedTemporarily);
              return delivery instanceof FailedTemporarily waiting
                  ? Optional.of(goWith(waiting, first, provider))
                  : Optional.empty();
            })
        .then(Mono.defer(() -> goes.get() ? Mono.just(other) : Mono.empty()))
        // Written or not, it is told as UNKNOWN in the end rather than sent twice.
        .onErrorResume(e -> {
          LOG.warn("{} does not go with {}: {}", other.id(), first.id(), e.toString());
          return Mono.empty();
        });
  }

  private Attempting goWith(FailedTemporarily waiting, Message first, String provider) {
    Instant now = clock.instant();
    return waiting.goWith(first.id(), provider, now, now.plus(properties.answerWithin()));
  }

  @Override
  public Mono<Void> answered(List<Message> along, Answer answer, Function<Message, Instant> again) {
    return Flux.fromIterable(along)
        .concatMap(one ->
            store.update(
                one.id(),
                delivery ->
                    delivery instanceof Unanswered open && open.carrier() != null
                        ? Optional.of(answer.appliedAlong(open, clock.instant(), again.apply(one)))
                        : Optional.empty()))
        .then();
  }
}
