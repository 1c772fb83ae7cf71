package io.tocsin.incident.intake;

import io.tocsin.incident.incidents.IncidentRefusals;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.incident.reports.ReportStore;
import io.tocsin.incident.reports.StoredReport;
import io.tocsin.kit.web.Cursors;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.PageSizes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What the units reported, in their own words, to whoever works on the incident. */
@RestController
class IncidentReportsController {

  private final ReportStore reports;
  private final IncidentStore incidents;

  IncidentReportsController(ReportStore reports, IncidentStore incidents) {
    this.reports = reports;
    this.incidents = incidents;
  }

  @GetMapping("/api/v1/incidents/{id}/reports")
  Mono<PageOf<ReportView>> page(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "200") int limit) {
    int size = PageSizes.checked(limit);
    String list = "reports/" + id;
    String after = cursor == null ? "" : Cursors.read(list, cursor).getFirst();
    return reports
        .of(id, after, size + 1)
        .collectList()
        .flatMap(found ->
            found.isEmpty() && after.isEmpty()
                ? emptyOrAbsent(id)
                : Mono.just(page(list, found, size)));
  }

  /** A merged incident has none of its own any more; one that never was is not found. */
  private Mono<PageOf<ReportView>> emptyOrAbsent(String id) {
    return incidents
        .load(id)
        .map(loaded -> {
          if (!loaded.exists()) {
            throw IncidentRefusals.absent(id);
          }
          return new PageOf<>(List.<ReportView>of(), null);
        });
  }

  private static PageOf<ReportView> page(String list, List<StoredReport> found, int size) {
    List<ReportView> items = found.stream().limit(size).map(ReportView::of).toList();
    return new PageOf<>(
        items, found.size() <= size ? null : Cursors.write(list, items.getLast().id()));
  }
}
