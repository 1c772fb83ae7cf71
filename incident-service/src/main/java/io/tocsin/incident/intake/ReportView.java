package io.tocsin.incident.intake;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report as clients read it.
 *
 * @param incidentId the incident that it belongs to, null until it is CORRELATED
 */
record ReportView(
    String id,
    State state,
    @Nullable String incidentId,
    String system,
    String unit,
    String symptom,
    Degree degree,
    @Nullable Instant occurredAt,
    Instant receivedAt,
    boolean centralComponent,
    boolean exercise) {

  /** How far a report is. */
  enum State {
    RECEIVED,
    CORRELATED
  }

  static ReportView of(ReportReceivedV1 report, @Nullable String incidentId) {
    return new ReportView(
        report.reportId(),
        incidentId == null ? State.RECEIVED : State.CORRELATED,
        incidentId,
        report.system(),
        report.unit(),
        report.symptom(),
        report.degree(),
        report.occurredAt(),
        report.receivedAt(),
        report.centralComponent(),
        report.exercise());
  }
}
