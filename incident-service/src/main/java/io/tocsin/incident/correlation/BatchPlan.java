package io.tocsin.incident.correlation;

import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.incident.domain.Correlation;
import io.tocsin.incident.domain.CorrelationPlan;
import io.tocsin.incident.domain.CorrelationPlan.Opening;
import io.tocsin.incident.domain.CorrelationPlan.PlannedIncident;
import io.tocsin.incident.domain.CorrelationPlan.Verdict;
import io.tocsin.incident.domain.Degree;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.Report;
import io.tocsin.incident.domain.SystemProfile;
import io.tocsin.incident.domain.UnitTree;
import io.tocsin.incident.reports.StoredReport;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.time.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a whole batch of one system comes to: real faults first, drills apart from them. */
record BatchPlan(ReportBatch batch, List<CorrelationPlan> plans) {

  static BatchPlan of(
      ReportBatch batch, Collection<Loaded<Incident>> known, SystemProfile profile) {
    List<CorrelationPlan> plans = new ArrayList<>();
    for (boolean exercise : new boolean[] {false, true}) {
      List<Report> fresh =
          batch.fresh().stream()
              .filter(r -> r.exercise() == exercise)
              .map(r -> report(r, profile.units()))
              .toList();
      if (!fresh.isEmpty()) {
        plans.add(
            Correlation.correlate(
                states(known, exercise),
                fresh,
                profile,
                exercise,
                id -> Ids.derived("incident", id)));
      }
    }
    return new BatchPlan(batch, plans);
  }

  /** In the order in which they are to be written: what merges before what it merges into. */
  List<PlannedIncident> incidents() {
    return plans.stream().flatMap(plan -> plan.incidents().stream()).toList();
  }

  Stream<Opening> openings() {
    return incidents().stream().flatMap(i -> Stream.ofNullable(i.opening()));
  }

  /** Ids of the fresh reports that each incident is to count. */
  Map<String, List<String>> counted() {
    return verdicts()
        .collect(
            Collectors.groupingBy(
                Verdict::incidentId, Collectors.mapping(Verdict::reportId, Collectors.toList())));
  }

  /** All reports that are to be kept once the incidents are written. */
  List<StoredReport> reports() {
    Map<String, Verdict> verdicts =
        verdicts().collect(Collectors.toMap(Verdict::reportId, Function.identity()));
    List<StoredReport> reports = new ArrayList<>(batch.leftBehind());
    for (ReportReceivedV1 report : batch.fresh()) {
      Verdict v = verdicts.get(report.reportId());
      if (v == null) {
        throw new IllegalStateException("Expected a verdict on " + report.reportId());
      }
      reports.add(new StoredReport(report, v.endsIn(), v.incidentId(), v.rule().name()));
    }
    return reports;
  }

  private Stream<Verdict> verdicts() {
    return plans.stream().flatMap(plan -> plan.verdicts().stream());
  }

  private static List<Incident> states(Collection<Loaded<Incident>> known, boolean exercise) {
    return known.stream()
        .flatMap(loaded -> Stream.ofNullable(loaded.state()))
        .filter(state -> state.exercise() == exercise)
        .toList();
  }

  private static Report report(ReportReceivedV1 report, UnitTree units) {
    return new Report(
        report.reportId(),
        units.unit(units.bureauOf(report.unit())),
        units.unit(report.unit()),
        report.symptom(),
        Degree.valueOf(report.degree().name()),
        report.centralComponent(),
        report.receivedAt());
  }
}
