package io.tocsin.roster.organisation;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.organisation.OrganisationController.Result;
import io.tocsin.roster.organisation.OrganisationStore.Applied;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * {@code PUT} and {@code DELETE} of one entry of the set-up, in the document's shape: {@code
 * /api/v1/systems/payment}. The policies that run are the escalation-service's to show, so those of
 * the document stand below it: {@code /api/v1/organisation/escalation-policies/nights}.
 */
@RestController
@RequestMapping({
  "/api/v1/{list:units|systems|posts|people|vendors|schedules}/{id}",
  "/api/v1/organisation/{list:escalation-policies}/{id}"
})
class EntityController {

  private final OrganisationStore store;
  private final CurrentOrganisation current;

  EntityController(OrganisationStore store, CurrentOrganisation current) {
    this.store = store;
    this.current = current;
  }

  @PutMapping
  Mono<ResponseEntity<Result>> put(
      ServerHttpRequest request,
      @PathVariable String list,
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody String json) {
    return Caller.current()
        .doOnNext(Caller::require)
        .flatMap(caller ->
            change(
                new EntityChange(kind(list), id, JsonTree.read(json)),
                dryRun,
                ifMatch,
                Languages.of(request)));
  }

  @DeleteMapping
  Mono<ResponseEntity<Result>> delete(
      ServerHttpRequest request,
      @PathVariable String list,
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return Caller.current()
        .doOnNext(Caller::require)
        .flatMap(caller ->
            change(new EntityChange(kind(list), id, null), dryRun, ifMatch, Languages.of(request)));
  }

  private Mono<ResponseEntity<Result>> change(
      EntityChange change, boolean dryRun, @Nullable String ifMatch, Locale locale) {
    Mono<Applied> applied =
        dryRun
            ? store.tried(before -> with(change, before), ifMatch)
            : store
                .apply(before -> with(change, before), ifMatch)
                .delayUntil(done -> current.refresh());
    return applied.map(done -> {
      boolean created = !done.difference().added().isEmpty() && !dryRun;
      return ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK)
          .eTag(ETags.of(done.revision()))
          .body(Result.of(done, dryRun, locale));
    });
  }

  private static Organisation with(EntityChange change, @Nullable Organisation before) {
    if (before == null) {
      throw Problems.refused(
          new LocalText(
              "应先导入组织设置，但尚未导入", "Expected an organisation to be applied first, but none was"),
          List.of("organisation"));
    }
    return change.appliedTo(before);
  }

  private static EntityKind kind(String list) {
    return Arrays.stream(EntityKind.values())
        .filter(kind -> kind.path().equals(list))
        .findFirst()
        .orElseThrow();
  }
}
