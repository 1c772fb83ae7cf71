package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Grading.Grade;
import io.tocsin.incident.domain.IncidentCommand.JoinReports;
import io.tocsin.incident.domain.IncidentCommand.OpenIncident;
import io.tocsin.incident.domain.IncidentCommand.PromoteIncident;
import io.tocsin.incident.domain.IncidentCommand.TakeOver;
import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import io.tocsin.incident.domain.IncidentEvent.IncidentOpened;
import io.tocsin.incident.domain.IncidentEvent.IncidentPromoted;
import io.tocsin.incident.domain.IncidentEvent.ReportsJoined;
import io.tocsin.incident.domain.plan.PlanProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of what correlation decided: the reports themselves, the grade, the notice. */
final class Correlated {

  private Correlated() {}

  static List<IncidentEvent> open(OpenIncident open) {
    Extent extent = Extent.first(open.scope(), open.report());
    Grade grade = grade(extent, open.profile(), open.because().at());
    List<IncidentEvent> events = new ArrayList<>();
    IncidentOpened opened =
        new IncidentOpened(
            open.id(),
            open.number(),
            open.profile().code(),
            open.exercise(),
            open.scope(),
            grade.severity(),
            service(extent, open.profile()),
            open.report(),
            open.profile().kept(),
            open.refersTo(),
            open.because());
    events.add(opened);
    events.add(new IncidentGraded(null, grade.severity(), open.because().reason(grade.reason())));
    FaultNotices.issued(
            IncidentEvolution.evolve(null, opened), open.report(), open.profile(), open.because())
        .map(notice -> notice.issued(open.because()))
        .ifPresent(events::add);
    return events;
  }

  static List<IncidentEvent> join(Incident incident, JoinReports join) {
    return gradedUp(incident, reportsJoined(incident, join), join.profile());
  }

  /** The service is back: what was reported before is counted, but makes nothing worse. */
  static ReportsJoined countedAfterwards(Incident incident, JoinReports join) {
    return onlyCounted(incident, reportsJoined(incident, join));
  }

  /**
   * @param units what counts of the sibling from now on and did not before
   */
  static List<IncidentEvent> absorb(
      Incident incident, TakeOver takeOver, List<AffectedUnit> units) {
    Extent extent = takeOver.extent();
    ReportsJoined joined =
        joined(
            incident,
            units,
            extent.degree(),
            extent.centralComponent(),
            takeOver.sibling(),
            extent.units(),
            takeOver.profile(),
            takeOver.because());
    return incident.open()
        ? gradedUp(incident, joined, takeOver.profile())
        : List.of(onlyCounted(incident, joined));
  }

  private static ReportsJoined onlyCounted(Incident incident, ReportsJoined joined) {
    return new ReportsJoined(
        joined.units(),
        joined.newUnits(),
        joined.degree(),
        joined.centralComponent(),
        incident.serviceState(),
        joined.absorbed(),
        joined.share(),
        joined.because());
  }

  static List<IncidentEvent> promote(Incident incident, PromoteIncident promote) {
    SystemProfile profile = promote.join().profile();
    Because because = promote.because();
    ReportsJoined joined = reportsJoined(incident, promote.join());
    Incident with = IncidentEvolution.evolve(incident, joined);
    Grade grade = grade(with.extent(), profile, because.at());
    Severity severity =
        grade.severity().graverThan(lightest(incident)) ? grade.severity() : incident.severity();
    IncidentPromoted promoted = new IncidentPromoted(promote.siblings(), severity, because);
    List<IncidentEvent> events = new ArrayList<>();
    events.add(joined);
    events.add(promoted);
    events.add(new IncidentGraded(incident.severity(), severity, because.reason(grade.reason())));
    FaultNotices.widened(IncidentEvolution.evolve(with, promoted), profile)
        .map(notice -> notice.issued(because))
        .ifPresent(events::add);
    events.addAll(PlanProgress.promoted(IncidentEvolution.evolve(with, promoted), because));
    return events;
  }

  private static ReportsJoined reportsJoined(Incident incident, JoinReports join) {
    Map<String, AffectedUnit> tally = new LinkedHashMap<>();
    Degree degree = Degree.DEGRADED;
    boolean central = false;
    for (Report report : join.reports()) {
      AffectedUnit one = new AffectedUnit(report.unit().code(), 1, report.receivedAt());
      tally.merge(one.unit(), one, AffectedUnit::plus);
      degree = degree.graverOf(report.degree());
      central |= report.centralComponent();
    }
    return joined(
        incident,
        List.copyOf(tally.values()),
        degree,
        central,
        null,
        List.of(),
        join.profile(),
        join.because());
  }

  private static ReportsJoined joined(
      Incident incident,
      List<AffectedUnit> units,
      Degree degree,
      boolean central,
      @Nullable String absorbed,
      List<AffectedUnit> share,
      SystemProfile profile,
      Because because) {
    Extent extent = incident.extent().plus(units, degree, central);
    return new ReportsJoined(
        units,
        units.stream()
            .map(AffectedUnit::unit)
            .filter(unit -> !incident.extent().has(unit))
            .toList(),
        degree,
        central,
        incident.serviceState().worseOf(service(extent, profile)),
        absorbed,
        share,
        because);
  }

  /** Severity never falls by itself, so a lighter grade than before is not even an event. */
  private static List<IncidentEvent> gradedUp(
      Incident incident, ReportsJoined joined, SystemProfile profile) {
    Because because = joined.because();
    Extent extent = IncidentEvolution.evolve(incident, joined).extent();
    Grade grade = grade(extent, profile, because.at());
    return grade.severity().graverThan(lightest(incident))
        ? List.of(
            joined,
            new IncidentGraded(
                incident.severity(), grade.severity(), because.reason(grade.reason())))
        : List.of(joined);
  }

  /** What a grade must exceed: the leader who lowered a severity knew what it had been. */
  static Severity lightest(Incident incident) {
    Incident.Lowering lowering = incident.lowering();
    return lowering == null ? incident.severity() : lowering.from();
  }

  private static Grade grade(Extent extent, SystemProfile profile, Instant at) {
    return profile
        .grading()
        .grade(
            extent.reach(profile.units().bureaux()), extent.degree(), profile.criticalWindowAt(at));
  }

  private static ServiceState service(Extent extent, SystemProfile profile) {
    return ServiceState.under(extent.reach(profile.units().bureaux()), extent.degree());
  }
}
