package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import java.time.Instant;
import java.util.Date;
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
}
