package io.tocsin.incident.domain.plan;

/** What somebody who works a plan may decide. */
public enum Standing {
  RESPONDER,
  DUTY_LEAD,
  LEADER;

  /** Whether it is for them to leave out what is mandatory. */
  boolean leads() {
    return this != RESPONDER;
  }
}
