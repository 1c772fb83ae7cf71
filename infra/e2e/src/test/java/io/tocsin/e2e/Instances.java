package io.tocsin.e2e;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Instances of one service behind something that balances load: each request goes to the next one,
 * and the same again where one is gone.
 */
final class Instances {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Platform platform;
  private final List<String> urls;
  private final AtomicInteger turn = new AtomicInteger();

  Instances(Platform platform, String... urls) {
    this.platform = platform;
    this.urls = List.of(urls);
  }

  /** The id of the accepted report. */
  String report(FaultReport report) {
    return anyone(
            url ->
                platform.http.send(
                    Http.request(url + "/api/v1/reports", platform.token("admin"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", report.idempotencyKey())
                        .POST(BodyPublishers.ofString(report.json()))
                        .build()),
            answer -> answer.status() == 202)
        .json()
        .path("reportId")
        .asString();
  }

  /** The id of the incident that a report came to. */
  String incidentOf(String reportId) {
    return anyone(
            url -> platform.http.get(url + "/api/v1/reports/" + reportId, platform.token("admin")),
            answer ->
                answer.status() == 200 && !answer.json().path("incidentId").asString("").isEmpty())
        .json()
        .path("incidentId")
        .asString();
  }

  void act(String incidentId, String person, String act, String json) {
    String path = "/api/v1/incidents/" + incidentId + "/" + act;
    anyone(
        url -> platform.http.post(url + path, json, platform.token(person)),
        answer -> answer.status() == 200);
  }

  private Answer anyone(Function<String, Answer> request, Predicate<Answer> done) {
    return await("an instance to answer as expected")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsMatching(UncheckedIOException.class::isInstance)
        .until(() -> request.apply(urls.get(turn.getAndIncrement() % urls.size())), done);
  }
}
