package io.tocsin.escalation.domain;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a policy fits. An empty list and a null leave that question open.
 *
 * @param units fits when one of these is affected
 * @param times fits when it is chosen within one of these
 */
public record Condition(
    List<String> systems,
    List<Scope> scopes,
    List<Severity> severities,
    @Nullable Boolean exercise,
    List<String> units,
    List<TimeWindow> times) {

  public Condition {
    systems = List.copyOf(systems);
    scopes = List.copyOf(scopes);
    severities = List.copyOf(severities);
    // A policy that an earlier build stored with a run has neither.
    units = List.copyOf(Objects.requireNonNullElse(units, List.of()));
    times = List.copyOf(Objects.requireNonNullElse(times, List.of()));
  }

  /** Of an incident of any unit, at any time. */
  public Condition(
      List<String> systems,
      List<Scope> scopes,
      List<Severity> severities,
      @Nullable Boolean exercise) {
    this(systems, scopes, severities, exercise, List.of(), List.of());
  }

  /**
   * Whether it fits.
   *
   * @param local the time by the organisation's clock
   * @param days what each day is by its calendar
   */
  public boolean fits(Incident incident, LocalDateTime local, WorkingDays days) {
    return sometimesFits(incident)
        && (times.isEmpty() || times.stream().anyMatch(t -> t.contains(local, days)));
  }

  /** Whether one of its times ever comes. */
  boolean comes(WorkingDays days) {
    return times.isEmpty() || times.stream().anyMatch(t -> t.comes(days));
  }

  /** Whether it fits at some time at least. */
  boolean sometimesFits(Incident incident) {
    return openOrHas(systems, incident.system())
        && fitsKind(incident.exercise(), incident.scope(), incident.severity())
        && (units.isEmpty() || incident.units().stream().anyMatch(units::contains));
  }

  /** Whether it fits incidents of this kind, of some system and unit at least. */
  boolean fitsKind(boolean drill, Scope scope, Severity severity) {
    return openOrHas(scopes, scope)
        && openOrHas(severities, severity)
        && (exercise == null || exercise == drill);
  }

  private static <T> boolean openOrHas(List<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }
}
