package io.tocsin.escalation.domain;

/**
 * What the escalation needs to know of an incident.
 *
 * @param open whether people are still to be paged for it
 */
public record Incident(
    String id, String system, Scope scope, Severity severity, boolean exercise, boolean open) {}
