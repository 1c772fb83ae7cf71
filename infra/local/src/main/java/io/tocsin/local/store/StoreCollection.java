package io.tocsin.local.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One collection: documents in a map by their {@code _id}, indexes beside it. What a command does
 * to a document is the framework's; where documents lie, how they are found and who may write is
 * this class's. Writers hold {@link #writers}; readers hold nothing.
 */
final class StoreCollection extends AbstractMongoCollection<KeyValue> {

  private static final int EXPIRE_AT_ONCE = 500;

  private final ReentrantLock writers = new ReentrantLock();
  private final StoredMap<byte[]> documents;
  private final Latest latest;
  private final List<StoreIndex> indexes = new CopyOnWriteArrayList<>();

  /**
   * Readers' own: the inherited one remembers the position of an array's match for the writer's
   * "$".
   */
  private final QueryMatcher matcher = new DefaultQueryMatcher();

  /**
   * Which writer changes documents in place, as the framework's updates do: it gets its own, all
   * others share the latest ones.
   */
  private volatile @Nullable Thread changing;

  StoreCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      StoredMap<byte[]> documents,
      Latest latest,
      CursorRegistry cursors) {
    super(database, name, options, cursors);
    this.documents = documents;
    this.latest = latest.of(database.getDatabaseName() + "." + name);
  }

  ReentrantLock writers() {
    return writers;
  }

  @Override
  protected KeyValue addDocumentInternal(Document document) {
    KeyValue key =
        getIdField() == null
            ? new KeyValue(new ObjectId())
            : new KeyValue(document.get(getIdField()));
    documents.put(key, latest.encode(key, document));
    return key;
  }

  @Override
  protected void handleUpdate(KeyValue position, Document before, Document after) {
    documents.put(position, latest.encode(position, after));
  }

  @Override
  public Document updateDocuments(
      Document selector,
      Document update,
      ArrayFilters filters,
      boolean multi,
      boolean upsert,
      Oplog oplog) {
    PlainUpdate plain = filters.isEmpty() ? PlainUpdate.of(update) : null;
    List<PlainUpdate.Step> steps = plain == null ? null : steps(plain, selector, multi);
    if (steps == null || steps.isEmpty() && upsert) {
      return changing(() -> super.updateDocuments(selector, update, filters, multi, upsert, oplog));
    }
    int modified = 0;
    for (PlainUpdate.Step step : steps) {
      if (step.isChange()) {
        write(step);
        modified++;
      }
    }
    return new Document("n", steps.size()).append("nModified", modified);
  }

  @Override
  public Document findAndModify(Document query) {
    return changing(() -> super.findAndModify(query));
  }

  private Document changing(Supplier<Document> work) {
    Thread before = changing;
    changing = Thread.currentThread();
    try {
      return work.get();
    } finally {
      changing = before;
    }
  }

  /** Null when one of the documents does not allow the update. */
  private @Nullable List<PlainUpdate.Step> steps(
      PlainUpdate update, Document selector, boolean multi) {
    List<PlainUpdate.Step> steps = new ArrayList<>();
    for (Document before : queryDocuments(selector, null, 0, 0, 0, null)) {
      PlainUpdate.Step step = update.apply(before);
      if (step == null) {
        return null;
      }
      steps.add(step);
      if (!multi) {
        break;
      }
    }
    return steps;
  }

  private void write(PlainUpdate.Step step) {
    for (StoreIndex index : indexes) {
      index.checkUpdate(step.before(), step.after(), this);
    }
    KeyValue position = IdIndex.keyOf(step.before());
    for (StoreIndex index : indexes) {
      index.updateInPlace(step.before(), step.after(), position, this);
    }
    handleUpdate(position, step.before(), step.after());
  }

  @Override
  protected void removeDocument(KeyValue position) {
    documents.remove(position);
  }

  @Override
  protected @Nullable Document getDocument(KeyValue position) {
    if (changing == Thread.currentThread()) {
      return ownDocument(position);
    }
    byte[] bytes = documents.get(position);
    return bytes == null ? null : latest.decode(position, bytes);
  }

  /** One that nobody else has. */
  private @Nullable Document ownDocument(KeyValue position) {
    byte[] bytes = documents.get(position);
    return bytes == null ? null : BsonBytes.decode(bytes);
  }

  @Override
  protected boolean documentMatchesQuery(Document document, Document query) {
    return matcher.matches(document, query);
  }

  @Override
  protected Stream<DocumentWithPosition<KeyValue>> streamAllDocumentsWithPosition() {
    return documents
        .entries()
        .map(e -> new DocumentWithPosition<>(BsonBytes.decode(e.getValue()), e.getKey()));
  }

  @Override
  public Stream<Document> queryAllAsStream() {
    return scan(null, null, false);
  }

  /**
   * The documents that match, found by an index where one fits; for an aggregation's first stage.
   */
  Stream<Document> matching(Document query) {
    return documents(QueryPlanner.plan(indexes, query, null), this::ownDocument)
        .filter(d -> documentMatchesQuery(d, query));
  }

  @Override
  protected QueryResult queryDocuments(
      Document query,
      @Nullable Document order,
      int skip,
      int limit,
      int batchSize,
      @Nullable Document fields) {
    if (isNaturalDescending(order)) {
      return matchDocuments(query, order, skip, limit, batchSize, fields);
    }
    Plan plan = QueryPlanner.plan(indexes, query, order);
    return matchDocumentsFromStream(
        documents(plan, this::getDocument),
        query,
        plan.isOrdered() ? null : order,
        skip,
        limit,
        batchSize,
        fields);
  }

  @Override
  protected QueryResult matchDocuments(
      Document query,
      @Nullable Document order,
      int skip,
      int limit,
      int batchSize,
      @Nullable Document fields) {
    return matchDocumentsFromStream(
        scan(null, null, isNaturalDescending(order)), query, order, skip, limit, batchSize, fields);
  }

  private Stream<Document> documents(Plan plan, Function<KeyValue, @Nullable Document> read) {
    return switch (plan) {
      case Plan.ByKeyRange range -> scan(range.low(), range.high(), range.reverse());
      case Plan.ByKeys keys -> byKeys(keys.ids().stream().map(KeyValue::new), read);
      case Plan.ByIndex byIndex -> byKeys(keys(byIndex), read);
      case Plan.AnyOf any ->
          byKeys(
              any.parts().stream().flatMap(part -> documents(part, read)).map(IdIndex::keyOf),
              read);
    };
  }

  private Stream<Document> scan(@Nullable Object low, @Nullable Object high, boolean reverse) {
    return documents
        .values(
            low == null ? null : new KeyValue(low),
            high == null ? null : new KeyValue(high),
            reverse)
        .map(BsonBytes::decode);
  }

  private static Stream<Document> byKeys(
      Stream<KeyValue> keys, Function<KeyValue, @Nullable Document> read) {
    return keys.distinct().map(read).filter(Objects::nonNull);
  }

  private static Stream<KeyValue> keys(Plan.ByIndex plan) {
    return plan.prefixes().stream()
        .flatMap(prefix ->
            plan.index()
                .entries()
                .values(
                    bound(prefix, plan.low(), false),
                    bound(prefix, plan.high(), true),
                    plan.reverse()));
  }

  private static @Nullable KeyValue bound(
      List<@Nullable Object> prefix, @Nullable Object value, boolean top) {
    List<@Nullable Object> values = new ArrayList<>(prefix);
    if (value != null) {
      values.add(value);
    }
    if (top) {
      values.add(KeyType.TOP);
    }
    return values.isEmpty() ? null : new KeyValue(values);
  }

  @Override
  public void addIndex(Index<KeyValue> index) {
    try {
      super.addIndex(index);
    } catch (RuntimeException e) {
      if (index instanceof StoreIndex failed && failed.entries().isNew()) {
        failed.drop();
      }
      throw e;
    }
    if (index instanceof StoreIndex added
        && indexes.stream().noneMatch(i -> i.getName().equals(added.getName()))) {
      indexes.add(added);
    }
  }

  @Override
  public void dropIndex(String name) {
    indexes.removeIf(i -> i.getName().equals(name));
    super.dropIndex(name);
  }

  /**
   * Removes some of the documents whose time has come by an index with {@code expireAfterSeconds}.
   */
  int expire(Instant now) {
    int removed = 0;
    for (StoreIndex index : indexes) {
      if (index.spec().expireAfter() != null) {
        Document due =
            new Document(
                index.spec().fields().getFirst(),
                new Document("$lt", now.minus(index.spec().expireAfter())));
        removed += deleteDocuments(due, EXPIRE_AT_ONCE, NoopOplog.get());
      }
    }
    return removed;
  }

  boolean expires() {
    return indexes.stream().anyMatch(i -> i.spec().expireAfter() != null);
  }

  @Override
  public int count() {
    return Math.toIntExact(documents.size());
  }

  @Override
  protected boolean tracksDataSize() {
    return false;
  }

  @Override
  protected void updateDataSize(int delta) {}

  @Override
  protected int getDataSize() {
    return 0;
  }
}
