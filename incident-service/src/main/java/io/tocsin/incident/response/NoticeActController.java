package io.tocsin.incident.response;

import io.tocsin.incident.domain.Act;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand;
import io.tocsin.incident.domain.LifeCommand;
import io.tocsin.incident.domain.LifeCommand.NoticeTerms;
import io.tocsin.incident.domain.Limit;
import io.tocsin.incident.domain.SystemProfile;
import io.tocsin.incident.incidents.IncidentView;
import io.tocsin.incident.organisation.SystemProfiles;
import io.tocsin.kit.security.Caller;
import java.time.Instant;
import java.util.List;
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

/** The acts that tell units and the superior: each notice fills itself from the incident. */
@RestController
@RequestMapping("/api/v1/incidents/{id}")
class NoticeActController {

  private final Acts acts;
  private final SystemProfiles profiles;

  NoticeActController(Acts acts, SystemProfiles profiles) {
    this.acts = acts;
    this.profiles = profiles;
  }

  @PostMapping("/suspend")
  Mono<ResponseEntity<IncidentView>> suspend(
      @PathVariable String id,
      @RequestBody(required = false) Mono<Terms> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return noticed(id, body, ifMatch, LifeCommand.SuspendService::new);
  }

  @PostMapping("/progress")
  Mono<ResponseEntity<IncidentView>> progress(
      @PathVariable String id,
      @RequestBody(required = false) Mono<Terms> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return noticed(id, body, ifMatch, LifeCommand.IssueProgress::new);
  }

  @PostMapping("/restore")
  Mono<ResponseEntity<IncidentView>> restore(
      @PathVariable String id,
      @RequestBody(required = false) Mono<Terms> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return noticed(id, body, ifMatch, LifeCommand.RestoreService::new);
  }

  @PostMapping("/notices/{notice}/approve")
  Mono<ResponseEntity<IncidentView>> approve(
      @PathVariable String id,
      @PathVariable String notice,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Caller.current()
        .flatMap(by -> {
          Act act = acts.act(by, null);
          return acts.carryOut(
              id, ifMatch, _ -> List.of(new LifeCommand.ApproveNotice(notice, act)));
        });
  }

  @PostMapping("/superior-reports")
  Mono<ResponseEntity<IncidentView>> superior(
      @PathVariable String id,
      @RequestBody Mono<SuperiorReport> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(Caller.current(), body)
        .flatMap(both -> {
          SuperiorReport report = both.getT2();
          Act act = acts.act(both.getT1(), Words.optional("note", report.note()));
          Limit means =
              switch (report.means()) {
                case PHONE -> Limit.SUPERIOR_PHONE;
                case WRITING -> Limit.SUPERIOR_WRITING;
              };
          return acts.carryOut(
              id, ifMatch, _ -> List.of(new LifeCommand.RecordSuperiorReport(means, act)));
        });
  }

  /** How the superior was told. */
  enum Means {
    PHONE,
    WRITING
  }

  /**
   * @param note to whom, and what was said
   */
  record SuperiorReport(Means means, @Nullable String note) {}

  /**
   * What a person adds to a notice. All may be left out.
   *
   * @param nextUpdateAt when units hear the next time; else the interval of the severity
   * @param dataCutOff entries before it are to be checked; else since the fault began
   * @param backEntryBy until when the backlog is to be keyed in
   */
  record Terms(
      @Nullable String reason,
      @Nullable Instant expectedRestoration,
      @Nullable Instant nextUpdateAt,
      @Nullable String instruction,
      @Nullable String workaround,
      @Nullable String contact,
      @Nullable Instant dataCutOff,
      @Nullable Instant backEntryBy) {

    static final Terms NONE = new Terms(null, null, null, null, null, null, null, null);

    NoticeTerms checked() {
      return new NoticeTerms(
          expectedRestoration,
          nextUpdateAt,
          Words.optional("instruction", instruction),
          Words.optional("workaround", workaround),
          Words.optional("contact", contact),
          dataCutOff,
          backEntryBy);
    }
  }

  /** An act that comes with a notice. */
  private interface Noticed {
    IncidentCommand command(NoticeTerms terms, SystemProfile profile, Act act);
  }

  private Mono<ResponseEntity<IncidentView>> noticed(
      String id, Mono<Terms> body, @Nullable String ifMatch, Noticed noticed) {
    return Mono.zip(Caller.current(), body.defaultIfEmpty(Terms.NONE))
        .flatMap(both -> {
          NoticeTerms terms = both.getT2().checked();
          Act act = acts.act(both.getT1(), Words.optional("reason", both.getT2().reason()));
          return acts.carryOut(
              id, ifMatch, incident -> List.of(noticed.command(terms, profile(incident), act)));
        });
  }

  private SystemProfile profile(Incident incident) {
    return profiles.current().profile(incident.system());
  }
}
