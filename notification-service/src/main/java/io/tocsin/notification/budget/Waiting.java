package io.tocsin.notification.budget;

import io.tocsin.notification.domain.Message;
import java.util.List;
import reactor.core.publisher.Mono;

/** Notices that wait for a number to have room again. */
interface Waiting {

  /**
   * Others for the recipient and address of this one, of its kind: a drill or not; the oldest
   * first.
   */
  Mono<List<Message>> besides(Message message);

  /** One of them went out in the message of another. */
  Mono<Void> wentWith(Message other, Message first);
}
