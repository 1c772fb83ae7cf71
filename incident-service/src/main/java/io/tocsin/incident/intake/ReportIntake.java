package io.tocsin.incident.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.contracts.ReportEvent.Reporter;
import io.tocsin.contracts.Topics;
import io.tocsin.incident.organisation.SystemProfiles;
import io.tocsin.incident.reports.ReportStore;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.kafka.RecordPublisher;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.time.Ids;
import io.tocsin.kit.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes reports in: checked, then handed to Kafka; accepted once the cluster has them. */
@Component
final class ReportIntake {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int LOOKS = 8;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final SystemProfiles profiles;
  private final RecordPublisher publisher;
  private final ReportStore reports;
  private final AcceptedReports accepted;
  private final Ids ids;
  private final Clock clock;
  private final Counter counter;

  ReportIntake(
      SystemProfiles profiles,
      RecordPublisher publisher,
      ReportStore reports,
      AcceptedReports accepted,
      Ids ids,
      Clock clock,
      MeterRegistry registry) {
    this.profiles = profiles;
    this.publisher = publisher;
    this.reports = reports;
    this.accepted = accepted;
    this.ids = ids;
    this.clock = clock;
    this.counter = registry.counter("tocsin.reports.accepted");
  }

  /**
   * Accepts a report.
   *
   * @param source what took it in, such as {@code api}
   * @param idempotencyKey of the caller's own; the same key with the same content is accepted again
   *     and counted once. Without one nothing is looked up
   * @return the report's id; an error with 400, 403 or 422 when it is refused, and an outage's own
   *     error when Kafka did not acknowledge it
   */
  Mono<String> accept(
      ReportRequest request, String source, @Nullable String idempotencyKey, Caller caller) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ReportValidation.check(request, idempotencyKey, profiles.current(), caller, now);
    String id =
        idempotencyKey == null
            ? ids.next()
            : Ids.derived("report", caller.id(), idempotencyKey.strip());
    ReportReceivedV1 report = report(id, request, source, caller, now);
    return idempotencyKey == null ? publish(report) : acceptOnce(report);
  }

  private Mono<String> acceptOnce(ReportReceivedV1 report) {
    return find(report.reportId())
        .map(known -> sameContent(known.report(), report))
        .switchIfEmpty(Mono.defer(() -> publish(report)));
  }

  /**
   * Two requests with one key that overlap are both published; correlation counts the first of
   * them, because their report has the same id.
   */
  private Mono<String> publish(ReportReceivedV1 report) {
    return publisher
        .publish(
            List.of(
                Outgoing.of(
                    Topics.REPORTS,
                    report.system(),
                    report.reportId(),
                    report.receivedAt(),
                    null,
                    report)))
        .then(
            Mono.fromSupplier(() -> {
              accepted.add(report);
              counter.increment();
              return report.reportId();
            }));
  }

  /** A report that was accepted, with its incident once correlation has placed it. */
  Mono<Found> find(String reportId) {
    return reports
        .find(reportId)
        .map(stored -> new Found(stored.report(), stored.incidentId(), stored.withdrawnAt()))
        .switchIfEmpty(
            Mono.fromSupplier(() -> accepted.find(reportId)).map(r -> new Found(r, null, null)));
  }

  /**
   * The same for somebody who asks for one: another instance may have accepted it a moment ago, and
   * what only that one knows is stored as soon as it is correlated.
   */
  Mono<Found> look(String reportId) {
    Mono<Found> found = find(reportId);
    return isId(reportId)
        ? found.repeatWhenEmpty(again -> again.take(LOOKS).delayElements(BETWEEN_LOOKS))
        : found;
  }

  /** Whether it has the form of what is given out as a report's id. */
  static boolean isId(String reportId) {
    return ID.matcher(reportId).matches();
  }

  /** A report and where it belongs, as far as that is known. */
  record Found(
      ReportReceivedV1 report, @Nullable String incidentId, @Nullable Instant withdrawnAt) {}

  private static String sameContent(ReportReceivedV1 known, ReportReceivedV1 report) {
    if (content(known, report.receivedAt()).equals(report)) {
      return known.reportId();
    }
    throw Problems.keyReused(
        new LocalText(
            "该幂等键已用于报告 %s（%s，%s），内容不同".formatted(known.reportId(), known.system(), known.unit()),
            "Expected the content of report %s (%s, %s) again, but it differs"
                .formatted(known.reportId(), known.system(), known.unit())));
  }

  /** Everything but when it came in. */
  private static ReportReceivedV1 content(ReportReceivedV1 r, Instant receivedAt) {
    return new ReportReceivedV1(
        r.reportId(),
        r.system(),
        r.unit(),
        r.symptom(),
        r.degree(),
        r.occurredAt(),
        receivedAt,
        r.description(),
        r.centralComponent(),
        r.exercise(),
        r.reporter(),
        r.source());
  }

  private static ReportReceivedV1 report(
      String id, ReportRequest request, String source, Caller caller, Instant now) {
    return new ReportReceivedV1(
        id,
        request.system(),
        request.unit(),
        request.symptom().strip(),
        request.degree(),
        request.occurredAt(),
        now,
        request.description(),
        request.isCentral(),
        request.isExercise(),
        new Reporter(caller.id(), caller.name()),
        source);
  }
}
