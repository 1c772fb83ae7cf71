package io.tocsin.roster.domain;

/** What a day is by the calendar of holidays. */
public enum DayKind {
  /** Monday to Friday, and a make-up day (调休上班). */
  WORKDAY,
  /** Saturday or Sunday that is neither a holiday nor worked. */
  WEEKEND,
  /** A statutory holiday, the days off around it included. */
  HOLIDAY
}
