package io.tocsin.incident.response;

import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.Standing;
import io.tocsin.incident.incidents.IncidentView;
import io.tocsin.incident.incidents.PlanSource;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The response goes on by another plan, as when a regional fault turned out to be everybody's. */
@RestController
class PlanChangeController {

  private final Acts acts;
  private final PlanSource plans;

  PlanChangeController(Acts acts, PlanSource plans) {
    this.acts = acts;
    this.plans = plans;
  }

  @PostMapping("/api/v1/incidents/{id}/change-plan")
  Mono<ResponseEntity<IncidentView>> change(
      @PathVariable String id,
      @RequestBody Mono<ChangePlan> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(
            Caller.current()
                .map(caller -> caller.require(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER)),
            body)
        .flatMap(both -> {
          Caller caller = both.getT1();
          String reason = Words.required("reason", both.getT2().reason());
          Standing standing = Acts.standing(caller);
          return plan(id, both.getT2())
              .flatMap(
                  plan -> plans.change(plan, reason, standing, acts.because(caller, Text.same(""))))
              .flatMap(command -> acts.carryOut(id, ifMatch, _ -> List.of(command)));
        });
  }

  private Mono<String> plan(String id, ChangePlan change) {
    String named = Words.required("plan", change.plan());
    return named.equals(PlanSource.MATCHING)
        ? acts.incident(id).flatMap(plans::matching)
        : Mono.just(named);
  }

  /**
   * @param plan as at the activation: an id, with a version such as P1/2, or MATCHING
   * @param reason up to 4,000 characters
   */
  record ChangePlan(String plan, String reason) {}
}
