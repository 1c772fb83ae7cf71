package io.tocsin.contracts;

/** How far a step of the plan being worked is. */
public enum StepState {
  WAITING,
  OPEN,
  STARTED,
  DONE,
  SKIPPED
}
