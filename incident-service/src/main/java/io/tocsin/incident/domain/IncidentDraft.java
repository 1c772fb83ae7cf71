package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.Acknowledgement;
import io.tocsin.incident.domain.Incident.IssuedNotice;
import io.tocsin.incident.domain.Incident.Lowering;
import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of an incident that events change, while one is being applied. */
final class IncidentDraft {

  private final Incident from;
  Extent extent;
  Severity severity;
  LifeStage stage;
  ServiceState serviceState;
  String cause;
  @Nullable String commander;
  List<Acknowledgement> acknowledgements;
  List<IssuedNotice> notices;
  List<String> absorbed;
  @Nullable Lowering lowering;

  IncidentDraft(Incident from) {
    this.from = from;
    extent = from.extent();
    severity = from.severity();
    stage = from.stage();
    serviceState = from.serviceState();
    cause = from.cause();
    commander = from.commander();
    acknowledgements = from.acknowledgements();
    notices = from.notices();
    absorbed = from.absorbed();
    lowering = from.lowering();
  }

  void graded(IncidentGraded graded) {
    if (severity.graverThan(graded.to())) {
      lowering = new Lowering(severity, graded.because().at());
    } else if (graded.to().graverThan(severity)) {
      lowering = null;
    }
    severity = graded.to();
  }

  Incident next() {
    return new Incident(
        from.id(),
        from.number(),
        from.system(),
        from.exercise(),
        from.openedAt(),
        extent,
        severity,
        stage,
        serviceState,
        cause,
        commander,
        acknowledgements,
        notices,
        absorbed,
        from.rules(),
        lowering,
        from.seq() + 1);
  }
}
