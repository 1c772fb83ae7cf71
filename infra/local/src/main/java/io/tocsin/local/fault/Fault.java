package io.tocsin.local.fault;

/** What a provider may do instead of taking a message. */
public enum Fault {
  /** Refuses for good. */
  REJECT,
  /** Refuses for now: too much, try later. */
  THROTTLE,
  /** Takes the message and never answers. */
  SILENCE,
  /** Takes the message and breaks the connection before the answer. */
  DROP
}
