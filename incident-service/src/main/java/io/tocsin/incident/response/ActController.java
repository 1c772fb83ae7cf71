package io.tocsin.incident.response;

import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.Severity;
import io.tocsin.incident.domain.Act;
import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand;
import io.tocsin.incident.domain.IncidentCommand.AcknowledgeIncident;
import io.tocsin.incident.domain.IncidentCommand.DeclareFalseAlarm;
import io.tocsin.incident.domain.IncidentCommand.MergeInto;
import io.tocsin.incident.domain.IncidentCommand.NoteResponse;
import io.tocsin.incident.domain.LifeCommand;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.incidents.IncidentView;
import io.tocsin.incident.organisation.SystemProfiles;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.Problems;
import java.util.List;
import java.util.Objects;
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

/** Acts that do not move an incident on: who is on it, what it belongs to, how grave it is. */
@RestController
@RequestMapping("/api/v1/incidents/{id}")
class ActController {

  private final Acts acts;
  private final SystemProfiles profiles;

  ActController(Acts acts, SystemProfiles profiles) {
    this.acts = acts;
    this.profiles = profiles;
  }

  @PostMapping("/acknowledge")
  Mono<ResponseEntity<IncidentView>> acknowledge(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return caller(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER)
        .flatMap(by -> {
          Text words = new Text(by.name() + "已确认接手。", by.name() + " acknowledged the incident.");
          return one(id, ifMatch, new AcknowledgeIncident(null, null, acts.because(by, words)));
        });
  }

  @PostMapping("/comment")
  Mono<ResponseEntity<IncidentView>> comment(
      @PathVariable String id,
      @RequestBody Mono<Comment> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(caller(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER), body)
        .flatMap(both -> {
          Text words = Text.same(Words.required("text", both.getT2().text()));
          return one(
              id, ifMatch, new NoteResponse("comment", null, acts.because(both.getT1(), words)));
        });
  }

  @PostMapping("/false-alarm")
  Mono<ResponseEntity<IncidentView>> falseAlarm(
      @PathVariable String id,
      @RequestBody Mono<Reason> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(caller(Role.DUTY_LEAD, Role.LEADER), body)
        .flatMap(both -> {
          Text words = Text.same(Words.required("reason", both.getT2().reason()));
          return one(id, ifMatch, new DeclareFalseAlarm(acts.because(both.getT1(), words)));
        });
  }

  @PostMapping("/merge")
  Mono<ResponseEntity<IncidentView>> merge(
      @PathVariable String id,
      @RequestBody Mono<Merge> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(caller(Role.DUTY_LEAD, Role.LEADER), body)
        .flatMap(both -> {
          Merge merge = both.getT2();
          String reason = Words.required("reason", merge.reason());
          Because because = acts.because(both.getT1(), Text.same(reason));
          return Mono.zip(acts.incident(id), parent(merge.into()))
              .flatMap(found -> {
                requireOfOneKind(found.getT1(), found.getT2());
                return one(id, ifMatch, new MergeInto(found.getT2().id(), because));
              });
        });
  }

  @PostMapping("/unmerge")
  Mono<ResponseEntity<IncidentView>> unmerge(
      @PathVariable String id,
      @RequestBody Mono<Reason> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(caller(Role.DUTY_LEAD, Role.LEADER), body)
        .flatMap(both -> {
          String reason = Words.required("reason", both.getT2().reason());
          return one(id, ifMatch, new LifeCommand.UndoMerge(acts.act(both.getT1(), reason)));
        });
  }

  @PostMapping("/grade")
  Mono<ResponseEntity<IncidentView>> grade(
      @PathVariable String id,
      @RequestBody Mono<Grade> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(Caller.current(), body)
        .flatMap(both -> {
          Grade grade = both.getT2();
          Act act = acts.act(both.getT1(), Words.optional("reason", grade.reason()));
          return one(
              id,
              ifMatch,
              new LifeCommand.SetSeverity(
                  io.tocsin.incident.domain.Severity.valueOf(grade.severity().name()), act));
        });
  }

  @PostMapping("/hand-over")
  Mono<ResponseEntity<IncidentView>> handOver(
      @PathVariable String id,
      @RequestBody Mono<HandOver> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(Caller.current(), body)
        .flatMap(both -> {
          String to = both.getT2().to();
          String name = profiles.current().personName(to);
          if (name == null) {
            throw Words.refused(
                "to", "应为已登记的人员，但收到 " + to, "Expected the id of a known person, but got " + to);
          }
          Act act = acts.act(both.getT1(), Words.optional("reason", both.getT2().reason()));
          return one(id, ifMatch, new LifeCommand.HandOverCommand(new Actor(to, name), act));
        });
  }

  /**
   * @param text what everybody is to read, up to 4,000 characters
   */
  record Comment(String text) {}

  /**
   * @param reason up to 4,000 characters
   */
  record Reason(String reason) {}

  /**
   * @param into id of the incident that takes it over
   */
  record Merge(String into, String reason) {}

  /**
   * @param reason required when the severity is lowered
   */
  record Grade(Severity severity, @Nullable String reason) {}

  /**
   * @param to id of the person who leads the response from now on
   */
  record HandOver(String to, @Nullable String reason) {}

  private Mono<Incident> parent(String into) {
    return acts.incident(into)
        .onErrorMap(
            ProblemException.class,
            _ ->
                Words.refused(
                    "into",
                    "应为已有事件的编号，但没有 " + into,
                    "Expected the id of an incident, but there is no " + into));
  }

  private static void requireOfOneKind(Incident incident, Incident parent) {
    if (!parent.id().equals(incident.id())
        && parent.open()
        && Objects.equals(parent.system(), incident.system())
        && parent.exercise() == incident.exercise()) {
      return;
    }
    throw Problems.refused(
        new LocalText(
            "应为同一系统的另一个未结事件（真实故障与演练不能合并），但%s不是。".formatted(parent.number()),
            "Expected another open incident of the same system, drills apart, but %s is none."
                .formatted(parent.number())),
        List.of("open incident of the same system"));
  }

  private static Mono<Caller> caller(Role... anyOf) {
    return Caller.current().map(caller -> caller.require(anyOf));
  }

  private Mono<ResponseEntity<IncidentView>> one(
      String id, @Nullable String ifMatch, IncidentCommand command) {
    return acts.carryOut(id, ifMatch, _ -> List.of(command));
  }
}
