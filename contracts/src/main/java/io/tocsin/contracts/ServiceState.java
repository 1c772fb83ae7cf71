package io.tocsin.contracts;

/** What the users of the system have of it, apart from how far the response is. */
public enum ServiceState {
  NORMAL,
  DEGRADED,
  SUSPENDED
}
