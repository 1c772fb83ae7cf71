package io.tocsin.local.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index: from the values of its fields to the document's key. Unique indexes are keyed
 * by the values alone, others by the values and the document's key. An array has an entry per
 * element.
 */
final class StoreIndex extends Index<KeyValue> {

  private static final byte[] YES = {};

  private final IndexSpec spec;
  private final List<String> fields;
  private final List<String> entryFields;
  private final StoredMap<KeyValue> entries;
  private final StoredMap<byte[]> flags;
  private final KeyValue flag;
  private volatile boolean multikey;

  /**
   * {@code flags}: which indexes have ever held an array; what they answer may name a document
   * twice.
   */
  StoreIndex(IndexSpec spec, StoredMap<KeyValue> entries, StoredMap<byte[]> flags, String map) {
    // "sparse" tells the framework that remove() need not know the document's position.
    super(spec.name(), spec.keys(), true);
    this.spec = spec;
    this.fields = spec.fields();
    this.entryFields =
        spec.unique() ? fields : Stream.concat(fields.stream(), Stream.of("_id")).toList();
    this.entries = entries;
    this.flags = flags;
    this.flag = new KeyValue(map);
    this.multikey = flags.contains(flag);
  }

  IndexSpec spec() {
    return spec;
  }

  /** What an entry is made of, in order. */
  List<String> entryFields() {
    return entryFields;
  }

  boolean isMultikey() {
    return multikey;
  }

  StoredMap<KeyValue> entries() {
    return entries;
  }

  private Set<KeyValue> keysOf(Document document) {
    if (!spec.covers(document)
        || spec.sparse() && fields.stream().noneMatch(f -> isThere(document, f))) {
      return Set.of();
    }
    KeyValue only = onlyKeyOf(document);
    if (only != null) {
      return Set.of(only);
    }
    Set<KeyValue> keys = plainElements(document);
    if (keys.isEmpty()) {
      keys = getKeyValues(document);
    }
    if (keys.isEmpty()) {
      keys = Set.of(withoutArrays(document));
    }
    if (!multikey
        && (keys.size() > 1
            || fields.stream().anyMatch(f -> valueOf(document, f) instanceof Collection))) {
      flags.put(flag, YES);
      multikey = true;
    }
    return keys;
  }

  /**
   * The keys of one array of plain values beside plain values, as most arrays are; empty where it
   * is another case. A notice for ten thousand units has as many.
   */
  private Set<KeyValue> plainElements(Document document) {
    List<@Nullable Object> values = new ArrayList<>(fields.size());
    int place = -1;
    for (String field : fields) {
      Object value = valueOf(document, field);
      if (value instanceof Collection && place < 0) {
        place = values.size();
      } else if (!isPlain(value)) {
        return Set.of();
      }
      values.add(value);
    }
    if (place < 0) {
      return Set.of();
    }
    Set<KeyValue> keys = new LinkedHashSet<>();
    for (Object element : (Collection<?>) Objects.requireNonNull(values.get(place))) {
      if (!isPlain(element)) {
        return Set.of();
      }
      values.set(place, element);
      keys.add(new KeyValue(values));
    }
    return keys;
  }

  /** Needs no other form to be found by. */
  private static boolean isPlain(@Nullable Object value) {
    return value instanceof String || value instanceof Instant;
  }

  /** Null where a value is an array: there may be several then. */
  private @Nullable KeyValue onlyKeyOf(Document document) {
    List<@Nullable Object> values = new ArrayList<>(fields.size());
    boolean isNormal = true;
    for (String field : fields) {
      Object value = valueOf(document, field);
      if (value instanceof Collection) {
        return null;
      }
      isNormal &= isPlain(value) || value instanceof Missing;
      values.add(value);
    }
    KeyValue key = new KeyValue(values);
    return isNormal ? key : key.normalized();
  }

  /** Most paths lead through no array: then nothing has to be taken apart and gathered. */
  private static Object valueOf(Document document, String field) {
    Document inner = document;
    int from = 0;
    for (int dot = field.indexOf('.'); dot >= 0; dot = field.indexOf('.', from)) {
      Object value = inner.getOrMissing(field.substring(from, dot));
      if (!(value instanceof Document next)) {
        return value instanceof Missing
            ? value
            : Utils.getSubdocumentValueCollectionAware(document, field);
      }
      inner = next;
      from = dot + 1;
    }
    return inner.getOrMissing(from == 0 ? field : field.substring(from));
  }

  private static boolean isThere(Document document, String field) {
    Object value = valueOf(document, field);
    return value instanceof Collection<?> c
        ? c.stream().anyMatch(e -> !(e instanceof Missing))
        : !(value instanceof Missing);
  }

  /** An empty array has no element to index, but the document must be found by the other fields. */
  private KeyValue withoutArrays(Document document) {
    List<@Nullable Object> values = new ArrayList<>();
    for (String field : fields) {
      Object value = valueOf(document, field);
      values.add(value instanceof Collection ? null : value);
    }
    return new KeyValue(values).normalized();
  }

  private KeyValue entry(KeyValue key, KeyValue id) {
    if (spec.unique()) {
      return key;
    }
    List<Object> values = new ArrayList<>(key.size() + 1);
    key.forEach(values::add);
    values.add(id.get(0));
    return new KeyValue(values);
  }

  @Override
  public void checkAdd(Document document, MongoCollection<KeyValue> collection) {
    if (!spec.unique()) {
      return;
    }
    for (KeyValue key : keysOf(document)) {
      if (entries.contains(key)) {
        throw new DuplicateKeyError(this, collection, getKeys(), key);
      }
    }
  }

  @Override
  public void add(Document document, KeyValue id, MongoCollection<KeyValue> collection) {
    for (KeyValue key : keysOf(document)) {
      if (spec.unique()) {
        refuseOther(key, id, collection);
      }
      entries.put(entry(key, id), id);
    }
  }

  private void refuseOther(KeyValue key, KeyValue id, MongoCollection<KeyValue> collection) {
    KeyValue holder = entries.get(key);
    if (holder != null && KeyType.TYPE.compare(holder, id) != 0) {
      throw new DuplicateKeyError(this, collection, getKeys(), key);
    }
  }

  @Override
  public @Nullable KeyValue remove(Document document) {
    KeyValue id = IdIndex.keyOf(document);
    for (KeyValue key : keysOf(document)) {
      entries.remove(entry(key, id));
    }
    return null;
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<KeyValue> collection) {
    if (!spec.unique() || leaves(before, after)) {
      return;
    }
    KeyValue id = IdIndex.keyOf(before);
    for (KeyValue key : keysOf(after)) {
      refuseOther(key, id, collection);
    }
  }

  @Override
  public void updateInPlace(
      Document before, Document after, KeyValue id, MongoCollection<KeyValue> collection) {
    if (leaves(before, after)) {
      return;
    }
    Set<KeyValue> old = keysOf(before);
    Set<KeyValue> now = keysOf(after);
    for (KeyValue key : old) {
      if (!now.contains(key)) {
        entries.remove(entry(key, id));
      }
    }
    for (KeyValue key : now) {
      if (!old.contains(key)) {
        entries.put(entry(key, id), id);
      }
    }
  }

  /** Whether the update has nothing to do with this index: most have with most of them. */
  private boolean leaves(Document before, Document after) {
    return spec.partial() == null
        && fields.stream().allMatch(f -> Objects.equals(valueOf(before, f), valueOf(after, f)));
  }

  @Override
  public boolean hasSameOptions(Index<?> other) {
    return other instanceof StoreIndex index && spec.means(index.spec);
  }

  /**
   * Only a new index is to be filled; one that was opened is complete, even when it has no entry.
   */
  @Override
  public boolean isEmpty() {
    return entries.isNew();
  }

  @Override
  public @Nullable KeyValue getPosition(Document document) {
    return null;
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
    return entries.size();
  }

  @Override
  public long getDataSize() {
    return entries.size();
  }

  @Override
  public boolean isUnique() {
    return spec.unique();
  }

  @Override
  public void drop() {
    entries.drop();
    flags.remove(flag);
  }
}
