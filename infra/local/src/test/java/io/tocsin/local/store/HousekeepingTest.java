package io.tocsin.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {

  @TempDir Path dir;

  @Test
  void documentsGoWhenTheirTimeHasCome() {
    Housekeeping.Pace pace =
        new Housekeeping.Pace(Duration.ofMillis(20), 1 << 20, Duration.ofSeconds(9), Duration.ZERO);
    try (DocumentStore store = DocumentStore.start(dir, 0, pace);
        MongoClient client = MongoClients.create(store.uri())) {
      MongoCollection<Document> keys = client.getDatabase("ttl").getCollection("keys");
      keys.createIndex(
          new Document("at", 1), new IndexOptions().expireAfter(60L, TimeUnit.SECONDS));
      long now = System.currentTimeMillis();
      keys.insertOne(new Document("_id", "fresh").append("at", new BsonDateTime(now)));
      keys.insertOne(new Document("_id", "timeless"));
      for (int i = 0; i < 600; i++) {
        keys.insertOne(
            new Document("_id", "old-" + i).append("at", new BsonDateTime(now - 61_000)));
      }

      await().atMost(Duration.ofSeconds(60)).until(() -> keys.countDocuments() == 2);

      assertThat(keys.distinct("_id", String.class)).containsExactlyInAnyOrder("fresh", "timeless");
    }
  }

  @Test
  void whatWasWrittenReachesTheMapsFileWhileTheStoreRuns() throws Exception {
    Duration never = Duration.ofHours(1);
    Housekeeping.Pace pace =
        new Housekeeping.Pace(Duration.ofMillis(20), Long.MAX_VALUE, Duration.ofSeconds(1), never);
    Path file = dir.resolve("documents.mv");
    try (DocumentStore store = DocumentStore.start(dir, 0, pace);
        MongoClient client = MongoClients.create(store.uri())) {
      MongoCollection<Document> things = client.getDatabase("kept").getCollection("things");
      things.insertOne(new Document("_id", "the first makes the collection"));
      long before = Files.size(file);
      for (int i = 0; i < 200; i++) {
        things.insertOne(new Document("_id", i).append("text", "x".repeat(10_000)));
      }

      await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(file) > before + (1 << 20));
    }
  }

  @Test
  void writesAreRefusedBeforeTheDiskIsFullAndTakenAgainAfterwards() {
    AtomicLong free = new AtomicLong(10 << 20);
    DiskRoom room = new DiskRoom(Path.of("/data/store"), free::get, 128 << 20);
    room.look();

    assertThatThrownBy(room::require)
        .isInstanceOfSatisfying(
            MongoServerError.class, e -> assertThat(e.getCode()).isEqualTo(14031))
        .hasMessageContaining("/data/store")
        .hasMessageContaining("10 MiB");

    free.set(200 << 20);
    room.look();
    assertThatCode(room::require).doesNotThrowAnyException();
  }
}
