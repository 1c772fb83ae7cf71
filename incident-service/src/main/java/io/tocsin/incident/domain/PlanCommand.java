package io.tocsin.incident.domain;

/**
 * What may be asked of the plan that an incident is worked by and of its reports. Open to the
 * packages below, which know the plans; such a command decides itself.
 */
public non-sealed interface PlanCommand extends IncidentCommand {

  /** Pure, and accepted without events when it was carried out already. */
  Decision decide(Incident incident);
}
