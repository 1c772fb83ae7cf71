package io.tocsin.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Many copies of one incident that the platform itself has finished, and of its escalation, written
 * behind the platform's back: to finish a million by its API would take hours. Each is what the
 * services would have left of such an incident; only their ids, system and times differ.
 */
final class FinishedCopies {

  private static final int BATCH = 1000;
  private static final int SAY_EVERY = 100_000;

  private final MongoCollection<Document> incidents;
  private final MongoCollection<Document> escalations;
  private final String name;
  private final int count;

  /**
   * Names the copies; nothing is written yet.
   *
   * @param name begins the id of each copy and is their system
   */
  FinishedCopies(MongoClient client, String name, int count) {
    this.incidents = client.getDatabase("tocsin_incident").getCollection("incidents");
    this.escalations = client.getDatabase("tocsin_escalation").getCollection("escalations");
    this.name = name;
    this.count = count;
  }

  /** Whether the incident and its escalation wait for nothing any more, and nobody writes them. */
  boolean isAtRest(String incidentId, Duration unchangedFor) {
    Instant since = Instant.now().minus(unchangedFor);
    return isAtRest(find(incidents, incidentId), since)
        && isAtRest(find(escalations, incidentId), since);
  }

  private static boolean isAtRest(Document found, Instant since) {
    return !found.isEmpty()
        && found.getList("outbox", Object.class, List.of()).isEmpty()
        && !found.containsKey("dueAt")
        && found.getDate("updatedAt").toInstant().isBefore(since);
  }

  private static Document find(MongoCollection<Document> collection, String id) {
    return Objects.requireNonNullElseGet(
        collection.find(Filters.eq("_id", id)).first(), Document::new);
  }

  void write(String incidentId, Consumer<String> say) {
    Document incident = find(incidents, incidentId);
    Document escalation = find(escalations, incidentId);
    // Long past, so that nothing looks at them any more, and each a second from the next.
    Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(2L * count);
    for (int from = 0; from < count; from += BATCH) {
      List<Document> someIncidents = new ArrayList<>();
      List<Document> someEscalations = new ArrayList<>();
      for (int i = from; i < Math.min(from + BATCH, count); i++) {
        someIncidents.add(incident(incident, i, first.plusSeconds(i)));
        someEscalations.add(new Document(escalation).append("_id", id(i)));
      }
      incidents.insertMany(someIncidents);
      escalations.insertMany(someEscalations);
      if (from % SAY_EVERY == 0) {
        say.accept("%,d of %,d stored ...".formatted(from, count));
      }
    }
  }

  private Document incident(Document finished, int i, Instant at) {
    String id = id(i);
    Document state =
        new Document(finished.get("state", Document.class))
            .append("id", id)
            .append("system", name)
            .append("openedAt", at.toString());
    return new Document(finished)
        .append("_id", id)
        .append("system", name)
        .append("order", at.toString().replace("Z", ".000Z/") + id)
        .append("correlatesUntil", Date.from(at.plus(Duration.ofHours(1))))
        .append("state", state);
  }

  /** A batch at a time: a store need not hold the removal of a million documents at once. */
  void remove() {
    for (int from = 0; from < count; from += BATCH) {
      Bson some =
          Filters.and(
              Filters.gte("_id", id(from)), Filters.lt("_id", id(Math.min(from + BATCH, count))));
      incidents.deleteMany(some);
      escalations.deleteMany(some);
    }
  }

  /** Of one length, so that ranges of ids are ranges of numbers. */
  private String id(int i) {
    return "%s-%08d".formatted(name, i);
  }
}
