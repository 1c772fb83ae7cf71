package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Two incident-services side by side, and {@code kill -9} of one of them while incidents begin, are
 * reported on and are worked on at both.
 */
@ExtendWith(LogsOnFailure.class)
class TwoInstancesIT {

  /** Between the beginnings of two incidents: each lasts longer, so some are always under way. */
  private static final long PACE_MILLIS = 300;

  private static final int REPORTS = 6;

  /** Reports that the second instance has correlated when it is killed. */
  private static final long HANDLED = 8;

  /** Incidents that begin when it is gone. */
  private static final int LATER = 8;

  /** The primary is paged at once, the substitute after six seconds. */
  private static final List<String> PAGED = List.of("wang-ming", "li-fang");

  /** That they hold. */
  private static final String POST = "DB";

  private static final Duration LONG = Duration.ofMinutes(2);

  private final Platform platform = Platform.up();
  private final List<Future<IncidentScript>> begun = new CopyOnWriteArrayList<>();

  @Test
  void nothing_is_lost_and_nothing_comes_twice_when_one_of_two_instances_is_killed()
      throws Exception {
    Iterator<String> systems = Organisation.pairSystems().iterator();
    List<IncidentScript> incidents = new ArrayList<>();
    try (SecondInstance second = SecondInstance.of(platform, "incident-service");
        ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
        ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor()) {
      Instances both =
          new Instances(platform, "http://127.0.0.1:" + platform.script.port(8081), second.url());
      Runnable begin =
          () -> {
            String system = systems.next();
            begun.add(people.submit(() -> worked(system, both)));
          };
      var _ = pace.scheduleAtFixedRate(begin, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);

      await("reports to reach the second instance")
          .atMost(LONG)
          .until(() -> second.handled("tocsin.reports.v1") >= HANDLED);
      second.kill();
      int before = begun.size();
      await("incidents to begin after that")
          .atMost(LONG)
          .until(() -> begun.size() >= before + LATER);
      pace.shutdownNow();
      for (Future<IncidentScript> incident : begun) {
        incidents.add(incident.get());
      }
    }

    assertThat(incidents).extracting(IncidentScript::number).doesNotHaveDuplicates();
    incidents.forEach(this::expectWhole);
    assertNothingComesTwice(incidents);
  }

  /** Reported, assessed and activated, with more reports between and after. */
  private IncidentScript worked(String system, Instances both) {
    String id = both.incidentOf(both.report(FaultReport.of(system, "yunxi")));
    both.report(FaultReport.of(system, "yunxi"));
    both.act(
        id,
        LifeScript.TECHNICIAN,
        "assess",
        "{\"cause\": \"DATABASE\", \"degree\": \"FULL_STOP\"}");
    both.report(FaultReport.of(system, "yunxi"));
    both.act(id, LifeScript.LEADER, "activate", "{\"plan\": null, \"reason\": \"没有合适的预案\"}");
    for (int i = 3; i < REPORTS; i++) {
      both.report(FaultReport.of(system, "yunxi"));
    }
    return new IncidentScript(
        platform, id, platform.read("/incidents/" + id).path("number").asString());
  }

  private void expectWhole(IncidentScript incident) {
    incident.expect("reports", REPORTS).expect("state", "ACTIVE");
    JsonNode now = incident.now();
    assertThat(now.path("units").path(0).path("reports").asInt()).isEqualTo(REPORTS);
    assertThat(
            platform
                .read("/incidents?system=" + now.path("system").asString())
                .path("items")
                .valueStream()
                .map(i -> i.path("id").asString()))
        .as("one incident of its system")
        .containsExactly(incident.id());
    for (String person : PAGED) {
      await("a page to " + person + " about " + incident.number())
          .atMost(LONG)
          .until(() -> incident.sms(person).size() == 1);
    }
    await("the whole timeline of " + incident.number())
        .atMost(LONG)
        .untilAsserted(() -> assertThat(levels(incident)).containsExactly(1, 2));
    List<Long> seqs = incident.timeline().stream().map(i -> i.path("seq").asLong()).toList();
    assertThat(seqs)
        .as("no gap on the timeline of %s", incident.number())
        .isEqualTo(LongStream.rangeClosed(1, seqs.size()).boxed().toList());
    assertThat(incident.timeline("incident.opened")).hasSize(1);
    assertThat(incident.timeline("incident.transitioned")).hasSize(2);
  }

  /**
   * Those that were paged by its policy. On a slow machine an incident of the killed one may be
   * paged so late that the watchdog has called the leaders meanwhile, as it should.
   */
  private static List<Integer> levels(IncidentScript incident) {
    return incident.timeline("incident.people-paged").stream()
        .map(item -> item.path("detail"))
        .filter(paged -> paged.path("post").asString().equals(POST))
        .map(paged -> paged.path("level").asInt())
        .toList();
  }

  private static void assertNothingComesTwice(List<IncidentScript> incidents) {
    await("no second page")
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          for (IncidentScript incident : incidents) {
            PAGED.forEach(person -> assertThat(incident.sms(person)).hasSize(1));
          }
        });
  }
}
