package io.tocsin.local.store;

import de.bwaldvogel.mongo.backend.KeyValue;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map on disk. Reads need no lock and see a state of one moment; writes go through {@link
 * Storage#write}.
 */
final class StoredMap<V> {

  private final MVMap<KeyValue, V> map;
  private final StoredType<V> type;
  private final Storage storage;
  private final boolean isNew;

  StoredMap(MVMap<KeyValue, V> map, StoredType<V> type, Storage storage, boolean isNew) {
    this.map = map;
    this.type = type;
    this.storage = storage;
    this.isNew = isNew;
  }

  /** Created by this opening, so that nothing has been put in yet. */
  boolean isNew() {
    return isNew;
  }

  @Nullable V get(KeyValue key) {
    return map.get(key);
  }

  boolean contains(KeyValue key) {
    return map.containsKey(key);
  }

  void put(KeyValue key, V value) {
    map.put(key, value);
    storage.record(map.getId(), KeyType.TYPE.encode(key), type.encode(value));
  }

  void remove(KeyValue key) {
    if (map.remove(key) != null) {
      storage.record(map.getId(), KeyType.TYPE.encode(key), null);
    }
  }

  long size() {
    return map.sizeAsLong();
  }

  Stream<Map.Entry<KeyValue, V>> entries() {
    return map.entrySet().stream();
  }

  /**
   * Values of the keys from {@code from} to {@code to}, both included; null is open. {@code
   * reverse}: from the top.
   */
  Stream<V> values(@Nullable KeyValue from, @Nullable KeyValue to, boolean reverse) {
    Cursor<KeyValue, V> cursor = reverse ? map.cursor(to, from, true) : map.cursor(from, to, false);
    Iterator<V> values =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return cursor.hasNext();
          }

          @Override
          public V next() {
            cursor.next();
            return cursor.getValue();
          }
        };
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(values, Spliterator.ORDERED), false);
  }

  /** The journal's way in: no record of its own. */
  void restore(byte[] key, byte @Nullable [] value) {
    if (value == null) {
      map.remove(KeyType.TYPE.decode(key));
    } else {
      map.put(KeyType.TYPE.decode(key), type.decode(value));
    }
  }

  void drop() {
    storage.drop(map);
  }
}
