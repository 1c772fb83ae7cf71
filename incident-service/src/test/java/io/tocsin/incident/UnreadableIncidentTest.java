package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An incident that this build cannot read. */
class UnreadableIncidentTest extends ServiceTest {

  private static final String UNREADABLE = "unreadable";
  private static final Date LONG_AGO = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
  private static final Date FOR_EVER = Date.from(Instant.parse("9999-01-01T00:00:00Z"));

  private final StoredDocuments incidents = new StoredDocuments(service());

  @AfterEach
  void remove() {
    incidents.delete(UNREADABLE);
  }

  @Test
  void the_reports_of_its_system_open_another_one() {
    storeUnreadable("sys70");

    String id = incidentOf(report("sys70", "baita", "FULL_STOP"));

    assertThat(incident(id).path("system").asString()).isEqualTo("sys70");
  }

  @Test
  void what_is_due_of_the_others_comes() {
    String id = incidentOf(report("sys71", "baita", "DEGRADED"));
    storeUnreadable("sys72");
    Instant opened = Instant.now().minus(Duration.ofHours(2));

    incidents.change(
        id,
        Updates.set("state.openedAt", opened.toString()),
        Updates.set("dueAt", Date.from(opened)));

    await("the limits that passed")
        .until(() ->
            events(id).stream()
                .anyMatch(
                    e -> e instanceof ResponseNotedV1 note && note.about().equals("limit.missed")));
  }

  @Test
  void the_others_are_listed_page_by_page() {
    List<String> ids =
        Stream.of("sys68", "sys69").map(s -> incidentOf(report(s, "baita", "DEGRADED"))).toList();
    storeUnreadable("sys69");
    String list = "/api/v1/incidents?system=sys68,sys69&limit=1";

    JsonNode first = get(list);
    JsonNode second = get(list + "&cursor=" + first.path("next").asString());

    assertThat(first.path("items").valueStream().map(i -> i.path("id").asString()))
        .containsExactly(ids.getLast());
    assertThat(second.path("items").valueStream().map(i -> i.path("id").asString()))
        .containsExactly(ids.getFirst());
    assertThat(second.path("next").isNull()).isTrue();
  }

  private void storeUnreadable(String system) {
    incidents.insert(
        new Document("_id", UNREADABLE)
            .append("version", 1L)
            .append("state", new Document("id", UNREADABLE).append("stage", "UNHEARD_OF"))
            .append("outbox", List.of())
            .append("handled", List.of())
            .append("updatedAt", LONG_AGO)
            .append("system", system)
            .append("order", "9999-01-01T00:00:00.000Z/" + UNREADABLE)
            .append("correlatesUntil", FOR_EVER)
            .append("dueAt", LONG_AGO));
  }
}
