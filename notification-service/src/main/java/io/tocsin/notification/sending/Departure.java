package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Delivery.Attempting;

/**
 * A new message that leaves at once: it is stored as being attempted, so that it waits for no queue
 * and for no second write.
 *
 * @param lane where a place is kept for it
 * @param inLine whether that is one in the line, not one in the provider's window yet
 */
record Departure(Attempting attempting, Sender sender, Lane lane, boolean inLine) {

  String id() {
    return attempting.id();
  }

  /** Once it is stored. */
  void leave() {
    sender.leave(this);
  }

  /**
   * In place of {@link #leave}.
   *
   * @param uncertain nobody knows whether it is stored
   */
  void stay(boolean uncertain) {
    sender.stay(this, uncertain);
  }
}
