package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Grading.Grade;
import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import io.tocsin.incident.domain.ResponseRules.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fault that lasts into a critical window weighs more from then on, as one that begins in it does
 * from the first. Nothing falls when the window ends.
 */
final class WindowBegins implements IncidentTimer {

  private record Begin(CriticalWindow window, Instant at) {}

  @Override
  public @Nullable Instant dueAt(Incident incident) {
    return next(incident).map(Begin::at).orElse(null);
  }

  @Override
  public List<IncidentEvent> reach(Incident incident, Instant now) {
    return next(incident)
        .filter(begin -> !begin.at().isAfter(now))
        .<IncidentEvent>map(begin -> {
          Grade grade = grade(incident, rules(incident), begin.window());
          return new IncidentGraded(
              incident.severity(), grade.severity(), Because.rule(grade.reason(), now));
        })
        .stream()
        .toList();
  }

  private static Optional<Begin> next(Incident incident) {
    Windows rules = incident.rules().windows();
    if (rules == null || !incident.open()) {
      return Optional.empty();
    }
    Instant since = gradedAt(incident);
    return rules.windows().stream()
        .filter(w -> grade(incident, rules, w).severity().graverThan(Correlated.lightest(incident)))
        .flatMap(
            w -> w.nextBegin(since, incident.rules().zone()).map(at -> new Begin(w, at)).stream())
        .min(Comparator.comparing(Begin::at));
  }

  /** Every time that it was graded, the window of that time was looked at. */
  private static Instant gradedAt(Incident incident) {
    Response.Assessment assessment = incident.response().assessment();
    Incident.Lowering lowering = incident.lowering();
    List<Instant> graded = new ArrayList<>(incident.response().heldSince().values());
    graded.add(incident.openedAt());
    graded.add(incident.extent().latestReportAt());
    if (assessment != null) {
      graded.add(assessment.at());
    }
    if (lowering != null) {
      graded.add(lowering.at());
    }
    return Collections.max(graded);
  }

  private static Windows rules(Incident incident) {
    return Objects.requireNonNull(incident.rules().windows(), "windows");
  }

  private static Grade grade(Incident incident, Windows rules, CriticalWindow window) {
    Extent extent = incident.extent();
    return rules.grading().grade(extent.reach(rules.bureaux()), extent.degree(), window);
  }
}
