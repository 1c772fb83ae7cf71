package io.tocsin.kit.security;

/** What a caller may be to the platform. */
public enum Role {
  REPORTER,
  RESPONDER,
  DUTY_LEAD,
  LEADER,
  ADMIN,
  AUDITOR
}
