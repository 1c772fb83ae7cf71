package io.tocsin.local.store;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;

/** Keys of documents and of index entries, in MongoDB's order of values. */
final class KeyType extends StoredType<KeyValue> {

  static final KeyType TYPE = new KeyType();

  /** Comes after every value. Only bounds of a search hold it; it is never stored. */
  static final Top TOP = new Top();

  /** Integers below this are the same as a double. */
  private static final double EXACT = 1L << 53;

  @Override
  public int compare(KeyValue a, KeyValue b) {
    int shared = Math.min(a.size(), b.size());
    for (int i = 0; i < shared; i++) {
      int order = compareValues(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  static int compareValues(Object a, Object b) {
    if (a instanceof Top || b instanceof Top) {
      return Boolean.compare(a instanceof Top, b instanceof Top);
    }
    if (a instanceof String s && b instanceof String t) {
      return s.compareTo(t);
    }
    if (a instanceof Instant s && b instanceof Instant t) {
      return s.compareTo(t);
    }
    if (a instanceof Number x && b instanceof Number y) {
      return compareNumbers(x, y);
    }
    if (a instanceof ObjectId s && b instanceof ObjectId t) {
      return s.compareTo(t);
    }
    return ValueComparator.ascWithoutListHandling().compare(a, b);
  }

  /**
   * Exact across types: a comparison through double or long is not transitive, and a tree would
   * lose keys.
   */
  private static int compareNumbers(Number a, Number b) {
    if (isInteger(a) && isInteger(b)) {
      return Long.compare(a.longValue(), b.longValue());
    }
    double x = a.doubleValue();
    double y = b.doubleValue();
    if (!Double.isFinite(x) || !Double.isFinite(y) || isExact(x) && isExact(y)) {
      return x == y ? 0 : Double.compare(x, y);
    }
    return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
  }

  static final class Top {}

  private static boolean isExact(double d) {
    return Math.abs(d) < EXACT;
  }

  private static boolean isInteger(Number n) {
    return n instanceof Integer || n instanceof Long;
  }

  @Override
  byte[] encode(KeyValue key) {
    return BsonWriter.values(key);
  }

  @Override
  public void write(WriteBuffer buffer, KeyValue key) {
    BsonWriter.values(key, buffer);
  }

  @Override
  KeyValue decode(byte[] bytes) {
    return new KeyValue(new BsonReader(bytes).array());
  }

  /** In place: a page that is read has dozens of them. */
  @Override
  public KeyValue read(ByteBuffer buffer) {
    if (!buffer.hasArray()) {
      return super.read(buffer);
    }
    int length = DataUtils.readVarInt(buffer);
    KeyValue key =
        new KeyValue(
            new BsonReader(buffer.array(), buffer.arrayOffset() + buffer.position()).array());
    buffer.position(buffer.position() + length);
    return key;
  }

  @Override
  public int getMemory(KeyValue key) {
    int bytes = 64;
    for (Object value : key) {
      bytes += value instanceof String s ? 48 + s.length() : value instanceof Number ? 24 : 48;
    }
    return bytes;
  }

  @Override
  public KeyValue[] createStorage(int size) {
    return new KeyValue[size];
  }
}
