package io.tocsin.local.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One database: its collections, and the descriptions of their indexes. */
final class StoreDatabase extends AbstractMongoDatabase<KeyValue> {

  private final Storage storage;
  private final Latest latest;
  private final MapNames names;
  private final StoredMap<byte[]> flags;
  private final Map<String, IndexSpec> beingAdded = new ConcurrentHashMap<>();

  StoreDatabase(String name, Storage storage, Latest latest, CursorRegistry cursors) {
    super(name, cursors);
    this.storage = storage;
    this.latest = latest;
    this.names = new MapNames(name);
    this.flags = storage.map(MapNames.MULTIKEY, StoredType.Bytes.TYPE);
    initializeNamespacesAndIndexes();
  }

  StoreCollection collection(String name) {
    return (StoreCollection) resolveCollection(name, true);
  }

  boolean has(String collection) {
    return resolveCollection(collection, false) != null;
  }

  StoreCollection create(String collection) {
    return (StoreCollection) resolveOrCreateCollection(collection);
  }

  List<StoreCollection> withExpiry() {
    List<StoreCollection> result = new ArrayList<>();
    if (indexes.get() == null) {
      return result;
    }
    indexes
        .get()
        .queryAllAsStream()
        .filter(d -> d.containsKey("expireAfterSeconds"))
        .map(d -> String.valueOf(d.get("ns")).substring(databaseName.length() + 1))
        .distinct()
        .filter(this::has)
        .forEach(c -> result.add(collection(c)));
    return result;
  }

  @Override
  protected MongoCollection<KeyValue> openOrCreateCollection(
      String name, CollectionOptions options) {
    CollectionOptions actual =
        name.equals("system.namespaces") ? CollectionOptions.withIdField("name") : options;
    return new StoreCollection(
        this,
        name,
        actual,
        storage.map(names.documents(name), StoredType.Bytes.TYPE),
        latest,
        cursorRegistry);
  }

  @Override
  protected void addIndex(Document description) {
    IndexSpec spec = IndexSpec.of(description);
    beingAdded.put(spec.name(), spec);
    try {
      super.addIndex(description);
    } finally {
      beingAdded.remove(spec.name());
    }
  }

  @Override
  protected Index<KeyValue> openOrCreateUniqueIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    return name.equals(IdIndex.NAME)
        ? new IdIndex(storage.map(names.documents(collection), StoredType.Bytes.TYPE))
        : index(collection, name);
  }

  @Override
  protected Index<KeyValue> openOrCreateSecondaryIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    return index(collection, name);
  }

  private Index<KeyValue> index(String collection, String name) {
    IndexSpec spec = beingAdded.get(name);
    if (spec == null) {
      Document described =
          new Document("ns", getFullCollectionNamespace(collection)).append("name", name);
      spec = IndexSpec.of(indexes.get().handleQuery(described).iterator().next());
    }
    String map = names.index(collection, name);
    return new StoreIndex(spec, storage.map(map, KeyType.TYPE), flags, map);
  }

  @Override
  public void dropCollection(String name, Oplog oplog) {
    super.dropCollection(name, oplog);
    storage.dropIfThere(names.documents(name));
  }

  @Override
  public void drop(Oplog oplog) {
    super.drop(oplog);
    storage.mapNames().stream().filter(names::owns).forEach(storage::dropIfThere);
  }

  @Override
  public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String name) {
    throw Refusals.unsupported("the renaming of a collection");
  }

  @Override
  public Document handleCommand(
      Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
    return switch (command.toLowerCase(Locale.ROOT)) {
      case "insert" -> BatchWrites.insert(collection(nameIn(query, command)), query);
      case "update" ->
          BatchWrites.update(query, one -> framework(channel, command, one, databases));
      case "delete" -> BatchWrites.delete(collection(nameIn(query, command)), query);
      case "aggregate" -> Aggregations.run(this, query, databases);
      default -> framework(channel, command, query, databases);
    };
  }

  private Document framework(
      Channel channel, String command, Document query, DatabaseResolver databases) {
    return super.handleCommand(channel, command, query, databases, NoopOplog.get());
  }

  static String nameIn(Document query, String command) {
    for (Map.Entry<String, Object> e : query.entrySet()) {
      if (e.getKey().equalsIgnoreCase(command) && e.getValue() instanceof String name) {
        return name;
      }
    }
    throw Refusals.badValue(
        "Expected the name of a collection in '%s', but got none".formatted(command));
  }

  @Override
  protected long getStorageSize() {
    return storage.fileSize();
  }

  @Override
  protected long getFileSize() {
    return storage.fileSize();
  }
}
