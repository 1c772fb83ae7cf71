package io.tocsin.notification.notices;

import io.tocsin.contracts.Channel;
import io.tocsin.kit.security.Caller;
import io.tocsin.notification.confirmations.Confirmation;
import io.tocsin.notification.confirmations.Confirmations;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A unit that was telephoned has confirmed the notice like one that pressed the button. */
@Component
public final class PhoneConfirmations {

  private final NoticeStore store;
  private final Confirmations confirmations;

  PhoneConfirmations(NoticeStore store, Confirmations confirmations) {
    this.store = store;
    this.confirmations = confirmations;
  }

  /**
   * Notes it down where the delivery, which tells it itself, brought a notice to a unit; anything
   * else changes nothing.
   *
   * @param caller who telephoned
   * @param who who answered
   * @param at when they did
   */
  public Mono<Void> add(Delivery delivery, Caller caller, String who, Instant at) {
    Message message = delivery.message();
    String notice = message.about().noticeId();
    if (notice == null || message.recipient().kind() != Recipient.Kind.UNIT) {
      return Mono.empty();
    }
    return store
        .find(notice)
        .flatMap(found ->
            confirmations.note(
                new Confirmation(
                    found.id(),
                    found.incidentId(),
                    message.recipient().id(),
                    found.revision().number(),
                    caller.id(),
                    who,
                    Channel.VOICE,
                    at)))
        .then();
  }
}
