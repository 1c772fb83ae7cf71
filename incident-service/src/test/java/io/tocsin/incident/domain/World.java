package io.tocsin.incident.domain;

import io.tocsin.incident.domain.CorrelationPlan.PlannedIncident;
import io.tocsin.incident.domain.CorrelationPlan.Verdict;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.IncidentEvent.IncidentPromoted;
import io.tocsin.incident.domain.LifeStage.Merged;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of one system in memory, treated as the service treats them: handled reports are
 * left out, each plan is decided, siblings follow their promoted incident.
 */
final class World {

  final Map<String, Incident> incidents = new LinkedHashMap<>();
  final Map<String, List<IncidentEvent>> events = new LinkedHashMap<>();
  final Set<String> handled = new HashSet<>();
  private final SystemProfile profile;
  private int numbers;

  World(SystemProfile profile) {
    this.profile = profile;
  }

  /** One batch, and then what follows from it. */
  List<Verdict> receive(Report... batch) {
    return receive(List.of(batch));
  }

  List<Verdict> receive(List<Report> batch) {
    List<Report> unseen = batch.stream().filter(r -> handled.add(r.id())).toList();
    CorrelationPlan plan =
        Correlation.correlate(
            List.copyOf(incidents.values()), unseen, profile, false, id -> "incident of " + id);
    for (PlannedIncident planned : plan.incidents()) {
      String number = planned.opening() == null ? null : "2026-%04d".formatted(++numbers);
      apply(planned.id(), planned.commands(number));
    }
    mergeSiblings();
    return plan.verdicts();
  }

  Decision apply(String id, List<IncidentCommand> commands) {
    Decision decision = IncidentDecider.decideAll(incidents.get(id), commands);
    if (decision instanceof Accepted accepted) {
      incidents.put(id, accepted.incident());
      events.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(accepted.events());
    }
    return decision;
  }

  /** The siblings that promotions named go into their parents, asked twice as after a crash. */
  private void mergeSiblings() {
    for (Incident parent : List.copyOf(incidents.values())) {
      for (String sibling : mergedInto(parent.id())) {
        Incident before = incident(sibling);
        Because because = Because.rule(Text.same("follows"), parent.openedAt());
        for (int twice = 0; twice < 2; twice++) {
          apply(sibling, List.of(new IncidentCommand.MergeInto(parent.id(), because)));
          if (incident(sibling).stage() instanceof Merged merged
              && merged.into().equals(parent.id())) {
            apply(
                parent.id(),
                List.of(
                    new IncidentCommand.TakeOver(
                        sibling, before.extent(), before.standing(), profile, because)));
          }
        }
      }
    }
  }

  private List<String> mergedInto(String parent) {
    return events(parent, IncidentPromoted.class).stream()
        .flatMap(p -> p.merged().stream())
        .toList();
  }

  Incident incident(String id) {
    @Nullable Incident incident = incidents.get(id);
    if (incident == null) {
      throw new AssertionError("Expected " + id + " among " + incidents.keySet());
    }
    return incident;
  }

  List<Incident> open() {
    return incidents.values().stream().filter(Incident::open).toList();
  }

  Incident only() {
    if (open().size() != 1) {
      throw new AssertionError("Expected one open incident, but there are " + open());
    }
    return open().getFirst();
  }

  <E extends IncidentEvent> List<E> events(String id, Class<E> type) {
    return events.getOrDefault(id, List.of()).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
