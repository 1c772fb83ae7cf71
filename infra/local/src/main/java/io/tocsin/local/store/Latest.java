package io.tocsin.local.store;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Objects;

/**
 * Documents that were read or written lately, beside their bytes: what is written is mostly read
 * and written again within a second, and need not be taken apart each time. They are shared: who
 * changes documents in place has to have his own.
 *
 * <p>An entry counts for the very bytes that it was made with, so that nothing has to be forgotten.
 * A race only loses an entry: each is whole, or not there.
 */
final class Latest {

  /**
   * More of them survive to be copied by the collector, which costs what reading them anew does.
   */
  private static final int KEPT = 1024;

  private static final int LARGE = 1 << 13;

  private final Entry[] entries;
  private final int collection;

  /** For all collections together. */
  Latest() {
    this(new Entry[KEPT], 0);
  }

  private Latest(Entry[] entries, int collection) {
    this.entries = entries;
    this.collection = collection;
  }

  /**
   * What the documents of one collection use of it. Many collections keep something about the same
   * incident under its id, and would else all have one place.
   */
  Latest of(String name) {
    return new Latest(entries, name.hashCode());
  }

  private static final class Entry {
    private final byte[] bytes;
    private final Document document;

    Entry(byte[] bytes, Document document) {
      this.bytes = bytes;
      this.document = document;
    }

    @SuppressWarnings("ReferenceEquality") // equal ones may be older, the same ones are not
    boolean isOf(byte[] these) {
      return bytes == these;
    }
  }

  Document decode(KeyValue key, byte[] bytes) {
    Entry entry = entries[place(key)];
    if (entry != null && entry.isOf(bytes)) {
      return entry.document;
    }
    Document document = BsonBytes.decode(bytes);
    keep(key, bytes, document);
    return document;
  }

  byte[] encode(KeyValue key, Document document) {
    byte[] bytes = BsonBytes.encode(document);
    keep(key, bytes, document);
    return bytes;
  }

  private void keep(KeyValue key, byte[] bytes, Document document) {
    if (bytes.length <= LARGE) {
      entries[place(key)] = new Entry(bytes, document);
    }
  }

  private int place(KeyValue key) {
    int hash = 31 * Objects.hashCode(key.get(0)) + collection;
    return (hash ^ hash >>> 10 ^ hash >>> 20) & KEPT - 1;
  }
}
