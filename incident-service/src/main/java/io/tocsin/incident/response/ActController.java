package io.tocsin.incident.response;

import io.tocsin.contracts.LocalText;
import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand;
import io.tocsin.incident.domain.IncidentCommand.AcknowledgeIncident;
import io.tocsin.incident.domain.IncidentCommand.DeclareFalseAlarm;
import io.tocsin.incident.domain.IncidentCommand.NoteResponse;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.incidents.IncidentRefusals;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.incident.incidents.IncidentView;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

/** What a person may do about an incident. Each act answers with the incident as it then is. */
@RestController
@RequestMapping("/api/v1/incidents/{id}")
class ActController {

  private static final int LONGEST = 4000;

  private final IncidentStore incidents;
  private final Clock clock;

  ActController(IncidentStore incidents, Clock clock) {
    this.incidents = incidents;
    this.clock = clock;
  }

  @PostMapping("/acknowledge")
  Mono<ResponseEntity<IncidentView>> acknowledge(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return caller(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER)
        .flatMap(by ->
            act(
                id,
                ifMatch,
                new AcknowledgeIncident(
                    null,
                    null,
                    because(
                        by,
                        new Text(
                            by.name() + "已确认接手。", by.name() + " acknowledged the incident.")))));
  }

  @PostMapping("/comment")
  Mono<ResponseEntity<IncidentView>> comment(
      @PathVariable String id,
      @RequestBody Mono<Comment> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(caller(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER), body)
        .flatMap(both ->
            act(
                id,
                ifMatch,
                new NoteResponse(
                    "comment",
                    null,
                    because(both.getT1(), Text.same(words("text", both.getT2().text()))))));
  }

  @PostMapping("/false-alarm")
  Mono<ResponseEntity<IncidentView>> falseAlarm(
      @PathVariable String id,
      @RequestBody Mono<FalseAlarm> body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return Mono.zip(caller(Role.DUTY_LEAD, Role.LEADER), body)
        .flatMap(both ->
            act(
                id,
                ifMatch,
                new DeclareFalseAlarm(
                    because(both.getT1(), Text.same(words("reason", both.getT2().reason()))))));
  }

  /**
   * @param text what everybody is to read, up to 4,000 characters
   */
  record Comment(String text) {}

  /**
   * @param reason why it is no fault, up to 4,000 characters
   */
  record FalseAlarm(String reason) {}

  private static Mono<Caller> caller(Role... anyOf) {
    return Caller.current().map(caller -> caller.require(anyOf));
  }

  private Mono<ResponseEntity<IncidentView>> act(
      String id, @Nullable String ifMatch, IncidentCommand command) {
    return incidents
        .update(id, loaded -> change(loaded, ifMatch, command))
        .map(after ->
            ResponseEntity.ok().eTag(ETags.of(after.version())).body(IncidentView.of(after)));
  }

  private static Change<Incident> change(
      Loaded<Incident> loaded, @Nullable String ifMatch, IncidentCommand command) {
    if (!loaded.exists()) {
      throw IncidentRefusals.absent(loaded.id());
    }
    ETags.requireCurrent(ifMatch, loaded.version());
    return switch (IncidentDecider.decide(loaded.state(), command)) {
      case Accepted accepted -> IncidentStore.change(loaded, accepted, List.of());
      case Refused refused ->
          throw Problems.refused(
              new LocalText(refused.detail().zh(), refused.detail().en()), refused.missing());
    };
  }

  private Because because(Caller by, Text reason) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Because(reason, new Actor(by.id(), by.name()), now);
  }

  private static String words(String field, String text) {
    String words = text.strip();
    if (!words.isEmpty() && words.length() <= LONGEST) {
      return words;
    }
    LocalText message =
        new LocalText(
            "应为 1 到 %d 个字符,但收到 %d 个".formatted(LONGEST, words.length()),
            "Expected 1 to %d characters, but got %d".formatted(LONGEST, words.length()));
    throw Problems.badRequest(
        new LocalText(field + ":" + message.zh(), field + ": " + message.en()),
        List.of(new FieldError(field, message)));
  }
}
