package io.tocsin.notification.calltasks;

import io.tocsin.notification.domain.Attempt;
import io.tocsin.notification.domain.Attempt.Outcome;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Stuck;
import io.tocsin.notification.domain.FollowUp;
import io.tocsin.notification.domain.FollowUp.Contact;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A telephone call that is due, or was made.
 *
 * @param deliveryId where the result is posted: {@code /deliveries/{deliveryId}/call-result}
 * @param phones the numbers of the recipient, the preferred one first
 * @param say what has to be said
 * @param reason why a call is due; null once it helped
 * @param calls those made so far
 */
record CallTaskView(
    String deliveryId,
    State state,
    @Nullable String incidentId,
    @Nullable String noticeId,
    @Nullable String pageId,
    Recipient recipient,
    List<String> phones,
    String say,
    boolean exercise,
    @Nullable Words reason,
    @Nullable Instant dueSince,
    List<Attempt> calls) {

  /** Whether it still has to be made. */
  enum State {
    OPEN,
    DONE
  }

  static CallTaskView of(Delivery delivery, List<Contact> contacts) {
    Message message = delivery.message();
    FollowUp.Taken taken = delivery instanceof Stuck stuck ? stuck.followUp() : null;
    return new CallTaskView(
        delivery.id(),
        delivery instanceof Stuck stuck && stuck.callDue() ? State.OPEN : State.DONE,
        message.about().incidentId(),
        message.about().noticeId(),
        message.about().pageId(),
        message.recipient(),
        contacts.stream()
            .filter(c -> c.channel() == Channel.SMS || c.channel() == Channel.VOICE)
            .map(Contact::address)
            .distinct()
            .toList(),
        message.shown(message.content().on(Channel.VOICE).text()),
        message.content().exercise(),
        taken == null ? null : taken.why(),
        taken == null ? null : taken.at(),
        delivery.attempts().stream()
            .filter(a -> a.outcome() == Outcome.CONFIRMED || a.outcome() == Outcome.NOT_REACHED)
            .toList());
  }
}
