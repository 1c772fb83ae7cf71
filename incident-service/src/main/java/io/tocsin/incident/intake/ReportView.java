package io.tocsin.incident.intake;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.incident.reports.StoredReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report as clients read it.
 *
 * @param incidentId the incident that it belongs to, null until it is CORRELATED
 * @param description what the reporter wrote besides, in several lines maybe
 * @param withdrawnAt when its sender took it back
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
    @Nullable String description,
    boolean centralComponent,
    boolean exercise,
    @Nullable Instant withdrawnAt) {

  /** How far a report is. */
  enum State {
    RECEIVED,
    CORRELATED,
    WITHDRAWN
  }

  static ReportView of(StoredReport stored) {
    return of(new ReportIntake.Found(stored.report(), stored.incidentId(), stored.withdrawnAt()));
  }

  static ReportView of(ReportIntake.Found found) {
    ReportReceivedV1 report = found.report();
    return new ReportView(
        report.reportId(),
        found.withdrawnAt() != null
            ? State.WITHDRAWN
            : found.incidentId() == null ? State.RECEIVED : State.CORRELATED,
        found.incidentId(),
        report.system(),
        report.unit(),
        report.symptom(),
        report.degree(),
        report.occurredAt(),
        report.receivedAt(),
        report.description(),
        report.centralComponent(),
        report.exercise(),
        found.withdrawnAt());
  }
}
