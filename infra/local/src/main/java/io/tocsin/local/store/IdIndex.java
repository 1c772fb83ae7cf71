package io.tocsin.local.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The index on {@code _id} is the map of the documents itself; this one only guards it. */
final class IdIndex extends Index<KeyValue> {

  static final String NAME = "_id_";

  private final StoredMap<byte[]> documents;

  IdIndex(StoredMap<byte[]> documents) {
    super(NAME, List.of(new IndexKey("_id", true)), false);
    this.documents = documents;
  }

  static KeyValue keyOf(Document document) {
    return new KeyValue(document.get("_id"));
  }

  @Override
  public @Nullable KeyValue getPosition(Document document) {
    KeyValue key = keyOf(document);
    return documents.contains(key) ? key : null;
  }

  @Override
  public void checkAdd(Document document, MongoCollection<KeyValue> collection) {
    KeyValue key = keyOf(document);
    if (documents.contains(key)) {
      throw new DuplicateKeyError(this, collection, getKeys(), key);
    }
  }

  @Override
  public void add(Document document, KeyValue position, MongoCollection<KeyValue> collection) {}

  @Override
  public @Nullable KeyValue remove(Document document) {
    return getPosition(document);
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<KeyValue> collection) {}

  @Override
  public void updateInPlace(
      Document before, Document after, KeyValue position, MongoCollection<KeyValue> collection) {}

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public boolean canHandle(Document query) {
    return false;
  }

  @Override
  public Iterable<KeyValue> getPositions(Document query) {
    throw new UnsupportedOperationException("queries are planned by QueryPlanner");
  }

  @Override
  public long getCount() {
    return documents.size();
  }

  @Override
  public long getDataSize() {
    return documents.size();
  }

  @Override
  public boolean isUnique() {
    return true;
  }

  @Override
  public void drop() {}
}
