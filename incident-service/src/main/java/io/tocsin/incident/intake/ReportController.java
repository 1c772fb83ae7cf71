package io.tocsin.incident.intake;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.Problems;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The API of reports. */
@RestController
@RequestMapping(ReportController.PATH)
class ReportController {

  static final String PATH = "/api/v1/reports";

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ReportIntake intake;
  private final ReportWithdrawal withdrawal;

  ReportController(ReportIntake intake, ReportWithdrawal withdrawal) {
    this.intake = intake;
    this.withdrawal = withdrawal;
  }

  @PostMapping
  Mono<ResponseEntity<Accepted>> report(
      @RequestBody Mono<ReportRequest> body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return Mono.zip(Caller.current(), body)
        .flatMap(
            both -> intake.accept(both.getT2(), "api", key, both.getT1().require(Role.REPORTER)))
        .map(id ->
            ResponseEntity.accepted().location(URI.create(PATH + "/" + id)).body(new Accepted(id)));
  }

  @GetMapping("/{id}")
  Mono<ReportView> one(@PathVariable String id) {
    return intake.look(id).map(ReportView::of).switchIfEmpty(Mono.error(() -> absent(id)));
  }

  /** Its sender takes it back, as a monitor does when it sees the fault gone. */
  @PostMapping("/{id}/withdraw")
  Mono<ReportView> withdraw(
      @PathVariable String id, @RequestBody(required = false) Mono<Withdrawal> body) {
    return Mono.zip(Caller.current(), body.defaultIfEmpty(new Withdrawal(null)))
        .flatMap(both -> withdrawal.withdraw(id, both.getT1(), both.getT2().reason()))
        .map(ReportView::of)
        .switchIfEmpty(Mono.error(() -> absent(id)));
  }

  /**
   * @param reason up to 4,000 characters
   */
  record Withdrawal(@Nullable String reason) {}

  /** An id that looks right may be of a report that is still on its way here. */
  private static ProblemException absent(String id) {
    LocalText none =
        new LocalText(
            "应为已接收报告的编号，但没有 " + id, "Expected the id of an accepted report, but there is no " + id);
    return ReportIntake.isId(id)
        ? new ProblemException(
            404,
            "not-found",
            new LocalText("未找到", "Not found"),
            new LocalText(
                none.zh() + "；若刚刚接收，请稍后再查",
                none.en() + "; where it has just been accepted, ask again"),
            List.of(),
            List.of(),
            RETRY_AFTER)
        : Problems.notFound(none);
  }

  /** What a reporter gets: the id to ask by. */
  record Accepted(String reportId) {}
}
