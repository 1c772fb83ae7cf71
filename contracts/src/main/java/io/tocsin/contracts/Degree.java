package io.tocsin.contracts;

/** How much of the system is out of use, the lightest first. */
public enum Degree {
  DEGRADED,
  MAIN_FUNCTION_DOWN,
  FULL_STOP,
  DATA_LOSS
}
