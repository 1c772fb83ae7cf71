package io.tocsin.notification.budget;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Message;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Notices that wait for a number to have room again. */
interface Waiting {

  /**
   * Others for the recipient and address of this one, of its kind: a drill or not; the oldest
   * first.
   */
  Mono<List<Message>> besides(Message message);

  /**
   * Writes down that some of them are about to leave in another message, as every attempt is
   * written down before it is made: should this process die now, nobody sends them again.
   *
   * @return those of which that is written; all others stay out of that message
   */
  Mono<List<Message>> goWith(List<Message> others, Message first, String provider);

  /**
   * What came of it for those that went.
   *
   * @param again when one is due again where nothing left
   */
  Mono<Void> answered(List<Message> along, Answer answer, Function<Message, Instant> again);
}
