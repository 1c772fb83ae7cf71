package io.tocsin.roster.domain;

/** The one in charge of a post's shift, or the stand-in. */
public enum OnCallRole {
  PRIMARY,
  SUBSTITUTE
}
