package io.tocsin.escalation.domain;

/** What a day is by {@link WorkingDays}. */
public enum DayKind {
  /** Monday to Friday, and a weekend day that is worked (调休上班). */
  WORKDAY,
  /** Saturday or Sunday that is neither a holiday nor worked. */
  WEEKEND,
  /** Off whatever its weekday. */
  HOLIDAY
}
