package io.tocsin.escalation.domain;

import java.util.List;

/**
 * What the escalation needs to know of an incident.
 *
 * @param open whether people are still to be paged for it
 * @param units affected ones, by code
 * @param causePosts codes of the posts that answer for its cause, as far as it is known
 * @param ordinal counts the incidents: whose turn it is where people take turns; 0 or more
 */
public record Incident(
    String id,
    String system,
    Scope scope,
    Severity severity,
    boolean exercise,
    boolean open,
    List<String> units,
    List<String> causePosts,
    long ordinal) {

  public Incident {
    units = List.copyOf(units);
    causePosts = List.copyOf(causePosts);
    if (ordinal < 0) {
      throw new IllegalArgumentException("Expected an ordinal of 0 or more, but got " + ordinal);
    }
  }

  /** Of no unit and no known cause. */
  public Incident(
      String id, String system, Scope scope, Severity severity, boolean exercise, boolean open) {
    this(id, system, scope, severity, exercise, open, List.of(), List.of(), 0);
  }
}
