package io.tocsin.notification.domain;

/** Pages are urgent, notices are bulk; neither waits for the other. */
public enum Urgency {
  URGENT,
  BULK
}
