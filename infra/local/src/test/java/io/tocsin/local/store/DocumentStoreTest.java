package io.tocsin.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.DuplicateKeyException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.tocsin.local.StartRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentStoreTest {

  @TempDir Path dir;
  private DocumentStore store;
  private MongoClient client;
  private MongoCollection<Document> things;

  @BeforeEach
  void open() {
    store = DocumentStore.start(dir, 0);
    client = MongoClients.create(store.uri());
    things = client.getDatabase("tocsin_test").getCollection("things");
  }

  @AfterEach
  void close() {
    client.close();
    store.close();
  }

  @Test
  void aReaderNeverSeesADocumentHalfChanged() throws Exception {
    things.insertOne(new Document("_id", 1).append("a", 0).append("b", 0).append("c", 0));
    AtomicBoolean over = new AtomicBoolean();
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int i = 0; i < 2_000; i++) {
                  things.updateOne(
                      Filters.eq("_id", 1),
                      Updates.combine(
                          Updates.inc("a", 1),
                          i % 2 == 0 ? Updates.set("d", 1) : Updates.unset("d"),
                          Updates.inc("b", 1),
                          Updates.inc("c", 1)));
                }
              } finally {
                over.set(true);
              }
            });

    while (!over.get()) {
      Document seen = Objects.requireNonNull(things.find(Filters.eq("_id", 1)).first());
      assertThat(seen.getInteger("a")).isEqualTo(seen.getInteger("c"));
      assertThat(seen.containsKey("d")).isEqualTo(seen.getInteger("a") % 2 == 1);
    }

    writer.join();
    assertThat(Objects.requireNonNull(things.find().first()).getInteger("b")).isEqualTo(2_000);
  }

  private void reopen() {
    close();
    open();
  }

  @Test
  void anAggregateIsWrittenWithItsOutboxAndHandledIdsInOneUpdate() {
    things.insertOne(Document.parse("{_id: 'i-1', version: 3, handled: ['a', 'b'], note: 1}"));

    Document after =
        things.findOneAndUpdate(
            Filters.and(Filters.eq("_id", "i-1"), Filters.eq("version", 3)),
            Updates.combine(
                Updates.set("version", 4),
                Updates.set("state.kind", "OPEN"),
                Updates.unset("note"),
                Updates.pushEach("outbox", List.of(entry("e-1", 10), entry("e-2", 20))),
                Updates.pushEach("handled", List.of("c", "d"), new PushOptions().slice(-3))),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));

    assertThat(after)
        .isEqualTo(
            Document.parse(
                    "{_id: 'i-1', version: 4, handled: ['b', 'c', 'd'], state: {kind: 'OPEN'}}")
                .append("outbox", List.of(entry("e-1", 10), entry("e-2", 20))));
  }

  @Test
  void aStaleVersionChangesNothing() {
    things.insertOne(Document.parse("{_id: 'i-1', version: 3}"));

    Document after =
        things.findOneAndUpdate(Document.parse("{_id: 'i-1', version: 2}"), Updates.set("x", 1));

    assertThat(after).isNull();
    assertThat(things.find().first()).isEqualTo(Document.parse("{_id: 'i-1', version: 3}"));
  }

  @Test
  void publishedEntriesAreTakenOffByIdAndTheSweeperFindsWhatIsLeft() {
    things.createIndex(new Document("outbox.at", 1), new IndexOptions().sparse(true));
    things.insertMany(
        List.of(
            new Document("_id", "i-1")
                .append("outbox", List.of(entry("e-1", 10), entry("e-2", 20))),
            new Document("_id", "i-2").append("outbox", List.of(entry("e-3", 10))),
            new Document("_id", "i-3").append("outbox", List.of()),
            new Document("_id", "i-4")));

    var result =
        things.updateMany(
            Filters.in("_id", "i-1", "i-2", "i-3"),
            Updates.pullByFilter(
                Filters.eq("outbox", Filters.in("id", "e-1", "e-3").toBsonDocument())));

    assertThat(result.getMatchedCount()).isEqualTo(3);
    assertThat(result.getModifiedCount()).isEqualTo(2);
    assertThat(ids(Filters.lt("outbox.at", 100L))).containsExactly("i-1");
    assertThat(ids(Filters.lt("outbox.at", 15L))).isEmpty();
  }

  @Test
  void dueDocumentsComeInOrderByTheIndex() {
    things.createIndex(new Document("dueAt", 1));
    for (int i = 0; i < 50; i++) {
      things.insertOne(
          new Document("_id", "t-" + i).append("dueAt", new BsonDateTime((i * 13) % 50)));
    }
    things.insertOne(new Document("_id", "never"));

    List<Document> due =
        things
            .find(Filters.lte("dueAt", new BsonDateTime(10)))
            .sort(Sorts.ascending("dueAt"))
            .limit(5)
            .into(new ArrayList<>());

    assertThat(due)
        .extracting(d -> d.getString("_id"))
        .containsExactly("t-0", "t-27", "t-4", "t-31", "t-8");
  }

  @Test
  void anUnorderedInsertKeepsTheGoodOnesAndNamesTheBad() {
    things.insertOne(new Document("_id", 2));

    assertThatThrownBy(() ->
            things.insertMany(
                List.of(new Document("_id", 1), new Document("_id", 2), new Document("_id", 3)),
                new InsertManyOptions().ordered(false)))
        .isInstanceOfSatisfying(
            MongoBulkWriteException.class,
            e -> {
              assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(2);
              assertThat(e.getWriteErrors())
                  .singleElement()
                  .satisfies(w -> {
                    assertThat(w.getIndex()).isEqualTo(1);
                    assertThat(w.getCode()).isEqualTo(11000);
                  });
            });
    assertThat(things.countDocuments()).isEqualTo(3);
  }

  @Test
  void anOrderedInsertStopsAtTheFirstError() {
    things.insertOne(new Document("_id", 2));

    assertThatThrownBy(() ->
            things.insertMany(
                List.of(new Document("_id", 1), new Document("_id", 2), new Document("_id", 3))))
        .isInstanceOfSatisfying(
            MongoBulkWriteException.class,
            e -> assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(1));
    assertThat(things.countDocuments()).isEqualTo(2);
  }

  @Test
  void anUnorderedBulkOfUpdatesAndReplacingUpsertsCountsWhatWasDone() {
    things.createIndex(new Document("email", 1), new IndexOptions().unique(true).sparse(true));
    things.insertMany(
        List.of(new Document("_id", "a").append("email", "x"), new Document("_id", "b")));

    assertThatThrownBy(() ->
            things.bulkWrite(
                List.of(
                    new UpdateOneModel<>(Filters.eq("_id", "b"), Updates.set("email", "x")),
                    new UpdateOneModel<>(Filters.eq("_id", "a"), Updates.set("n", 1)),
                    new ReplaceOneModel<>(
                        Filters.eq("_id", "c"),
                        new Document("n", 3),
                        new ReplaceOptions().upsert(true)),
                    new UpdateOneModel<Document>(
                        Filters.eq("_id", "d"),
                        Updates.setOnInsert("n", 4),
                        new UpdateOptions().upsert(true))),
                new BulkWriteOptions().ordered(false)))
        .isInstanceOfSatisfying(
            MongoBulkWriteException.class,
            e -> {
              assertThat(e.getWriteErrors()).extracting(w -> w.getIndex()).containsExactly(0);
              assertThat(e.getWriteResult().getMatchedCount()).isEqualTo(1);
              assertThat(e.getWriteResult().getUpserts())
                  .extracting(u -> u.getIndex())
                  .containsExactly(2, 3);
            });
    assertThat(things.find(Filters.eq("_id", "c")).first())
        .isEqualTo(Document.parse("{_id: 'c', n: 3}"));
  }

  @Test
  void theSameIdIsRefusedOnceAndForAll() {
    things.insertOne(new Document("_id", "x"));

    assertThatThrownBy(() -> things.insertOne(new Document("_id", "x")))
        .isInstanceOfSatisfying(
            MongoWriteException.class, e -> assertThat(e.getError().getCode()).isEqualTo(11000));
  }

  @Test
  void documentsAndIndexesAreThereAfterReopening() {
    things.createIndex(new Document("email", 1), new IndexOptions().unique(true));
    things.insertOne(new Document("_id", 1).append("email", "a@example.org"));

    reopen();

    assertThat(things.find(Filters.eq("email", "a@example.org")).first()).containsEntry("_id", 1);
    assertThat(things.listIndexes())
        .extracting(i -> i.getString("name"))
        .containsExactlyInAnyOrder("_id_", "email_1");
    assertThatThrownBy(
            () -> things.insertOne(new Document("_id", 2).append("email", "a@example.org")))
        .isInstanceOf(MongoWriteException.class);
  }

  @Test
  void aDroppedCollectionIsGoneWithItsIndexes() {
    things.createIndex(new Document("n", 1));
    things.insertOne(new Document("_id", 1).append("n", 1));

    things.drop();
    reopen();

    assertThat(client.getDatabase("tocsin_test").listCollectionNames()).isEmpty();
    assertThat(things.countDocuments(Filters.eq("n", 1))).isZero();
    things.insertOne(new Document("_id", 1));
    assertThat(things.countDocuments()).isOne();
  }

  @Test
  void anIndexThatCannotBeBuiltLeavesNothingBehind() {
    things.insertMany(
        List.of(new Document("_id", 1).append("n", 7), new Document("_id", 2).append("n", 7)));

    assertThatThrownBy(
            () -> things.createIndex(new Document("n", 1), new IndexOptions().unique(true)))
        .isInstanceOf(DuplicateKeyException.class);
    things.createIndex(new Document("n", 1));

    assertThat(ids(Filters.eq("n", 7))).hasSize(2);
  }

  @Test
  void theSameIndexNameWithAnotherMeaningIsRefused() {
    things.createIndex(new Document("n", 1), new IndexOptions().name("by-n"));

    assertThatThrownBy(
            () -> things.createIndex(new Document("m", 1), new IndexOptions().name("by-n")))
        .isInstanceOfSatisfying(
            MongoCommandException.class, e -> assertThat(e.getErrorCode()).isEqualTo(86));
  }

  @Test
  void whatTheStoreDoesNotDoIsRefusedByName() {
    things.insertOne(new Document("_id", 1));

    assertThatThrownBy(() ->
            things.updateOne(
                Filters.eq("_id", 1), List.of(new Document("$set", new Document("a", 1)))))
        .hasMessageContaining("an update by a pipeline");
    assertThatThrownBy(() -> things.watch().first()).hasMessageContaining("$changeStream");
    assertThatThrownBy(
            () -> things.aggregate(List.of(new Document("$out", "others"))).toCollection())
        .hasMessageContaining("$out");
    assertThatThrownBy(
            () -> {
              try (ClientSession session = client.startSession()) {
                session.startTransaction();
                things.insertOne(session, new Document("_id", 2));
              }
            })
        .hasMessageContaining("a transaction");
    assertThat(things.countDocuments()).isOne();
  }

  @Test
  void helloTellsADriverWhatItTalksTo() {
    Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));

    assertThat(hello)
        .containsEntry("isWritablePrimary", true)
        .containsEntry("logicalSessionTimeoutMinutes", 30)
        .doesNotContainKeys("setName", "msg");
  }

  @Test
  void aPortInUseIsNamed() {
    assertThatThrownBy(() -> DocumentStore.start(dir.resolve("other"), store.port()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("port " + store.port())
        .hasMessageContaining("document store");
  }

  @Test
  void aDirectoryInUseIsNamed() {
    assertThatThrownBy(() -> DocumentStore.start(dir, 0))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(dir.toString());
  }

  private static Document entry(String id, long at) {
    return new Document("id", id).append("at", at);
  }

  private List<String> ids(Bson query) {
    return things.find(query).into(new ArrayList<>()).stream()
        .map(d -> String.valueOf(d.get("_id")))
        .sorted()
        .toList();
  }
}
