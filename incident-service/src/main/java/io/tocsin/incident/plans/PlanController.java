package io.tocsin.incident.plans;

import io.tocsin.contracts.LocalText;
import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Scope;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.ContingencyPlan;
import io.tocsin.incident.domain.plan.PlanCheck;
import io.tocsin.incident.domain.plan.PlanFault;
import io.tocsin.incident.domain.plan.PlanVersion;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.Problems;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The API of contingency plans: JSON, or YAML where it is asked for or sent. */
@RestController
@RequestMapping("/api/v1/plans")
class PlanController {

  private final PlanStore plans;
  private final PlanVocabulary vocabulary;
  private final Clock clock;

  PlanController(PlanStore plans, PlanVocabulary vocabulary, Clock clock) {
    this.plans = plans;
    this.vocabulary = vocabulary;
    this.clock = clock;
  }

  /**
   * @param cause with {@code scope}: only those that fit such a fault, the best first
   */
  @GetMapping
  Mono<PageOf<PlanSummary>> list(
      @RequestParam(required = false) @Nullable String cause,
      @RequestParam(required = false) @Nullable Scope scope) {
    return plans
        .latest()
        .map(all ->
            cause == null || scope == null ? all : ContingencyPlan.fitting(all, cause, scope))
        .map(some -> new PageOf<>(some.stream().map(PlanSummary::of).toList(), null));
  }

  @GetMapping("/{id}")
  Mono<ResponseEntity<Object>> latest(@PathVariable String id, ServerHttpRequest request) {
    return history(id).map(history -> answer(history.latest(), request));
  }

  @GetMapping("/{id}/versions")
  Mono<PageOf<PlanSummary>> versions(@PathVariable String id) {
    return history(id)
        .map(history ->
            new PageOf<>(
                history.versions().reversed().stream().map(PlanSummary::of).toList(), null));
  }

  @GetMapping("/{id}/versions/{number}")
  Mono<ResponseEntity<Object>> version(
      @PathVariable String id, @PathVariable String number, ServerHttpRequest request) {
    return history(id)
        .map(history ->
            history.versions().stream()
                .filter(v -> Integer.toString(v.number()).equals(number))
                .findFirst()
                .map(v -> answer(v, request))
                .orElseThrow(() -> absent(id + "/" + number)));
  }

  @PutMapping("/{id}")
  Mono<ResponseEntity<Object>> save(
      @PathVariable String id,
      @RequestBody Mono<String> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      ServerHttpRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return Mono.zip(Caller.current().map(c -> c.require(Role.ADMIN)), body.defaultIfEmpty(""))
        .flatMap(both -> {
          ContingencyPlan plan = plan(id, both.getT2(), request);
          Actor by = new Actor(both.getT1().id(), both.getT1().name());
          return plans.save(plan, by, now, ifMatch);
        })
        .map(history -> answer(history.latest(), request));
  }

  /** Parsed, of the id that the path names, and fit to be worked on. */
  private ContingencyPlan plan(String id, String body, ServerHttpRequest request) {
    try {
      MediaType type = request.getHeaders().getContentType();
      boolean json = type != null && type.getSubtype().endsWith("json");
      ContingencyPlan plan = PlanReader.read(json ? PlanText.json(body) : PlanText.yaml(body));
      if (!plan.id().equals(id)) {
        throw new PlanRefusal(
            List.of(
                new PlanFault(
                    "id",
                    new Text(
                        "应与路径相同，为 " + id + "，但收到 " + plan.id(),
                        "Expected the id of the path, " + id + ", but got " + plan.id()))));
      }
      List<PlanFault> faults = PlanCheck.faults(plan, vocabulary.posts(), vocabulary.causes());
      if (!faults.isEmpty()) {
        throw new PlanRefusal(faults);
      }
      return plan;
    } catch (PlanRefusal refusal) {
      throw refusal.problem();
    }
  }

  private Mono<PlanHistory> history(String id) {
    return plans.history(id).switchIfEmpty(Mono.error(() -> absent(id)));
  }

  private static ResponseEntity<Object> answer(PlanVersion version, ServerHttpRequest request) {
    boolean yaml =
        request.getHeaders().getAccept().stream()
            .findFirst()
            .filter(type -> type.getSubtype().endsWith("yaml"))
            .isPresent();
    ResponseEntity.BodyBuilder ok = ResponseEntity.ok().eTag(ETags.of(version.number()));
    if (yaml) {
      return ok.contentType(MediaType.parseMediaType("application/yaml;charset=UTF-8"))
          .body(PlanDocument.yaml(version));
    }
    return ok.contentType(MediaType.APPLICATION_JSON).body(PlanDocument.json(version));
  }

  private static ProblemException absent(String id) {
    return Problems.notFound(
        new LocalText("应为已有预案，但没有 " + id, "Expected a plan, but there is no " + id));
  }

  /** A version in a list. */
  record PlanSummary(
      String id,
      Map<String, String> name,
      int version,
      List<String> causes,
      List<String> scopes,
      int steps,
      @Nullable Instant savedAt,
      String savedBy) {

    static PlanSummary of(PlanVersion version) {
      ContingencyPlan plan = version.plan();
      return new PlanSummary(
          plan.id(),
          Map.of("zh", plan.name().zh(), "en", plan.name().en()),
          version.number(),
          plan.matches().causes(),
          plan.matches().scopes().stream().map(Enum::name).toList(),
          plan.steps().size(),
          version.savedAt(),
          version.savedBy().name());
    }
  }
}
