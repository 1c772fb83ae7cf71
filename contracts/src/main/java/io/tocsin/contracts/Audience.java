package io.tocsin.contracts;

/** Whom a notice is for. */
public enum Audience {
  ALL_UNITS,
  AFFECTED_UNITS,
  TEAM,
  VENDORS,
  /** The units that are listed. */
  UNITS
}
