package io.tocsin.incident.correlation;

import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.LifeStage;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.incident.reports.StoredReport;
import io.tocsin.kit.store.Loaded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A batch sorted by what is known of each report already.
 *
 * @param fresh nobody has counted them yet
 * @param leftBehind counted, but a crash came before they were kept
 */
record ReportBatch(List<ReportReceivedV1> fresh, List<StoredReport> leftBehind) {

  /** The ids of all of them. */
  Set<String> ids() {
    return Stream.concat(
            fresh.stream().map(ReportReceivedV1::reportId),
            leftBehind.stream().map(left -> left.report().reportId()))
        .collect(Collectors.toSet());
  }

  /**
   * @param batch may bring a report twice
   * @param kept ids that the store of reports has
   */
  static ReportBatch sort(
      List<ReportReceivedV1> batch, Set<String> kept, Collection<Loaded<Incident>> incidents) {
    Map<String, ReportReceivedV1> distinct = new LinkedHashMap<>();
    batch.forEach(r -> distinct.putIfAbsent(r.reportId(), r));
    List<ReportReceivedV1> fresh = new ArrayList<>();
    List<StoredReport> leftBehind = new ArrayList<>();
    for (ReportReceivedV1 report : distinct.values()) {
      if (kept.contains(report.reportId())) {
        continue;
      }
      Loaded<Incident> counting = counting(report.reportId(), incidents);
      if (counting == null) {
        fresh.add(report);
      } else {
        leftBehind.add(new StoredReport(report, standsIn(counting, incidents), counting.id(), ""));
      }
    }
    return new ReportBatch(fresh, leftBehind);
  }

  private static @Nullable Loaded<Incident> counting(
      String reportId, Collection<Loaded<Incident>> incidents) {
    return incidents.stream()
        .filter(i -> IncidentStore.hasCounted(i, reportId))
        .findFirst()
        .orElse(null);
  }

  /** The last one that it went into, as far as they are known. */
  private static String standsIn(
      Loaded<Incident> counting, Collection<Loaded<Incident>> incidents) {
    Map<String, String> into = new HashMap<>();
    for (Loaded<Incident> loaded : incidents) {
      if (loaded.state() != null && loaded.state().stage() instanceof LifeStage.Merged merged) {
        into.put(loaded.id(), merged.into());
      }
    }
    String at = counting.id();
    String next = into.remove(at);
    while (next != null) {
      at = next;
      next = into.remove(at);
    }
    return at;
  }
}
