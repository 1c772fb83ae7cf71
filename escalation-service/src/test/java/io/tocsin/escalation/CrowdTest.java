package io.tocsin.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.contracts.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances in processes of their own, one of which is killed with a crowd of pages due. */
class CrowdTest {

  private static final int INCIDENTS = 1_500;
  private static final LocalText REASON = new LocalText("测试", "test");

  @TempDir Path dir;

  @Test
  void one_of_two_instances_is_killed_in_the_middle_and_all_are_paged_soon_and_none_twice()
      throws Exception {
    Path jump = dir.resolve("jump");
    try (TopicProbe incidents = new TopicProbe(Topics.INCIDENTS);
        TopicProbe pages = new TopicProbe(Topics.PAGES);
        EscalationProcess one = EscalationProcess.start("esc_crowd", jump);
        EscalationProcess two = EscalationProcess.start("esc_crowd", jump)) {
      await().atMost(Duration.ofMinutes(2)).until(() -> one.isReady() && two.isReady());
      Set<String> ours = new HashSet<>();
      for (int i = 0; i < INCIDENTS; i++) {
        String id = TopicProbe.id();
        ours.add(id);
        incidents.send(id, opened(id));
      }
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> pagesOf(ours, pages, 1).size() == INCIDENTS);

      Files.createFile(jump);
      Instant due = Instant.now();
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> pagesOf(ours, pages, 2).size() > INCIDENTS / 4);
      one.kill();
      // What it had written and not told, the other tells after the outbox's 4 s.
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> pagesOf(ours, pages, 2).size() == INCIDENTS);
      Duration took = Duration.between(due, Instant.now());
      System.out.printf("%d due at once, one of two instances killed: %s%n", INCIDENTS, took);
      // The outbox's 4 s and the paging of all of them, many times over: other tests run beside it.
      assertThat(took).isLessThan(Duration.ofSeconds(45));

      assertThat(pagesOf(ours, pages, 2).values())
          .as("one record a page")
          .allMatch(r -> r.size() == 1);
      assertThat(pagesOf(ours, pages, 3)).isEmpty();
    }
  }

  /** The ids of the records of each incident's pages of a level; others read this topic too. */
  private static Map<String, Set<String>> pagesOf(
      Set<String> incidents, TopicProbe pages, int level) {
    Map<String, Set<String>> found = new HashMap<>();
    for (TopicProbe.Seen seen : pages.seen()) {
      if (incidents.contains(seen.key())
          && seen.envelope() != null
          && seen.envelope().data() instanceof PageRequestedV1 page
          && page.level() == level) {
        found.computeIfAbsent(seen.key(), k -> new HashSet<>()).add(seen.envelope().id());
      }
    }
    return found;
  }

  private static Envelope<?> opened(String id) {
    IncidentFacts facts =
        new IncidentFacts(
            id,
            "2026-0001",
            "payment",
            Scope.GLOBAL,
            Severity.SEV1,
            Degree.FULL_STOP,
            IncidentState.NEW,
            ServiceState.DEGRADED,
            "UNKNOWN",
            false,
            List.of(),
            2,
            Instant.now(),
            null);
    return new Envelope<>(
        TopicProbe.id(),
        Instant.now(),
        null,
        new IncidentOpenedV1(1, facts, REASON, Actor.SYSTEM, "r", null));
  }
}
