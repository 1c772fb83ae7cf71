package io.tocsin.notification.deliveries;

import io.tocsin.notification.domain.Attempt;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Stuck;
import io.tocsin.notification.domain.FollowUp;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it is read.
 *
 * @param text without what acknowledges the page: who reads it here is not the recipient
 * @param why why the recipient gets it
 * @param reason why it stands where it stands, null where the state says it all
 * @param followUp what was done because it did not reach the recipient; null where nothing had to
 *     be done, or was not yet
 */
public record DeliveryView(
    String id,
    @Nullable String incidentId,
    @Nullable String pageId,
    @Nullable String noticeId,
    Recipient recipient,
    String channel,
    String urgency,
    String state,
    List<Attempt> attempts,
    @Nullable String subject,
    String text,
    boolean exercise,
    Words why,
    @Nullable Words reason,
    FollowUp.@Nullable Taken followUp,
    Instant createdAt,
    Instant notAfter) {

  public static DeliveryView of(Delivery delivery) {
    Message message = delivery.message();
    String subject = message.content().subject();
    return new DeliveryView(
        message.id(),
        message.about().incidentId(),
        message.about().pageId(),
        message.about().noticeId(),
        message.recipient(),
        message.channel().name(),
        message.urgency().name(),
        delivery.state().name(),
        delivery.attempts(),
        subject == null ? null : message.shown(subject),
        message.shown(message.content().text()),
        message.content().exercise(),
        message.why(),
        delivery.reason(),
        delivery instanceof Stuck stuck ? stuck.followUp() : null,
        message.createdAt(),
        message.notAfter());
  }
}
