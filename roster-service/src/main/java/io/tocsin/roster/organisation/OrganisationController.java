package io.tocsin.roster.organisation;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.organisation.Details.Detail;
import io.tocsin.roster.organisation.OrganisationStore.Applied;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code /api/v1/organisation}: the whole set-up as one document, in and out. */
@RestController
@RequestMapping("/api/v1/organisation")
class OrganisationController {

  private static final String YAML = "application/yaml";
  private static final String TEXT_YAML = "text/yaml";
  private static final String X_YAML = "application/x-yaml";

  private final OrganisationStore store;
  private final CurrentOrganisation current;
  private final DataSize largest;

  OrganisationController(
      OrganisationStore store, CurrentOrganisation current, OrganisationProperties properties) {
    this.store = store;
    this.current = current;
    this.largest = properties.maxSize();
  }

  /**
   * What was applied, or with {@code dryRun} would be; the lists have keys such as {@code
   * unit/yunxi}.
   *
   * @param revision of the set-up that holds after the request
   * @param details each field of the changed entries that is another one
   * @param warnings holes of the escalation policies, and schedules that no page asks for; they
   *     hinder nothing
   */
  record Result(
      long revision,
      boolean dryRun,
      List<String> added,
      List<String> changed,
      List<String> removed,
      List<Detail> details,
      List<WarningView> warnings) {

    static Result of(Applied applied, boolean dryRun, Locale locale) {
      Difference d = applied.difference();
      return new Result(
          applied.revision(),
          dryRun,
          d.added(),
          d.changed(),
          d.removed(),
          applied.details(),
          applied.holes().stream().map(hole -> WarningView.of(hole, locale)).toList());
    }
  }

  /**
   * A hole.
   *
   * @param policy null for what is missing behind all of them, and for a schedule
   * @param level counts from 1; null where no level is meant
   * @param message in the language of the request
   */
  record WarningView(
      PolicyHole.Kind kind, @Nullable String policy, @Nullable Integer level, String message) {

    static WarningView of(PolicyHole hole, Locale locale) {
      return new WarningView(hole.kind(), hole.policy(), hole.level(), hole.message().in(locale));
    }
  }

  @PutMapping(consumes = {YAML, TEXT_YAML, X_YAML, "text/plain"})
  Mono<ResponseEntity<Result>> applyYaml(
      ServerHttpRequest request,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return apply(request, dryRun, ifMatch, OrganisationReader::yaml);
  }

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Result>> applyJson(
      ServerHttpRequest request,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return apply(request, dryRun, ifMatch, OrganisationReader::json);
  }

  private interface Reader {
    Organisation read(String text);
  }

  private Mono<ResponseEntity<Result>> apply(
      ServerHttpRequest request, boolean dryRun, @Nullable String ifMatch, Reader reader) {
    return Caller.current()
        .doOnNext(Caller::require)
        .then(DataBufferUtils.join(request.getBody(), (int) largest.toBytes()))
        .map(OrganisationController::text)
        .defaultIfEmpty("")
        // Thousands of lines take a while to read: not on the thread that serves everybody.
        .publishOn(Schedulers.boundedElastic())
        .map(reader::read)
        .flatMap(wanted ->
            dryRun
                ? store.tried(wanted, ifMatch)
                : store.apply(wanted, ifMatch).delayUntil(applied -> current.refresh()))
        .map(applied -> answer(applied, dryRun, Languages.of(request)));
  }

  private static ResponseEntity<Result> answer(Applied applied, boolean dryRun, Locale locale) {
    return ResponseEntity.ok()
        .eTag(ETags.of(applied.revision()))
        .body(Result.of(applied, dryRun, locale));
  }

  private static String text(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Problems.badRequest(
          new LocalText("应为 UTF-8 文本，但无法解码", "Expected UTF-8, but the text is none"), List.of());
    }
  }

  @GetMapping(produces = {YAML, TEXT_YAML, X_YAML})
  Mono<ResponseEntity<String>> yaml(
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch) {
    return exported(ifNoneMatch)
        .map(state ->
            ResponseEntity.ok()
                .eTag(ETags.of(state.revision()))
                .contentType(MediaType.parseMediaType(YAML + ";charset=UTF-8"))
                .body(OrganisationExport.yaml(state.organisation())))
        .switchIfEmpty(notModified());
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Map<String, Object>>> json(
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch) {
    return exported(ifNoneMatch)
        .map(state ->
            ResponseEntity.ok()
                .eTag(ETags.of(state.revision()))
                .body(OrganisationExport.tree(state.organisation())))
        .switchIfEmpty(notModified());
  }

  /** The contact points of everybody stand in it. Empty when the caller has it already. */
  private Mono<OrganisationState> exported(@Nullable String ifNoneMatch) {
    return Caller.current()
        .doOnNext(caller -> caller.require(io.tocsin.kit.security.Role.AUDITOR))
        .then(current.current())
        .switchIfEmpty(
            Mono.error(() ->
                Problems.notFound(
                    new LocalText(
                        "应有组织设置，但尚未导入", "Expected an organisation, but none was applied yet"))))
        .filter(state -> !ETags.matches(ifNoneMatch, state.revision()));
  }

  private static <T> Mono<ResponseEntity<T>> notModified() {
    return Mono.fromSupplier(() -> ResponseEntity.status(304).build());
  }
}
