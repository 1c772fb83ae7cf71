package io.tocsin.incident.domain;

import org.jspecify.annotations.Nullable;

/**
 * What happened to the plan that an incident is worked by or to its reports. Open to the packages
 * below, which know the plans.
 */
public non-sealed interface PlanEvent extends IncidentEvent {

  /** The incident with it, but for {@link Incident#seq}, which is counted elsewhere. */
  Incident applyTo(Incident incident);

  /** What it is about on the timeline, such as {@code step.done}. */
  String about();

  /** What it refers to there, such as a step's id; null for the incident itself. */
  @Nullable String reference();
}
