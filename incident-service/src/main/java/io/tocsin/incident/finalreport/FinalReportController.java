package io.tocsin.incident.finalreport;

import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.SystemProfile;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.casefile.CaseFile.Sections;
import io.tocsin.incident.domain.casefile.CaseFileCommand;
import io.tocsin.incident.domain.casefile.CaseFileCommand.ApproveReport;
import io.tocsin.incident.domain.casefile.CaseFileCommand.DraftReport;
import io.tocsin.incident.domain.casefile.CaseFileCommand.FileFollowUp;
import io.tocsin.incident.domain.casefile.CaseFileCommand.PutAction;
import io.tocsin.incident.incidents.IncidentRefusals;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.incident.organisation.SystemProfiles;
import io.tocsin.incident.response.Acts;
import io.tocsin.incident.timeline.TimelineStore;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.Languages;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The papers of an incident. Each act answers with the final report as it then is. */
@RestController
@RequestMapping("/api/v1/incidents/{id}")
class FinalReportController {

  /** More than any timeline that people would read. */
  private static final int ITEMS = 10_000;

  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

  private final Acts acts;
  private final IncidentStore incidents;
  private final TimelineStore timeline;
  private final SystemProfiles profiles;
  private final Clock clock;

  FinalReportController(
      Acts acts,
      IncidentStore incidents,
      TimelineStore timeline,
      SystemProfiles profiles,
      Clock clock) {
    this.acts = acts;
    this.incidents = incidents;
    this.timeline = timeline;
    this.profiles = profiles;
    this.clock = clock;
  }

  @GetMapping("/report")
  Mono<ResponseEntity<Object>> report(@PathVariable String id, ServerHttpRequest request) {
    return incidents.load(id).flatMap(loaded -> answer(loaded, request));
  }

  @PutMapping("/report")
  Mono<ResponseEntity<Object>> write(
      @PathVariable String id,
      @RequestBody PaperRequests.Report body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      ServerHttpRequest request) {
    Sections sections = body.sections();
    return act(
        id,
        ifMatch,
        request,
        because -> new DraftReport(sections, because),
        Role.RESPONDER,
        Role.DUTY_LEAD,
        Role.LEADER);
  }

  @PostMapping("/report/approve")
  Mono<ResponseEntity<Object>> approve(
      @PathVariable String id,
      @RequestBody(required = false) PaperRequests.@Nullable Approve body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      ServerHttpRequest request) {
    String remark = body == null ? null : PaperRequests.optional("remark", body.remark());
    return act(id, ifMatch, request, because -> new ApproveReport(remark, because), Role.LEADER);
  }

  @PostMapping("/actions")
  Mono<ResponseEntity<Object>> action(
      @PathVariable String id,
      @RequestBody PaperRequests.Action body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      ServerHttpRequest request) {
    String text = PaperRequests.words("text", body.text());
    String owner = PaperRequests.optional("owner", body.owner());
    return act(
        id,
        ifMatch,
        request,
        because -> new PutAction(body.id(), text, owner, body.due(), body.doneOn(), key, because),
        Role.RESPONDER,
        Role.DUTY_LEAD,
        Role.LEADER);
  }

  @PostMapping("/follow-ups")
  Mono<ResponseEntity<Object>> followUp(
      @PathVariable String id,
      @RequestBody PaperRequests.Follow body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      ServerHttpRequest request) {
    String text = PaperRequests.words("text", body.text());
    return act(
        id,
        ifMatch,
        request,
        because -> new FileFollowUp(text, body.channel().name(), key, because),
        Role.DUTY_LEAD,
        Role.LEADER);
  }

  private Mono<ResponseEntity<Object>> act(
      String id,
      @Nullable String ifMatch,
      ServerHttpRequest request,
      Function<Because, CaseFileCommand> command,
      Role... anyOf) {
    return Caller.current()
        .map(caller -> caller.require(anyOf))
        .map(caller -> command.apply(acts.because(caller, Text.same(""))))
        .flatMap(decided -> acts.decide(id, ifMatch, _ -> List.of(decided)))
        .flatMap(after -> answer(after, request));
  }

  private Mono<ResponseEntity<Object>> answer(Loaded<Incident> loaded, ServerHttpRequest request) {
    Incident incident = loaded.state();
    if (incident == null) {
      return Mono.error(IncidentRefusals.absent(loaded.id()));
    }
    Locale language = language(request);
    SystemProfiles.Revision organisation = profiles.current();
    return timeline
        .after(incident.id(), 0, ITEMS, language)
        .collectList()
        .map(items -> {
          FinalReportView view =
              new FinalReports(incident, items, language).view(organisation, clock.instant());
          ResponseEntity.BodyBuilder ok = ResponseEntity.ok().eTag(ETags.of(loaded.version()));
          return wantsHtml(request)
              ? ok.contentType(HTML).body(page(incident, view, organisation, language))
              : ok.contentType(MediaType.APPLICATION_JSON).body(view);
        });
  }

  private static String page(
      Incident incident,
      FinalReportView view,
      SystemProfiles.Revision organisation,
      Locale language) {
    SystemProfile profile = organisation.profile(incident.system());
    FinalReportWords words = FinalReportWords.of(incident, profile.units(), language);
    return FinalReportPage.of(view, words, language, profile.zone());
  }

  /** A browser asks for a page first; a parameter says it where a header cannot be set. */
  private static boolean wantsHtml(ServerHttpRequest request) {
    String format = request.getQueryParams().getFirst("format");
    if (format != null) {
      return format.equals("html");
    }
    return request.getHeaders().getAccept().stream()
        .findFirst()
        .filter(type -> type.isCompatibleWith(MediaType.TEXT_HTML) && !type.isWildcardType())
        .isPresent();
  }

  private static Locale language(ServerHttpRequest request) {
    String lang = request.getQueryParams().getFirst("lang");
    return lang == null ? Languages.of(request) : Locale.forLanguageTag(lang);
  }
}
