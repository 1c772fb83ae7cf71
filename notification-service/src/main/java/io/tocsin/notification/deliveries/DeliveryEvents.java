package io.tocsin.notification.deliveries;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DeliveryEvent;
import io.tocsin.contracts.DeliveryEvent.DeliveryRequestedV1;
import io.tocsin.contracts.DeliveryState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NotificationEvent.CallDueV1;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.contracts.NotificationEvent.NoticeConfirmedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.time.Ids;
import io.tocsin.notification.domain.Attempt;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Confirmed;
import io.tocsin.notification.domain.Delivery.Delivered;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Delivery.Stuck;
import io.tocsin.notification.domain.FollowUp;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      return from == null && Queue.of(queued.message()).travels()
          ? List.of(requested(queued.message(), now, cause))
          : List.of();
    }
    if (to instanceof Attempting) {
      return List.of();
    }
    List<Outgoing> events = new ArrayList<>(callDue(from, to, version, now));
    if (!told(from, to)) {
      return events;
    }
    events.addAll(changed(to, version, now, cause));
    if (to instanceof Confirmed confirmed) {
      confirmedByUnit(confirmed, version, now).ifPresent(events::add);
    }
    return events;
  }

  private static List<Outgoing> callDue(
      @Nullable Delivery from, Delivery to, long version, Instant now) {
    FollowUp.Taken taken = to instanceof Stuck stuck ? stuck.followUp() : null;
    boolean before = from instanceof Stuck stuck && stuck.callDue();
    String key = key(to);
    if (taken == null || !taken.callDue() || before || key == null) {
      return List.of();
    }
    var about = to.message().about();
    return List.of(
        Outgoing.of(
            Topics.NOTIFICATIONS,
            key,
            Ids.derived(to.id(), String.valueOf(version), "call-due"),
            now,
            null,
            new CallDueV1(
                to.id(),
                about.incidentId(),
                about.pageId(),
                about.noticeId(),
                recipient(to.message().recipient()),
                Channel.valueOf(to.message().channel().name()),
                new LocalText(taken.why().zh(), taken.why().en()))));
  }

  /** A unit that said so on the telephone has confirmed the notice, not only this message of it. */
  private static Optional<Outgoing> confirmedByUnit(Confirmed to, long version, Instant now) {
    var about = to.message().about();
    String notice = about.noticeId();
    String by = to.by();
    if (notice == null || by == null || to.message().recipient().kind() != Recipient.Kind.UNIT) {
      return Optional.empty();
    }
    String caller = to.attempts().getLast().provider();
    return Optional.of(
        Outgoing.of(
            Topics.NOTIFICATIONS,
            about.incidentId() != null ? about.incidentId() : notice,
            Ids.derived(to.id(), String.valueOf(version), "notice-confirmed"),
            now,
            null,
            new NoticeConfirmedV1(
                notice,
                about.incidentId(),
                to.message().recipient().id(),
                caller.substring(caller.indexOf(':') + 1),
                by,
                Channel.VOICE,
                to.at())));
  }

  /** A further failed attempt is news, a further wait for the provider is not. */
  private static boolean told(@Nullable Delivery from, Delivery to) {
    return !smooth(from, to)
        && (from == null
            || from.state() != to.state()
            || from.attempts().size() != to.attempts().size());
  }

  /**
   * One of the thousands of a notice goes its way at the first attempt. Nobody follows each of
   * them; who wants to know how far they are counts them where they lie.
   */
  private static boolean smooth(@Nullable Delivery from, Delivery to) {
    return to.message().urgency() == Urgency.BULK
        && (to instanceof HandedOff || to instanceof Delivered)
        && to.attempts().size() == 1
        && !(from instanceof Stuck);
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
    String key = key(to);
    if (key == null) {
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

  /** Null for an answer to a stranger's SMS: it is about nothing that anybody else follows. */
  private static @Nullable String key(Delivery delivery) {
    var about = delivery.message().about();
    return about.incidentId() != null ? about.incidentId() : about.noticeId();
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
        switch (recipient.kind()) {
          case UNIT -> DeliveryEvent.Recipient.Kind.UNIT;
          // To the others a vendor is somebody who is reached by his own telephone.
          case PERSON, VENDOR -> DeliveryEvent.Recipient.Kind.PERSON;
        },
        recipient.id(),
        recipient.name(),
        recipient.address());
  }
}
