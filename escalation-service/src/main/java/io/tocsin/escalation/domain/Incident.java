package io.tocsin.escalation.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the escalation needs to know of an incident.
 *
 * @param open whether people are still to be paged for it
 * @param units affected ones, by code
 * @param causePosts codes of the posts that answer for its cause, as far as it is known
 * @param systemOwner the person who owns its system, by id; null where nobody is named
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
    @Nullable String systemOwner) {

  public Incident {
    units = List.copyOf(units);
    causePosts = List.copyOf(causePosts);
  }

  /** Of a system that nobody owns. */
  public Incident(
      String id,
      String system,
      Scope scope,
      Severity severity,
      boolean exercise,
      boolean open,
      List<String> units,
      List<String> causePosts) {
    this(id, system, scope, severity, exercise, open, units, causePosts, null);
  }

  /** Of no unit and no known cause. */
  public Incident(
      String id, String system, Scope scope, Severity severity, boolean exercise, boolean open) {
    this(id, system, scope, severity, exercise, open, List.of(), List.of());
  }
}
