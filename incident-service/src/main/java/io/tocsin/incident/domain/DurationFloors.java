package io.tocsin.incident.domain;

import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The severity that comes with the time a fault lasts. It only rises. One that comes back lasts on
 * from where it was: a service that worked over a weekend was not at fault over a weekend.
 */
final class DurationFloors implements IncidentTimer {

  @Override
  public @Nullable Instant dueAt(Incident incident) {
    return ahead(incident)
        .map(floor -> incident.lastedFor(floor.after()))
        .min(Instant::compareTo)
        .orElse(null);
  }

  @Override
  public List<IncidentEvent> reach(Incident incident, Instant now) {
    return ahead(incident)
        .filter(floor -> !incident.lastedFor(floor.after()).isAfter(now))
        .min(Comparator.comparing(DurationFloor::severity))
        .<IncidentEvent>map(floor ->
            new IncidentGraded(
                incident.severity(), floor.severity(), Because.rule(reason(floor), now)))
        .stream()
        .toList();
  }

  /** Floors that would raise it, but for those that had come before the leader lowered it. */
  private static Stream<DurationFloor> ahead(Incident incident) {
    if (!incident.open()) {
      return Stream.empty();
    }
    Incident.Lowering lowering = incident.lowering();
    return incident.rules().floors().stream()
        .filter(floor -> floor.scope() == incident.extent().scope())
        .filter(floor -> floor.severity().graverThan(incident.severity()))
        .filter(
            floor -> lowering == null || incident.lastedFor(floor.after()).isAfter(lowering.at()));
  }

  private static Text reason(DurationFloor floor) {
    Text scope = floor.scope().label();
    Text lasted = Wording.duration(floor.after());
    return new Text(
        "%s故障已持续%s，不低于%s级。".formatted(scope.zh(), lasted.zh(), floor.severity().numeral()),
        "A %s fault that lasts %s weighs at least %s."
            .formatted(scope.en(), lasted.en(), floor.severity().numeral()));
  }
}
