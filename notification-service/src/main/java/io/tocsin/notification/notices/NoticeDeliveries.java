package io.tocsin.notification.notices;

import io.tocsin.kit.store.Loaded;
import io.tocsin.notification.deliveries.DeliveryIds;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Lost;
import io.tocsin.notification.domain.Needless;
import io.tocsin.notification.domain.Recipient;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What was made of a notice for its recipients, where it is needed no more. */
@Component
final class NoticeDeliveries {

  private static final int AT_ONCE = 32;

  private final DeliveryStore deliveries;

  NoticeDeliveries(DeliveryStore deliveries) {
    this.deliveries = deliveries;
  }

  /** Completes when nothing of the notice goes out any more, nor is anybody called about it. */
  Mono<Void> stop(String noticeId, Needless needless) {
    return deliveries
        .openOfNotice(noticeId)
        .filter(found -> stoppable(found, needless))
        .flatMap(found -> deliveries.update(found.id(), needless::stopped).thenReturn(1), AT_ONCE)
        .count()
        .flatMap(n -> n == 0 ? Mono.empty() : Mono.defer(() -> stop(noticeId, needless)))
        .then();
  }

  /** Looking again for what stays as it is would never end. */
  private static boolean stoppable(Loaded<Delivery> found, Needless needless) {
    return needless.stopped(Objects.requireNonNull(found.state())).isPresent();
  }

  /** Nobody telephones a unit, nor looks for another way to it, once it has confirmed. */
  Mono<Void> confirmed(Notice notice, String unit, Instant at) {
    if (notice.sent().isEmpty()) {
      return Mono.empty();
    }
    Needless needless = new Needless(SettledNotices.CONFIRMED, at);
    List<String> ids =
        Arrays.stream(Channel.values())
            .map(channel -> DeliveryIds.ofNotice(notice.id(), Recipient.Kind.UNIT, unit, channel))
            .toList();
    return deliveries
        .loadAll(ids)
        .flatMapIterable(found -> found)
        .filter(found -> found.state() instanceof Lost)
        .concatMap(found ->
            deliveries.update(
                found.id(),
                delivery ->
                    delivery instanceof Lost ? needless.stopped(delivery) : Optional.empty()))
        .then();
  }
}
