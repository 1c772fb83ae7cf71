package io.tocsin.incident.steps;

import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.PlanRunCommand.FinishStep;
import io.tocsin.incident.domain.plan.PlanRunCommand.SkipStep;
import io.tocsin.incident.domain.plan.PlanRunCommand.StartStep;
import io.tocsin.incident.domain.plan.Standing;
import io.tocsin.incident.incidents.IncidentRefusals;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.incident.response.Acts;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.Languages;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The steps of an incident's plan. Each act answers with all of them as they then are. */
@RestController
@RequestMapping("/api/v1/incidents/{id}/steps")
class StepController {

  private final IncidentStore incidents;
  private final Acts acts;

  StepController(IncidentStore incidents, Acts acts) {
    this.incidents = incidents;
    this.acts = acts;
  }

  @GetMapping
  Mono<ResponseEntity<StepsView>> steps(@PathVariable String id, ServerHttpRequest request) {
    Locale language = Languages.of(request);
    return incidents
        .load(id)
        .map(loaded -> {
          if (!loaded.exists()) {
            throw IncidentRefusals.absent(id);
          }
          return answer(loaded, language);
        });
  }

  @PostMapping("/{step}/start")
  Mono<ResponseEntity<StepsView>> start(
      @PathVariable String id,
      @PathVariable String step,
      @RequestBody(required = false) StepRequests.@Nullable Start body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      ServerHttpRequest request) {
    StepRequests.Start start = body == null ? StepRequests.Start.EMPTY : body;
    return act(
        id,
        ifMatch,
        request,
        by ->
            incident ->
                new StartStep(
                    step,
                    StepRequests.values(incident, start.values(), start.asOf(), by.because()),
                    by.standing(),
                    by.because()));
  }

  @PostMapping("/{step}/done")
  Mono<ResponseEntity<StepsView>> done(
      @PathVariable String id,
      @PathVariable String step,
      @RequestBody StepRequests.Done body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      ServerHttpRequest request) {
    String evidence = StepRequests.words("evidence", body.evidence());
    return act(
        id,
        ifMatch,
        request,
        by ->
            incident ->
                new FinishStep(
                    step,
                    evidence,
                    body.option(),
                    StepRequests.values(incident, body.values(), body.asOf(), by.because()),
                    by.standing(),
                    by.because()));
  }

  @PostMapping("/{step}/skip")
  Mono<ResponseEntity<StepsView>> skip(
      @PathVariable String id,
      @PathVariable String step,
      @RequestBody StepRequests.Skip body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      ServerHttpRequest request) {
    String reason = StepRequests.words("reason", body.reason());
    return act(
        id,
        ifMatch,
        request,
        by -> incident -> new SkipStep(step, reason, body.holds(), by.standing(), by.because()));
  }

  /** Who acts, as what, and when. */
  private record By(Standing standing, Because because) {}

  private Mono<ResponseEntity<StepsView>> act(
      String id,
      @Nullable String ifMatch,
      ServerHttpRequest request,
      Function<By, Function<Incident, IncidentCommand>> command) {
    Locale language = Languages.of(request);
    return Caller.current()
        .map(caller -> caller.require(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER))
        .map(this::by)
        .map(command)
        .flatMap(made -> acts.decide(id, ifMatch, incident -> List.of(made.apply(incident))))
        .map(after -> answer(after, language));
  }

  private By by(Caller caller) {
    return new By(Acts.standing(caller), acts.because(caller, Text.same("")));
  }

  private static ResponseEntity<StepsView> answer(Loaded<Incident> loaded, Locale language) {
    Incident incident = loaded.state();
    if (incident == null) {
      throw IncidentRefusals.absent(loaded.id());
    }
    return ResponseEntity.ok()
        .eTag(ETags.of(loaded.version()))
        .body(StepsView.of(incident, language));
  }
}
