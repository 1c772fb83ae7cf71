package io.tocsin.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after SIGKILL, whole, and found by every index. */
class KillTest {

  private static final int ROUNDS = 4;
  private static final int WRITERS = 6;
  private static final int WRITES_A_ROUND = 600;

  @TempDir Path dir;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicLong counted = new AtomicLong();
  private final AtomicInteger next = new AtomicInteger();

  @Test
  void noAcknowledgedWriteIsMissingAfterBeingKilledUnderLoad() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      StoreProcess store = StoreProcess.start(dir);
      try (MongoClient patient = connect(store.uri(), 60);
          MongoClient client = connect(store.uri(), 5)) {
        verify(patient, round);
        writeUntilKilled(client, store);
      }
    }
    StoreProcess store = StoreProcess.start(dir);
    try (MongoClient client = connect(store.uri(), 60)) {
      verify(client, ROUNDS + 1);
    } finally {
      store.kill();
    }
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * WRITES_A_ROUND / 2);
  }

  /** A write that is not answered fails at once; one that finds no store waits for it so long. */
  private static MongoClient connect(String uri, int seconds) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(uri))
            .applyToClusterSettings(c -> c.serverSelectionTimeout(seconds, TimeUnit.SECONDS))
            .retryWrites(false)
            .build());
  }

  private void writeUntilKilled(MongoClient client, StoreProcess store)
      throws InterruptedException {
    MongoCollection<Document> reports = client.getDatabase("kill").getCollection("reports");
    MongoCollection<Document> counters = client.getDatabase("kill").getCollection("counters");
    reports.createIndex(new Document("email", 1), new IndexOptions().unique(true));
    reports.createIndex(new Document("outbox.at", 1), new IndexOptions().sparse(true));
    int before = acknowledged.size();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(Thread.ofVirtual().start(() -> insertForEver(reports)));
    }
    writers.add(Thread.ofVirtual().start(() -> countForEver(counters)));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> acknowledged.size() - before >= WRITES_A_ROUND);
    store.kill();
    for (Thread writer : writers) {
      writer.join();
    }
  }

  private void insertForEver(MongoCollection<Document> reports) {
    try {
      while (true) {
        String id = "r-" + next.incrementAndGet();
        reports.insertOne(
            new Document("_id", id)
                .append("email", id + "@example.org")
                .append("outbox", List.of(new Document("at", 1), new Document("at", 2)))
                .append("text", "x".repeat(300)));
        acknowledged.add(id);
      }
    } catch (MongoException e) {
      // killed, as intended
    }
  }

  private void countForEver(MongoCollection<Document> counters) {
    try {
      while (true) {
        Document after =
            counters.findOneAndUpdate(
                new Document("_id", "c"),
                new Document("$inc", new Document("n", 1L)),
                new com.mongodb.client.model.FindOneAndUpdateOptions()
                    .upsert(true)
                    .returnDocument(com.mongodb.client.model.ReturnDocument.AFTER));
        counted.set(after == null ? 0 : after.getLong("n"));
      }
    } catch (MongoException e) {
      // killed, as intended
    }
  }

  private void verify(MongoClient client, int round) {
    MongoCollection<Document> reports = client.getDatabase("kill").getCollection("reports");
    Set<String> there = new HashSet<>();
    reports.find().forEach(d -> there.add(d.getString("_id")));
    assertThat(there).as("before round %d", round).containsAll(acknowledged);

    Set<String> byIndex = new HashSet<>();
    reports
        .find(new Document("outbox.at", new Document("$lt", 5)))
        .forEach(d -> byIndex.add(d.getString("_id")));
    assertThat(byIndex).as("by the index on the outbox").isEqualTo(there);
    for (String id : there) {
      assertThat(reports.countDocuments(new Document("email", id + "@example.org")))
          .as("by the unique index: %s", id)
          .isOne();
    }
    Document counter = client.getDatabase("kill").getCollection("counters").find().first();
    assertThat(counter == null ? 0L : counter.getLong("n")).isGreaterThanOrEqualTo(counted.get());
  }
}
