package io.tocsin.notification.domain;

/** Whether a provider can take a message right now. */
public sealed interface Availability {

  /** It can. */
  record Available(String provider) implements Availability {}

  /** It cannot, and asking it would only cost time. */
  record Unavailable(String provider, Words reason) implements Availability {}
}
