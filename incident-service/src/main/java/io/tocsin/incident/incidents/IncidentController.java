package io.tocsin.incident.incidents;

import io.tocsin.incident.domain.Incident;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.Cursors;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.PageSizes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Incidents to read: one, or a page of them, the newest first. */
@RestController
@RequestMapping("/api/v1/incidents")
class IncidentController {

  private final IncidentStore incidents;

  IncidentController(IncidentStore incidents) {
    this.incidents = incidents;
  }

  @GetMapping
  Mono<PageOf<IncidentView>> list(
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    IncidentFilter filter = IncidentFilter.of(parameters);
    int size = PageSizes.checked(limit);
    String after = cursor == null ? null : Cursors.read(filter.canonical(), cursor).getFirst();
    return incidents
        .find(filter.query(after), size + 1)
        .collectList()
        .map(found -> page(filter, found, size));
  }

  @GetMapping("/{id}")
  Mono<ResponseEntity<IncidentView>> one(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known) {
    return incidents
        .load(id)
        .map(loaded -> {
          if (!loaded.exists()) {
            throw IncidentRefusals.absent(id);
          }
          if (ETags.matches(known, loaded.version())) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                .eTag(ETags.of(loaded.version()))
                .build();
          }
          return ResponseEntity.ok().eTag(ETags.of(loaded.version())).body(IncidentView.of(loaded));
        });
  }

  private static PageOf<IncidentView> page(
      IncidentFilter filter, List<Loaded<Incident>> found, int size) {
    List<IncidentView> items = found.stream().limit(size).map(IncidentView::of).toList();
    Incident last = found.size() > size ? found.get(size - 1).state() : null;
    return new PageOf<>(
        items, last == null ? null : Cursors.write(filter.canonical(), IncidentIndex.order(last)));
  }
}
