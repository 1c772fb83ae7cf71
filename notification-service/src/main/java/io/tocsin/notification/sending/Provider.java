package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Words;
import org.jspecify.annotations.Nullable;

/** Carries the messages of one channel to the world outside. */
public interface Provider {

  Channel channel();

  /** Such as {@code smpp:primary}: it stands in every attempt. */
  String name();

  /** Whether it can reach this recipient at all, such as a bot that has its own rooms only. */
  default boolean carries(Message message) {
    return true;
  }

  /**
   * Whether it has recipients of its own, such as a bot its room: their messages wait for it alone,
   * and those of others do not wait for it.
   */
  default boolean selective() {
    return false;
  }

  /**
   * Why it cannot take a message now, or null when it can as far as anybody knows. Answers at once.
   */
  default @Nullable Words unavailable() {
    return null;
  }

  /**
   * Hands one message over. Called on a virtual thread of its own and may block until the provider
   * has answered; interrupted when that takes too long.
   *
   * @return what the provider said; never throws for what a provider may do
   */
  Answer handOff(Message message);
}
