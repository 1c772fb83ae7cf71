package io.tocsin.incident.reports;

import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report and where it belongs.
 *
 * @param incidentId the incident that counts it now
 * @param countedFirst the incident that counted it before a merge; the same without one. A merge
 *     that is undone needs it
 * @param withdrawnAt when its sender took it back, null while it stands
 * @param rule the rule of correlation that placed it, empty where a crash left only the result
 */
public record StoredReport(
    ReportReceivedV1 report,
    String incidentId,
    String countedFirst,
    String rule,
    @Nullable Instant withdrawnAt) {

  /** Nobody took it back yet. */
  public StoredReport(
      ReportReceivedV1 report, String incidentId, String countedFirst, String rule) {
    this(report, incidentId, countedFirst, rule, null);
  }
}
