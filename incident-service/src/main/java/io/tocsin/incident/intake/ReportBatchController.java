package io.tocsin.incident.intake;

import io.tocsin.contracts.ReportBatch;
import io.tocsin.contracts.ReportBatch.Answer;
import io.tocsin.contracts.ReportBatch.Answers;
import io.tocsin.contracts.ReportBatch.Entry;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Callers;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.web.ErrorAnswer;
import io.tocsin.kit.web.ErrorAnswers;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.StrictJson;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the reports that met at the gateway, each as if it had come alone: its own caller, its own
 * answer. They go to Kafka side by side and so in few requests.
 */
@RestController
@ConditionalOnWebApplication
class ReportBatchController {

  private final ReportIntake intake;
  private final Callers callers;
  private final StrictJson requests;
  private final JsonMapper json;
  private final ErrorAnswers errors;

  ReportBatchController(
      ReportIntake intake,
      Callers callers,
      StrictJson requests,
      JsonMapper json,
      ErrorAnswers errors) {
    this.intake = intake;
    this.callers = callers;
    this.requests = requests;
    this.json = json;
    this.errors = errors;
  }

  @PostMapping("/internal/report-batches")
  Mono<Answers> take(@RequestBody ReportBatch batch) {
    List<Mono<Caller>> known = batch.tokens().stream().map(t -> callers.of(t).cache()).toList();
    return Flux.fromIterable(batch.entries())
        .flatMapSequential(entry -> answer(entry, known), Math.max(1, batch.entries().size()), 1)
        .collectList()
        .map(Answers::new);
  }

  private Mono<Answer> answer(Entry entry, List<Mono<Caller>> callers) {
    return Mono.defer(() -> callers.get(entry.token()))
        .flatMap(caller ->
            intake.accept(
                requests.read(body(entry), ReportRequest.class),
                "api",
                entry.idempotencyKey(),
                caller.require(Role.REPORTER)))
        .map(this::accepted)
        .onErrorResume(e -> Mono.just(refused(entry, e)));
  }

  private static byte[] body(Entry entry) {
    try {
      return Base64.getDecoder().decode(entry.body());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("Expected Base64 of the gateway, but " + e.getMessage(), e);
    }
  }

  private Answer accepted(String reportId) {
    return new Answer(
        202,
        Map.of(
            HttpHeaders.LOCATION,
            ReportController.PATH + "/" + reportId,
            HttpHeaders.CONTENT_TYPE,
            MediaType.APPLICATION_JSON_VALUE),
        json.writeValueAsString(new ReportController.Accepted(reportId)));
  }

  private Answer refused(Entry entry, Throwable error) {
    ErrorAnswer answer =
        errors.of(
            error,
            "POST " + ReportController.PATH + " (" + entry.requestId() + ")",
            ReportController.PATH,
            Languages.of(entry.acceptLanguage()));
    return new Answer(answer.status(), answer.headers(), answer.body());
  }
}
