package io.tocsin.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Many copies of one incident that the platform itself has finished, written behind the platform's
 * back: to finish a million by its API would take hours. Each copy is every document that the
 * services keep of such an incident: its reports, timeline, figures, escalation, watch, notices and
 * deliveries; only ids, system and times differ.
 */
final class FinishedCopies {

  /**
   * Copies in one command of each collection. Ten times as many filled the store's heap with
   * documents that are half taken apart, and made it five times slower.
   */
  private static final int BATCH = 50;

  private static final int SAY_EVERY = 50_000;

  private static final InsertManyOptions UNORDERED = new InsertManyOptions().ordered(false);

  /**
   * What keeps documents of an incident.
   *
   * @param field holds the incident's id
   */
  private record Kept(String database, String collection, String field) {

    private MongoCollection<Document> in(MongoClient client) {
      return client.getDatabase(database).getCollection(collection);
    }
  }

  private static final List<Kept> KEPT =
      List.of(
          new Kept("tocsin_incident", "incidents", "_id"),
          new Kept("tocsin_incident", "reports", "incidentId"),
          new Kept("tocsin_incident", "timeline", "incidentId"),
          new Kept("tocsin_incident", "figures", "_id"),
          new Kept("tocsin_escalation", "escalations", "_id"),
          new Kept("tocsin_roster", "watches", "_id"),
          new Kept("tocsin_roster", "handover_incidents", "_id"),
          new Kept("tocsin_notification", "incidents", "_id"),
          new Kept("tocsin_notification", "notices", "incidentId"),
          new Kept("tocsin_notification", "deliveries", "incident"));

  private final MongoClient client;
  private final String name;
  private final int count;

  /**
   * Names the copies; nothing is written yet.
   *
   * @param name begins the id of each copy and is their system
   */
  FinishedCopies(MongoClient client, String name, int count) {
    this.client = client;
    this.name = name;
    this.count = count;
  }

  /** Whether no service waits for anything more of the incident, and none has written it lately. */
  boolean isAtRest(String incidentId, Duration unchangedFor) {
    Instant since = Instant.now().minus(unchangedFor);
    return KEPT.stream()
        .map(kept -> documents(kept, incidentId))
        .allMatch(found ->
            !found.isEmpty() && found.stream().allMatch(document -> isAtRest(document, since)));
  }

  private static boolean isAtRest(Document document, Instant since) {
    return document.getList("outbox", Object.class, List.of()).isEmpty()
        && !document.containsKey("dueAt")
        && !document.containsKey("alarmAt")
        && (!document.containsKey("updatedAt")
            || document.getDate("updatedAt").toInstant().isBefore(since));
  }

  private List<Document> documents(Kept kept, String incidentId) {
    return kept.in(client).find(Filters.eq(kept.field(), incidentId)).into(new ArrayList<>());
  }

  /**
   * Writes all copies.
   *
   * @return how many documents each of them is
   */
  int write(String incidentId, Consumer<String> say) {
    List<List<Document>> finished = KEPT.stream().map(kept -> documents(kept, incidentId)).toList();
    // Long past, so that nothing looks at them any more, and each a second from the next.
    Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(2L * count);
    for (int from = 0; from < count; from += BATCH) {
      List<DocumentCopy> copies =
          IntStream.range(from, Math.min(from + BATCH, count))
              .mapToObj(i ->
                  new DocumentCopy(
                      finished.getFirst().getFirst(), i, id(i), name, first.plusSeconds(i)))
              .toList();
      // Side by side: while the store forces one collection's copies to the disk, the next are
      // made.
      IntStream.range(0, KEPT.size())
          .parallel()
          .forEach(k -> KEPT.get(k).in(client).insertMany(all(copies, finished.get(k)), UNORDERED));
      if (from % SAY_EVERY == 0) {
        say.accept("%,d of %,d stored ...".formatted(from, count));
      }
    }
    return finished.stream().mapToInt(List::size).sum();
  }

  private static List<Document> all(List<DocumentCopy> copies, List<Document> documents) {
    return copies.stream().flatMap(copy -> copy.all(documents)).toList();
  }

  /** A batch at a time: a store need not hold the removal of a million documents at once. */
  void remove() {
    for (int from = 0; from < count; from += BATCH) {
      // Every id of a copy begins with the copy's: the range ends before the next batch's first.
      Bson some =
          Filters.and(
              Filters.gte("_id", id(from)), Filters.lt("_id", id(Math.min(from + BATCH, count))));
      KEPT.parallelStream().forEach(kept -> kept.in(client).deleteMany(some));
    }
  }

  /** Of one length, so that ranges of ids are ranges of numbers. */
  private String id(int i) {
    return "%s-%08d".formatted(name, i);
  }
}
