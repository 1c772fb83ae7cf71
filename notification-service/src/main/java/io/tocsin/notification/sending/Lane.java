package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Availability;
import io.tocsin.notification.domain.Availability.Available;
import io.tocsin.notification.domain.Availability.Unavailable;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Words;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One provider as one queue sees it, behind guards of its own: a dead one fills only its own. */
record Lane(Provider provider, Guards guards) {

  static final Words BROKEN =
      new Words("服务商连续出错，暂停发送", "The provider failed repeatedly; sending pauses");

  static final Words FULL = new Words("服务商窗口已满", "The provider's window is full");

  String name() {
    return provider.name();
  }

  Availability availability() {
    Words away = unavailable();
    return away == null ? new Available(name()) : new Unavailable(name(), away);
  }

  boolean usable() {
    return unavailable() == null;
  }

  boolean ready(Instant now) {
    return usable() && !guards.resting(now);
  }

  /** Takes a place for one message where there is one right now; {@link #handOff} must follow. */
  boolean enter(Instant now) {
    if (!ready(now) || !guards.enter()) {
      return false;
    }
    if (guards.permitted()) {
      return true;
    }
    guards.leave();
    return false;
  }

  /** Gives back what {@link #enter} took, when nothing is handed over after all. */
  void leave() {
    guards.forgo();
    guards.leave();
  }

  Answer handOff(Message message) {
    return guards.call(provider, message);
  }

  /** How old a message was when the provider had taken it. */
  void age(Duration age, Answer answer) {
    if (answer instanceof Answer.Taken) {
      guards.aged(age);
    }
  }

  private @Nullable Words unavailable() {
    Words away = provider.unavailable();
    return away == null && guards.broken() ? BROKEN : away;
  }
}
