package io.tocsin.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.backend.KeyValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written may be many times what memory holds, and so may what a crash leaves to apply. */
class LittleMemoryTest {

  private static final int DOCUMENTS = 40_000;
  private static final int UPDATES = 20_000;
  private static final int AT_ONCE = 500;

  /** MiB of heap; H2 keeps up to 32 of them for pages that it has read. */
  private static final int LITTLE = 160;

  @TempDir Path dir;

  @Test
  void aLargeStoreIsWrittenToWithAHeapOfAFractionOfItsChanges() throws Exception {
    StoreProcess store = StoreProcess.idle(dir, LITTLE);
    try (MongoClient client = MongoClients.create(store.uri())) {
      MongoCollection<Document> things = things(client);
      fill(things);
      change(things);
    } finally {
      store.kill();
    }
    verify(LITTLE);
  }

  @Test
  void whatACrashLeavesIsAppliedWithLessMemoryThanItWasWrittenWith() throws Exception {
    StoreProcess store = StoreProcess.idle(dir, 900);
    try (MongoClient client = MongoClients.create(store.uri())) {
      fill(things(client));
    } finally {
      store.kill();
    }
    verify(LITTLE);
  }

  @Test
  void anIndexLargerThanMemoryIsFilled() throws Exception {
    StoreProcess store = StoreProcess.idle(dir, 900);
    try (MongoClient client = MongoClients.create(store.uri())) {
      fill(things(client));
    } finally {
      store.kill();
    }
    store = StoreProcess.idle(dir, LITTLE);
    try (MongoClient client = MongoClients.create(store.uri())) {
      MongoCollection<Document> things = things(client);
      things.createIndex(new Document("text", 1));
      assertThat(things.countDocuments(Filters.gt("text", "5"))).isBetween(1L, DOCUMENTS - 1L);
    } finally {
      store.kill();
    }
  }

  @Test
  void anIndexWhoseFillingIsCutShortByAKillFindsAllAfterwards() throws Exception {
    StoreProcess store = StoreProcess.idle(dir, 900);
    try (MongoClient client = MongoClients.create(store.uri())) {
      fill(things(client));
    } finally {
      store.kill();
    }
    StoreProcess killed = StoreProcess.idle(dir, LITTLE);
    Thread filling =
        Thread.ofVirtual()
            .start(() -> {
              try (MongoClient client = MongoClients.create(killed.uri())) {
                things(client).createIndex(new Document("text", 1));
              } catch (MongoException e) {
                // killed, as intended
              }
            });
    Path file = dir.resolve("documents.mv");
    long before = Files.size(file);
    await().pollInterval(Duration.ofMillis(5)).until(() -> Files.size(file) > before + (48 << 20));
    assertThat(filling.isAlive()).as("the filling goes on").isTrue();
    killed.kill();
    filling.join();

    store = StoreProcess.idle(dir, LITTLE);
    try (MongoClient client = MongoClients.create(store.uri())) {
      MongoCollection<Document> things = things(client);
      things.createIndex(new Document("text", 1));
      assertThat(things.countDocuments(Filters.gte("text", ""))).isEqualTo(DOCUMENTS);
      things.dropIndex("text_1");
    } finally {
      store.kill();
    }
    verify(LITTLE);
  }

  @Test
  void anIndexThatWasNotFilledToItsEndIsFilledWhenTheStoreIsOpenedAgain() throws Exception {
    Path copy = dir.resolve("copy");
    try (Storage storage = Storage.open(dir.resolve("first"))) {
      StoredMap<KeyValue> before =
          storage.restructure(() -> storage.map("index:a.b|done", KeyType.TYPE));
      storage
          .write(
              new ReentrantLock(),
              () -> {
                before.put(new KeyValue("x"), new KeyValue(1));
                return true;
              })
          .join();
      storage.restructure(() -> {
        fillUntilSaved(storage, storage.map("index:a.b|new", KeyType.TYPE));
        return copied(dir.resolve("first"), copy);
      });
    }

    try (Storage storage = Storage.open(copy)) {
      assertThat(storage.map("index:a.b|done", KeyType.TYPE).get(new KeyValue("x")))
          .isEqualTo(new KeyValue(1));
      assertThat(storage.map("index:a.b|new", KeyType.TYPE).isNew()).isTrue();
    }
  }

  @Test
  void aKillWhileMapsAreDroppedAndFilledLeavesNoJournalThatNamesWhatIsGone() throws Exception {
    Path copy = dir.resolve("copy");
    try (Storage storage = Storage.open(dir.resolve("first"))) {
      StoredMap<KeyValue> old =
          storage.restructure(() -> storage.map("index:a.b|old", KeyType.TYPE));
      storage
          .write(
              new ReentrantLock(),
              () -> {
                old.put(new KeyValue("x"), new KeyValue(1));
                return true;
              })
          .join();
      storage.restructure(() -> {
        storage.dropIfThere("index:a.b|old");
        fillUntilSaved(storage, storage.map("index:a.b|new", KeyType.TYPE));
        return copied(dir.resolve("first"), copy);
      });
    }

    try (Storage storage = Storage.open(copy)) {
      assertThat(storage.mapNames()).doesNotContain("index:a.b|old", "index:a.b|new");
    }
  }

  private static void fillUntilSaved(Storage storage, StoredMap<KeyValue> filling) {
    String text = "x".repeat(100_000);
    long size = storage.fileSize();
    for (int i = 0; storage.fileSize() == size; i++) {
      filling.put(new KeyValue(i + text), new KeyValue(i));
    }
  }

  private void verify(int heapMb) throws Exception {
    StoreProcess store = StoreProcess.idle(dir, heapMb);
    try (MongoClient client = MongoClients.create(store.uri())) {
      assertThat(things(client).countDocuments(Filters.gte("a", 0))).isEqualTo(DOCUMENTS);
    } finally {
      store.kill();
    }
  }

  private static Path copied(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MongoCollection<Document> things(MongoClient client) {
    return client.getDatabase("little").getCollection("things");
  }

  private static void fill(MongoCollection<Document> things) {
    things.createIndex(new Document("a", 1));
    things.createIndex(new Document("b", 1));
    Random random = new Random(7);
    for (int from = 0; from < DOCUMENTS; from += AT_ONCE) {
      List<Document> some = new ArrayList<>();
      for (int i = from; i < from + AT_ONCE; i++) {
        some.add(
            new Document("_id", i)
                .append("a", random.nextInt(1_000_000))
                .append("b", "b-" + random.nextInt())
                .append("text", random.nextInt(10_000) + "x".repeat(4_000)));
      }
      things.insertMany(some);
    }
  }

  private static void change(MongoCollection<Document> things) {
    Random random = new Random(11);
    for (int done = 0; done < UPDATES; done += AT_ONCE) {
      List<UpdateOneModel<Document>> some = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        some.add(
            new UpdateOneModel<>(
                Filters.eq("_id", random.nextInt(DOCUMENTS)),
                Updates.set("a", random.nextInt(1_000_000))));
      }
      things.bulkWrite(some);
    }
  }
}
