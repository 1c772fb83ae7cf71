package io.tocsin.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.nio.file.Path;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same random commands to this store and to the framework's own store in memory, which knows no
 * index but unique ones and so looks at every document. Whatever the planner, the indexes or a
 * reopening get wrong shows as a difference.
 */
class RandomComparisonTest {

  private static final int COMMANDS = 1_500;
  private static final int REOPEN_EVERY = 400;

  @TempDir Path dir;

  private final MongoServer memory = new MongoServer(new MemoryBackend());
  private DocumentStore store;
  private MongoClient expected;
  private MongoClient actual;

  @BeforeEach
  void open() {
    store = DocumentStore.start(dir, 0);
    actual = MongoClients.create(store.uri());
    expected = MongoClients.create(memory.bindAndGetConnectionString());
  }

  @AfterEach
  void close() {
    actual.close();
    expected.close();
    store.close();
    memory.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void randomCommandsAnswerAsAStoreWithoutIndexesDoes(long seed) {
    Random random = new Random(seed);
    RandomCommands commands = new RandomCommands(random);
    createIndexes(collection(actual));
    createIndexes(collection(expected));

    for (int i = 1; i <= COMMANDS; i++) {
      RandomCommands.Command command = commands.next();

      String wanted = outcome(command, collection(expected));
      String got = outcome(command, collection(actual));

      assertThat(got).as("seed %d, command %d: %s", seed, i, command).isEqualTo(wanted);
      if (i % REOPEN_EVERY == 0) {
        reopen();
      }
    }
    assertThat(RandomCommands.everything(collection(actual)))
        .isEqualTo(RandomCommands.everything(collection(expected)));
  }

  private static MongoCollection<Document> collection(MongoClient client) {
    return client.getDatabase("random").getCollection("things");
  }

  private static void createIndexes(MongoCollection<Document> c) {
    c.createIndex(new Document("email", 1), new IndexOptions().unique(true).sparse(true));
    c.createIndex(new Document("status", 1).append("at", -1));
    c.createIndex(new Document("n", 1));
    c.createIndex(new Document("tags", 1));
    c.createIndex(new Document("outbox.at", 1), new IndexOptions().sparse(true));
    c.createIndex(
        new Document("due", 1),
        new IndexOptions().partialFilterExpression(new Document("status", "open")));
    c.createIndex(new Document("n", 1).append("tags", 1));
  }

  private static String outcome(RandomCommands.Command command, MongoCollection<Document> on) {
    try {
      return String.valueOf(command.run().apply(on));
    } catch (MongoException e) {
      return "error " + e.getCode();
    }
  }

  private void reopen() {
    actual.close();
    store.close();
    store = DocumentStore.start(dir, 0);
    actual = MongoClients.create(store.uri());
  }
}
