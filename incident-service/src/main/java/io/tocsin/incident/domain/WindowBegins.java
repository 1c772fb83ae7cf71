package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Grading.Grade;
import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import io.tocsin.incident.domain.ResponseRules.Windows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fault that lasts into a critical window weighs more from then on, as one that begins in it does
 * from the first, and one that comes back in it from then. A window that began and ended while the
 * service was restored weighs nothing. Nothing falls when the window ends.
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
    return rules.windows().stream()
        .filter(w -> grade(incident, rules, w).severity().graverThan(Correlated.lightest(incident)))
        .flatMap(w -> begin(incident, w).map(at -> new Begin(w, at)).stream())
        .min(Comparator.comparing(Begin::at));
  }

  private static Optional<Instant> begin(Incident incident, CriticalWindow window) {
    ZoneId zone = incident.rules().zone();
    Instant graded = gradedAt(incident);
    Instant reopened = incident.response().reopenedAt();
    if (reopened == null || !reopened.isAfter(graded)) {
      return window.nextBegin(graded, zone);
    }
    return window.covers(reopened, zone) ? Optional.of(reopened) : window.nextBegin(reopened, zone);
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
