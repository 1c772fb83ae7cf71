package io.tocsin.escalation.domain;

/** Who of a post's shift is meant. */
public enum Role {
  PRIMARY,
  SUBSTITUTE
}
