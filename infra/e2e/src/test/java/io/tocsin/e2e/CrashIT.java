package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenario 9: {@code kill -9} of each process while faults are under way, back after the next level
 * was due.
 */
@ExtendWith(LogsOnFailure.class)
class CrashIT {

  /** At once, and when the first has not answered. */
  private static final List<String> PAGED = List.of("wang-ming", "li-fang");

  /** A client's patience and ours: a restart takes seconds, on a crowded machine minutes. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Platform platform = Platform.up();

  /** The infrastructure last: its end is the end of everything for a while. */
  static Stream<String> processes() {
    return Stream.concat(
        Script.PROCESSES.stream().filter(process -> !process.equals("infra")), Stream.of("infra"));
  }

  @ParameterizedTest
  @MethodSource("processes")
  void what_was_under_way_when_a_process_is_killed_goes_out_once(String process) throws Exception {
    List<FaultReport> reports =
        Organisation.crashSystems(process).stream().map(s -> FaultReport.of(s, "yunxi")).toList();
    List<Future<String>> accepted = new ArrayList<>();
    try (ScheduledExecutorService clients = Executors.newScheduledThreadPool(reports.size())) {
      // A report every 50 ms, each sent until it is accepted, and the end comes amid them.
      for (FaultReport report : reports) {
        accepted.add(
            clients.schedule(
                () -> platform.reportUntilAccepted(report, LONG),
                50L * accepted.size(),
                TimeUnit.MILLISECONDS));
      }
      await("the first reports").atMost(LONG).until(() -> accepted.get(3).isDone());
      PAGED.forEach(p -> platform.sandbox.look(platform.organisation.address(p, "SMS")));
      platform.kill(process);
      if (process.equals("infra")) {
        assertRefusedWithoutBrokerAndStore();
      }
      platform.restart(process);
    }

    List<IncidentScript> incidents = new ArrayList<>();
    for (Future<String> report : accepted) {
      incidents.add(platform.incidentOf(report.get()));
    }
    assertThat(incidents).extracting(IncidentScript::id).doesNotHaveDuplicates();
    for (IncidentScript incident : incidents) {
      incident.expect("reports", 1);
      for (String person : PAGED) {
        expectOnePage(incident, person, process);
      }
    }
    assertNothingComesTwice(incidents);
  }

  private void assertRefusedWithoutBrokerAndStore() {
    Answer refused =
        await("a refusal")
            .atMost(LONG)
            .until(() -> platform.send(FaultReport.of("outage", "baita")), a -> a.status() != 202);
    refused.expectProblem(503);
    assertThat(refused.response().headers().firstValue("Retry-After"))
        .as("%s", refused)
        .isPresent();
    platform.get("/incidents").expectProblem(503);
  }

  /**
   * Once; or not at all where the answer of the SMS centre was lost and the delivery says so. A
   * page that the centre took just before its own end is not on its list, but has its state.
   */
  private static void expectOnePage(IncidentScript incident, String person, String killed) {
    List<String> excused =
        killed.equals("infra") ? List.of("UNKNOWN", "HANDED_OFF", "DELIVERED") : List.of("UNKNOWN");
    await("one page to " + person + " about " + incident.number())
        .atMost(LONG)
        .until(() ->
            incident.sms(person).size() == 1
                || states(incident, person).stream().anyMatch(excused::contains));
  }

  private static List<String> states(IncidentScript incident, String person) {
    return incident.deliveries().stream()
        .filter(delivery -> delivery.path("channel").asString().equals("SMS"))
        .filter(delivery -> delivery.path("recipient").path("id").asString().equals(person))
        .map(delivery -> delivery.path("state").asString())
        .toList();
  }

  private static void assertNothingComesTwice(List<IncidentScript> incidents) {
    await("no second page")
        .during(Duration.ofSeconds(2))
        .atMost(Platform.PATIENCE)
        .untilAsserted(() -> {
          for (String person : PAGED) {
            assertThat(IncidentScript.sms(person, incidents))
                .allSatisfy((incident, sms) -> assertThat(sms).hasSizeLessThanOrEqualTo(1));
          }
        });
  }
}
