package io.tocsin.escalation.domain;

/** How an escalation stands. */
public enum Phase {
  /** Somebody acknowledged before the incident itself became known here. */
  AWAITED,
  PAGING,
  ACKNOWLEDGED,
  /** Nobody acknowledged; all leaders are paged. */
  EXHAUSTED,
  /** The incident is no longer open. */
  ENDED
}
