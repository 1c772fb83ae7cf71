package io.tocsin.notification.deliveries;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DeliveryEvent;
import io.tocsin.contracts.DeliveryEvent.DeliveryRequestedV1;
import io.tocsin.contracts.DeliveryState;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.time.Ids;
import io.tocsin.notification.domain.Attempt;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the others are told when a delivery comes one state further. */
final class DeliveryEvents {

  private DeliveryEvents() {}

  /**
   * The events of one step.
   *
   * @param from null for a new delivery
   * @param version the delivery's version after the step; makes the event's id
   * @param cause the id of the record that led to it, if one did
   */
  static List<Outgoing> of(
      @Nullable Delivery from, Delivery to, long version, Instant now, @Nullable String cause) {
    if (to instanceof Queued queued) {
      return Queue.of(queued.message()).travels()
          ? List.of(requested(queued.message(), now, cause))
          : List.of();
    }
    return to instanceof Attempting || !told(from, to)
        ? List.of()
        : changed(to, version, now, cause);
  }

  /** A further failed attempt is news, a further wait for the provider is not. */
  private static boolean told(@Nullable Delivery from, Delivery to) {
    return from == null
        || from.state() != to.state()
        || from.attempts().size() != to.attempts().size();
  }

  private static Outgoing requested(Message message, Instant now, @Nullable String cause) {
    var about = message.about();
    var content = message.content();
    return Outgoing.of(
        Queue.of(message).topic(),
        message.recipient().address(),
        Ids.derived(message.id(), "requested"),
        now,
        cause,
        new DeliveryRequestedV1(
            message.id(),
            Channel.valueOf(message.channel().name()),
            DeliveryEvent.Urgency.valueOf(message.urgency().name()),
            recipient(message.recipient()),
            about.incidentId(),
            about.pageId(),
            about.noticeId(),
            content.subject(),
            content.text(),
            content.html(),
            message.notAfter()));
  }

  private static List<Outgoing> changed(
      Delivery to, long version, Instant now, @Nullable String cause) {
    var about = to.message().about();
    String key = about.incidentId() != null ? about.incidentId() : about.noticeId();
    if (key == null) {
      // An answer to a stranger's SMS is about nothing that anybody else follows.
      return List.of();
    }
    Attempt last = to.attempts().isEmpty() ? null : to.attempts().getLast();
    return List.of(
        Outgoing.of(
            Topics.NOTIFICATIONS,
            key,
            Ids.derived(to.id(), String.valueOf(version), "state-changed"),
            now,
            cause,
            new DeliveryStateChangedV1(
                to.id(),
                about.incidentId(),
                about.pageId(),
                about.noticeId(),
                recipient(to.message().recipient()),
                Channel.valueOf(to.message().channel().name()),
                DeliveryState.valueOf(to.state().name()),
                last == null ? "none" : last.provider(),
                to.attempts().size(),
                detail(to, last))));
  }

  private static @Nullable String detail(Delivery to, @Nullable Attempt last) {
    Words reason = to.reason();
    if (reason != null) {
      return reason.zh() + " / " + reason.en();
    }
    return last == null ? null : last.detail();
  }

  private static DeliveryEvent.Recipient recipient(Recipient recipient) {
    return new DeliveryEvent.Recipient(
        DeliveryEvent.Recipient.Kind.valueOf(recipient.kind().name()),
        recipient.id(),
        recipient.name(),
        recipient.address());
  }
}
