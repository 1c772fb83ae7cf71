package io.tocsin.incident.timeline;

import io.tocsin.incident.incidents.IncidentRefusals;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.kit.web.Cursors;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.PageSizes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** An incident's timeline to read, in its order. */
@RestController
class TimelineController {

  private final TimelineStore timeline;
  private final IncidentStore incidents;

  TimelineController(TimelineStore timeline, IncidentStore incidents) {
    this.timeline = timeline;
    this.incidents = incidents;
  }

  @GetMapping("/api/v1/incidents/{id}/timeline")
  Mono<PageOf<TimelineItem>> page(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "200") int limit,
      ServerHttpRequest request) {
    int size = PageSizes.checked(limit);
    String list = "timeline/" + id;
    long after = cursor == null ? 0 : Long.parseLong(Cursors.read(list, cursor).getFirst());
    return timeline
        .after(id, after, size + 1, Languages.of(request))
        .collectList()
        .flatMap(found ->
            found.isEmpty() && after == 0 ? emptyOrAbsent(id) : Mono.just(page(list, found, size)));
  }

  /** An incident of this moment has no items yet; one that never was is not found. */
  private Mono<PageOf<TimelineItem>> emptyOrAbsent(String id) {
    return incidents
        .load(id)
        .map(loaded -> {
          if (!loaded.exists()) {
            throw IncidentRefusals.absent(id);
          }
          return new PageOf<>(List.<TimelineItem>of(), null);
        });
  }

  private static PageOf<TimelineItem> page(String list, List<TimelineItem> found, int size) {
    if (found.size() <= size) {
      return new PageOf<>(found, null);
    }
    List<TimelineItem> items = found.subList(0, size);
    return new PageOf<>(items, Cursors.write(list, Long.toString(items.getLast().seq())));
  }
}
