package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.kit.store.Loaded;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** By what a stored incident is found, and by what it is not. */
class FoundAgainTest extends ServiceTest {

  private final StoredDocuments stored = new StoredDocuments(service());

  @Test
  void one_that_waits_for_nothing_that_this_build_knows_is_not_looked_for_again_and_again() {
    String id = incidentOf(report("sys73", "baita", "DEGRADED"));

    stored.change(id, Updates.set("dueAt", Date.from(Instant.parse("2026-01-01T00:00:00Z"))));

    await("the time that this build sees")
        .until(() -> stored.find(id).getDate("dueAt").toInstant().isAfter(Instant.now()));
    assertThat(events(id)).noneMatch(ResponseNotedV1.class::isInstance);
  }

  @Test
  void one_that_ended_hours_ago_is_read_only_where_another_follows_it() {
    String id = incidentOf(report("sys74", "baita", "DEGRADED"));
    end(id, Instant.now().minus(Duration.ofHours(3)));
    assertThat(correlatable("sys74")).isEmpty();

    String next = incidentOf(report("sys74", "baita", "DEGRADED"));

    assertThat(incident(next).path("refersTo").asString()).isEqualTo(id);
    assertThat(correlatable("sys74")).containsExactly(next);
  }

  private static List<String> correlatable(String system) {
    return Objects.requireNonNull(
        service()
            .context
            .getBean(IncidentStore.class)
            .correlatable(system, Instant.now())
            .map(Loaded::id)
            .collectList()
            .toFuture()
            .join());
  }

  /** As if people had gone all the way to the end of the response. */
  private void end(String id, Instant at) {
    stored.change(
        id,
        Updates.set("state.stage", new Document("kind", "Ended").append("at", at.toString())),
        Updates.set("stage", "ENDED"),
        Updates.set("open", false),
        Updates.set("correlatesUntil", Date.from(at.plus(Duration.ofDays(14)))));
  }
}
