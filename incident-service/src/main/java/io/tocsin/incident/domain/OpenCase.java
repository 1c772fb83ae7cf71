package io.tocsin.incident.domain;

import io.tocsin.incident.domain.CorrelationPlan.Opening;
import io.tocsin.incident.domain.CorrelationPlan.PlannedIncident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An open incident while a batch is being correlated: what the rules look at, and the plan. */
final class OpenCase {

  /** A report that joins, and why. */
  record Joining(Report report, CorrelationRule rule, Text why) {}

  final String id;
  private final @Nullable String number;
  private final Set<String> units;
  private final @Nullable Opening opening;

  /** Somebody may work on it already: then it stays apart from one that becomes GLOBAL. */
  final boolean mergeable;

  Scope scope;
  Instant latest;

  /** Since when it is back in service and watched; null while it is at fault. */
  private @Nullable Instant restoredAt;

  @Nullable String mergedInto;

  private final List<Joining> joining = new ArrayList<>();
  private final List<IncidentCommand> commands = new ArrayList<>();

  private OpenCase(
      String id,
      @Nullable String number,
      Set<String> units,
      @Nullable Opening opening,
      Scope scope,
      Instant latest,
      boolean mergeable) {
    this.id = id;
    this.number = number;
    this.units = new LinkedHashSet<>(units);
    this.opening = opening;
    this.scope = scope;
    this.latest = latest;
    this.mergeable = mergeable;
  }

  static OpenCase of(Incident incident) {
    Set<String> units =
        incident.extent().units().stream()
            .map(AffectedUnit::unit)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    OpenCase known =
        new OpenCase(
            incident.id(),
            incident.number(),
            units,
            null,
            incident.extent().scope(),
            incident.extent().latestReportAt(),
            incident.mergeable());
    known.restoredAt =
        incident.stage() instanceof LifeStage.Restored restored ? restored.at() : null;
    return known;
  }

  static OpenCase opening(String id, Opening opening) {
    Report report = opening.report();
    return new OpenCase(
        id,
        null,
        Set.of(report.unit().code()),
        opening,
        opening.scope(),
        report.receivedAt(),
        true);
  }

  boolean open() {
    return mergedInto == null;
  }

  boolean restored() {
    return restoredAt != null;
  }

  /** Whether a report says that the fault is back: one that was received since. */
  boolean recursWith(Report report) {
    return restoredAt != null && !precedesRestoration(report);
  }

  /** Whether a report was received while the fault lasted, and only read after it. */
  boolean precedesRestoration(Report report) {
    return restoredAt != null && report.receivedAt().isBefore(restoredAt);
  }

  int unitCount() {
    return units.size();
  }

  /** In the order they first reported. */
  Set<String> units() {
    return units;
  }

  boolean has(Report report) {
    return units.contains(report.unit().code());
  }

  boolean within(Duration window, Instant at) {
    return !at.isAfter(latest.plus(window));
  }

  void join(Report report, CorrelationRule rule, Text why) {
    joining.add(new Joining(report, rule, why));
    if (recursWith(report)) {
      restoredAt = null;
    }
    units.add(report.unit().code());
    if (latest.isBefore(report.receivedAt())) {
      latest = report.receivedAt();
    }
  }

  void promote(Report by, List<OpenCase> siblings, Text why, SystemProfile profile) {
    scope = Scope.GLOBAL;
    commands.add(
        new IncidentCommand.PromoteIncident(
            joined(profile),
            siblings.stream().map(s -> s.id).toList(),
            Because.rule(why, by.receivedAt())));
  }

  void suggestMerge(OpenCase with, Report report, Text why) {
    commands.add(new IncidentCommand.SuggestMerge(with.id, Because.rule(why, report.receivedAt())));
  }

  boolean changed() {
    return opening != null || !commands.isEmpty() || !joining.isEmpty();
  }

  PlannedIncident planned(SystemProfile profile) {
    if (!joining.isEmpty()) {
      commands.add(joined(profile));
    }
    return new PlannedIncident(id, opening, commands);
  }

  /** How a sentence names it; one that is just being opened has no number yet. */
  Text label() {
    return number == null
        ? new Text("刚立案的事件", "the incident just opened")
        : new Text("事件" + number, "incident " + number);
  }

  /** One command for all that joined since the last one. */
  private IncidentCommand.JoinReports joined(SystemProfile profile) {
    Because because =
        Because.rule(CorrelationWording.summary(joining), joining.getLast().report().receivedAt());
    List<Report> reports = joining.stream().map(Joining::report).toList();
    joining.clear();
    return new IncidentCommand.JoinReports(reports, profile, because);
  }
}
