package io.tocsin.contracts;

/** Who of a post's shift is meant: the one in charge or the stand-in. */
public enum DutyRole {
  PRIMARY,
  SUBSTITUTE
}
