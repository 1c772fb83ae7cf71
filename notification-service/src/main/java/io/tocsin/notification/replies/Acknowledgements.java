package io.tocsin.notification.replies;

import io.tocsin.contracts.NotificationEvent.PageAcknowledgedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.time.Ids;
import io.tocsin.notification.deliveries.DeliveryIds;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Sent;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who has acknowledged which page. The first time counts, by whatever way it came. */
@Component
public class Acknowledgements {

  private final AggregateStore<Acknowledgement> store;
  private final DeliveryStore deliveries;
  private final Clock clock;

  Acknowledgements(AggregateStores stores, DeliveryStore deliveries, Clock clock) {
    this.store =
        stores.open(
            "acknowledgements",
            JacksonStateCodec.of(Acknowledgement.class, state -> Map.of()),
            1,
            List.of());
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param first whether it was this one that counted
   * @param at when the page was acknowledged
   */
  public record Result(boolean first, Instant at) {}

  /** The message that a way of answering came with; empty where it is no page to a person. */
  public Mono<Message> page(String deliveryId) {
    return deliveries
        .loadAll(List.of(deliveryId))
        .mapNotNull(found -> found.getFirst().state())
        .map(Delivery::message)
        .filter(m -> m.about().pageId() != null && m.about().incidentId() != null)
        .filter(m -> m.recipient().kind() == Recipient.Kind.PERSON);
  }

  /** When this page was acknowledged by its recipient; empty while it was not. */
  Mono<Instant> acknowledgedAt(Message page) {
    return store
        .load(id(Objects.requireNonNull(page.about().pageId()), page.recipient().id()))
        .mapNotNull(loaded -> loaded.state())
        .map(Acknowledgement::repliedAt);
  }

  /** The recipient of this page acknowledges it by the channel that brought it. */
  public Mono<Result> byRecipientOf(Message page) {
    return acknowledge(
        Objects.requireNonNull(page.about().incidentId()),
        Objects.requireNonNull(page.about().pageId()),
        page.recipient().id(),
        page.recipient().name(),
        page.channel());
  }

  Mono<Result> acknowledge(
      String incidentId, String pageId, String personId, String personName, Channel channel) {
    String id = id(pageId, personId);
    Instant now = clock.instant();
    Acknowledgement fresh = new Acknowledgement(pageId, incidentId, personId, personName, now);
    return store
        .update(
            id,
            loaded ->
                loaded.exists()
                    ? Change.none(loaded)
                    : new Change<>(
                        loaded, fresh, List.of(told(id, fresh, channel, now)), List.of()))
        .map(loaded -> Objects.requireNonNull(loaded.state()))
        .flatMap(kept ->
            confirm(pageId, personId, channel, now)
                .thenReturn(new Result(kept.repliedAt().equals(now), kept.repliedAt())));
  }

  private static String id(String pageId, String personId) {
    return Ids.derived("acknowledgement", pageId, personId);
  }

  private static Outgoing told(String id, Acknowledgement by, Channel channel, Instant now) {
    return Outgoing.of(
        Topics.NOTIFICATIONS,
        by.incidentId(),
        Ids.derived(id, "acknowledged"),
        now,
        null,
        new PageAcknowledgedV1(
            by.incidentId(),
            by.pageId(),
            by.personId(),
            by.personName(),
            io.tocsin.contracts.Channel.valueOf(channel.name()),
            now));
  }

  private Mono<Void> confirm(String pageId, String personId, Channel channel, Instant now) {
    return deliveries.update(
        DeliveryIds.ofPage(pageId, personId, channel),
        delivery ->
            delivery instanceof Sent sent ? Optional.of(sent.confirm(now)) : Optional.empty());
  }
}
