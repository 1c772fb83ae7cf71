package io.tocsin.incident.reports;

import io.tocsin.contracts.ReportEvent.ReportReceivedV1;

/**
 * A report and where it belongs.
 *
 * @param incidentId the incident that counts it now
 * @param countedFirst the incident that counted it before a merge; the same without one. A merge
 *     that is undone needs it
 * @param rule the rule of correlation that placed it, empty where a crash left only the result
 */
public record StoredReport(
    ReportReceivedV1 report, String incidentId, String countedFirst, String rule) {}
