package io.tocsin.contracts;

/** How far one message to one recipient on one channel came. */
public enum DeliveryState {
  QUEUED,
  HANDED_OFF,
  DELIVERED,
  CONFIRMED,
  FAILED_TEMPORARY,
  FAILED_PERMANENT,
  /** Acknowledged or withdrawn before it left. */
  SUPERSEDED,
  EXPIRED,
  /**
   * The connection broke after the hand-off and before the answer: nobody knows, and it says so.
   */
  UNKNOWN;

  /** Whether nobody will have read it and no further attempt follows. */
  public boolean lost() {
    return this == FAILED_PERMANENT || this == EXPIRED || this == UNKNOWN;
  }
}
