package io.tocsin.incident.response;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.Severity;
import io.tocsin.incident.domain.Act;
import io.tocsin.incident.domain.Cause;
import io.tocsin.incident.domain.IncidentCommand;
import io.tocsin.incident.domain.LifeCommand;
import io.tocsin.incident.domain.LifeCommand.ActivateResponse;
import io.tocsin.incident.domain.LifeCommand.AssessIncident;
import io.tocsin.incident.domain.LifeCommand.ConfirmUnits;
import io.tocsin.incident.domain.LifeCommand.RecordTest;
import io.tocsin.incident.domain.TestKind;
import io.tocsin.incident.incidents.IncidentView;
import io.tocsin.incident.incidents.PlanSource;
import io.tocsin.incident.organisation.SystemProfiles;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.web.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The acts that move an incident on, from the assessment to the archive. */
@RestController
@RequestMapping("/api/v1/incidents/{id}")
class LifeController {

  private static final int ITEMS = 50;

  private final Acts acts;
  private final SystemProfiles profiles;
  private final PlanSource plans;

  LifeController(Acts acts, SystemProfiles profiles, PlanSource plans) {
    this.acts = acts;
    this.profiles = profiles;
    this.plans = plans;
  }

  @PostMapping("/assess")
  Mono<ResponseEntity<IncidentView>> assess(
      @PathVariable String id,
      @RequestBody Mono<Assess> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(Caller.current(), body)
        .flatMap(both -> {
          Assess assess = both.getT2();
          Act act = acts.act(both.getT1(), Words.optional("reason", assess.reason()));
          return acts.carryOut(
              id,
              ifMatch,
              incident ->
                  List.of(
                      new AssessIncident(
                          assess.cause(),
                          io.tocsin.incident.domain.Degree.valueOf(assess.degree().name()),
                          assess.scope() == null
                              ? null
                              : io.tocsin.incident.domain.Scope.valueOf(assess.scope().name()),
                          assess.severity() == null
                              ? null
                              : io.tocsin.incident.domain.Severity.valueOf(
                                  assess.severity().name()),
                          profiles.current().profile(incident.system()),
                          act)));
        });
  }

  @PostMapping("/activate")
  Mono<ResponseEntity<IncidentView>> activate(
      @PathVariable String id,
      @RequestBody(required = false) Mono<Activate> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(Caller.current(), body.defaultIfEmpty(new Activate(null, null)))
        .flatMap(both -> {
          String plan = Words.optional("plan", both.getT2().plan());
          Act act = acts.act(both.getT1(), Words.optional("reason", both.getT2().reason()));
          if (plan == null) {
            return acts.carryOut(id, ifMatch, _ -> List.of(new ActivateResponse(null, act)));
          }
          return plan.equals(PlanSource.MATCHING)
              ? acts.incident(id)
                  .flatMap(plans::matching)
                  .flatMap(fitting -> activateBy(id, ifMatch, fitting, act))
              : activateBy(id, ifMatch, plan, act);
        });
  }

  private Mono<ResponseEntity<IncidentView>> activateBy(
      String id, @Nullable String ifMatch, String plan, Act act) {
    return acts.incident(id)
        .flatMap(incident -> plans.activation(incident, plan, act))
        .flatMap(snapshot -> {
          List<IncidentCommand> commands = new ArrayList<>();
          commands.add(new ActivateResponse(plan, act));
          commands.addAll(snapshot);
          return acts.carryOut(id, ifMatch, _ -> commands);
        });
  }

  @PostMapping("/repair")
  Mono<ResponseEntity<IncidentView>> repair(
      @PathVariable String id,
      @RequestBody Mono<Repair> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(Caller.current(), body)
        .flatMap(both -> {
          String summary = Words.required("summary", both.getT2().summary());
          Act act = acts.act(both.getT1(), null);
          return acts.carryOut(
              id, ifMatch, _ -> List.of(new LifeCommand.ReportRepair(summary, act)));
        });
  }

  @PostMapping("/recovery-test")
  Mono<ResponseEntity<IncidentView>> recoveryTest(
      @PathVariable String id,
      @RequestBody Mono<Test> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(Caller.current(), body)
        .flatMap(both -> {
          Test test = both.getT2();
          List<String> items = test.items() == null ? List.of() : test.items();
          if (items.size() > ITEMS) {
            throw Words.refused(
                "items",
                "应不多于 %d 项，但收到 %d 项".formatted(ITEMS, items.size()),
                "Expected at most %d items, but got %d".formatted(ITEMS, items.size()));
          }
          List<String> checked = items.stream().map(i -> Words.required("items", i)).toList();
          Act act = acts.act(both.getT1(), null);
          return acts.carryOut(
              id, ifMatch, _ -> List.of(new RecordTest(test.kind(), test.passed(), checked, act)));
        });
  }

  @PostMapping("/approve")
  Mono<ResponseEntity<IncidentView>> approve(
      @PathVariable String id,
      @RequestBody(required = false) Mono<Reason> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return reasoned(id, body, ifMatch, LifeCommand.ApproveRestoration::new);
  }

  @PostMapping("/reject")
  Mono<ResponseEntity<IncidentView>> reject(
      @PathVariable String id,
      @RequestBody(required = false) Mono<Reason> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return reasoned(id, body, ifMatch, LifeCommand.RejectRestoration::new);
  }

  @PostMapping("/end")
  Mono<ResponseEntity<IncidentView>> end(
      @PathVariable String id,
      @RequestBody(required = false) Mono<Reason> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return reasoned(
        id,
        body,
        ifMatch,
        act -> new LifeCommand.EndResponse(profiles.current().workingDays(), act));
  }

  @PostMapping("/close")
  Mono<ResponseEntity<IncidentView>> close(
      @PathVariable String id,
      @RequestBody(required = false) Mono<Reason> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return reasoned(id, body, ifMatch, LifeCommand.CloseIncident::new);
  }

  @PostMapping("/reopen")
  Mono<ResponseEntity<IncidentView>> reopen(
      @PathVariable String id,
      @RequestBody(required = false) Mono<Reason> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return reasoned(id, body, ifMatch, LifeCommand.ReopenIncident::new);
  }

  @PostMapping("/evaluate")
  Mono<ResponseEntity<IncidentView>> evaluate(
      @PathVariable String id,
      @RequestBody Mono<Evaluation> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(Caller.current(), body)
        .flatMap(both -> {
          Act act = acts.act(both.getT1(), Words.required("text", both.getT2().text()));
          return acts.carryOut(id, ifMatch, _ -> List.of(new LifeCommand.EvaluateDrill(act)));
        });
  }

  /** Of a unit by its liaison, or of any unit by who has called it. */
  @PostMapping("/unit-confirmations")
  Mono<ResponseEntity<IncidentView>> confirm(
      @PathVariable String id,
      @RequestBody Mono<Confirmation> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(Caller.current(), body)
        .flatMap(both -> {
          Confirmation confirmation = both.getT2();
          SystemProfiles.Revision organisation = profiles.current();
          for (String unit : confirmation.units()) {
            if (!organisation.hasUnit(unit)) {
              throw Words.refused(
                  "units",
                  "应为已登记的单位代码，但收到 " + unit,
                  "Expected the code of a known unit, but got " + unit);
            }
            mayConfirm(both.getT1(), unit, organisation);
          }
          List<String> bureaux =
              confirmation.units().stream().map(organisation.units()::bureauOf).distinct().toList();
          Act act = acts.act(both.getT1(), Words.optional("how", confirmation.how()));
          return acts.carryOut(id, ifMatch, _ -> List.of(new ConfirmUnits(bureaux, act)));
        });
  }

  private static void mayConfirm(Caller caller, String unit, SystemProfiles.Revision organisation) {
    if (caller.roles().stream()
        .anyMatch(List.of(Role.ADMIN, Role.LEADER, Role.DUTY_LEAD, Role.RESPONDER)::contains)) {
      return;
    }
    if (caller.units().stream().noneMatch(own -> organisation.units().within(unit, own))) {
      throw Problems.forbidden(
          new LocalText(
              "应为该单位的联络员或值班负责人，但您可代表的单位为 " + caller.units(),
              "Expected the liaison of "
                  + unit
                  + " or the duty lead, but your units are "
                  + caller.units()));
    }
  }

  private Mono<ResponseEntity<IncidentView>> reasoned(
      String id,
      Mono<Reason> body,
      @Nullable String ifMatch,
      Function<Act, IncidentCommand> command) {
    return Mono.zip(Caller.current(), body.defaultIfEmpty(new Reason(null)))
        .flatMap(both -> {
          Act act = acts.act(both.getT1(), Words.optional("reason", both.getT2().reason()));
          return acts.carryOut(id, ifMatch, _ -> List.of(command.apply(act)));
        });
  }

  /**
   * @param scope null to leave it; GLOBAL widens it, REGIONAL narrows it with a reason
   * @param severity null for what the matrix gives
   * @param reason required when the severity is lowered
   */
  record Assess(
      Cause cause,
      Degree degree,
      @Nullable Scope scope,
      @Nullable Severity severity,
      @Nullable String reason) {}

  /**
   * @param plan id of the contingency plan; null for none, and then a reason
   */
  record Activate(@Nullable String plan, @Nullable String reason) {}

  record Repair(String summary) {}

  /**
   * @param items what was tested
   */
  record Test(TestKind kind, boolean passed, @Nullable List<String> items) {}

  record Reason(@Nullable String reason) {}

  /**
   * @param text what the drill showed
   */
  record Evaluation(String text) {}

  /**
   * @param units codes of the units for which the system works again
   * @param how such as by phone, with whom
   */
  record Confirmation(List<String> units, @Nullable String how) {}
}
