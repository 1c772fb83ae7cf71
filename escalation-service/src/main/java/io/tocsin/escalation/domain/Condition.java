package io.tocsin.escalation.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a policy fits. An empty list and a null leave that question open. */
public record Condition(
    List<String> systems,
    List<Scope> scopes,
    List<Severity> severities,
    @Nullable Boolean exercise) {

  public Condition {
    systems = List.copyOf(systems);
    scopes = List.copyOf(scopes);
    severities = List.copyOf(severities);
  }

  boolean fits(Incident incident) {
    return openOrHas(systems, incident.system())
        && openOrHas(scopes, incident.scope())
        && openOrHas(severities, incident.severity())
        && (exercise == null || exercise == incident.exercise());
  }

  private static <T> boolean openOrHas(List<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }
}
