package io.tocsin.local.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents from bytes. The framework's decoder reads the same from a buffer; with every
 * update a document is read whole, and this is a few times as fast. Kinds of values that hardly
 * occur are left to the framework.
 */
final class BsonReader {

  private static final int OBJECT_ID = 12;

  private final byte[] bytes;
  private int at;

  BsonReader(byte[] bytes) {
    this(bytes, 0);
  }

  BsonReader(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /** Goes there. */
  BsonReader from(int position) {
    at = position;
    return this;
  }

  /** Where what is read next begins. */
  int position() {
    return at;
  }

  Document document() {
    Document document = new Document();
    at += Integer.BYTES;
    for (byte type = bytes[at++]; type != 0; type = bytes[at++]) {
      String name = name();
      document.put(name, value(type));
    }
    return document;
  }

  /** The values of an array, or of a document whose names do not matter. */
  List<@Nullable Object> array() {
    List<@Nullable Object> array = new ArrayList<>();
    at += Integer.BYTES;
    for (byte type = bytes[at++]; type != 0; type = bytes[at++]) {
      skipName();
      array.add(value(type));
    }
    return array;
  }

  private @Nullable Object value(byte type) {
    return switch (type) {
      case BsonConstants.TYPE_UTF8_STRING -> string();
      case BsonConstants.TYPE_EMBEDDED_DOCUMENT -> document();
      case BsonConstants.TYPE_ARRAY -> array();
      case BsonConstants.TYPE_INT32 -> int32();
      case BsonConstants.TYPE_INT64 -> int64();
      case BsonConstants.TYPE_DOUBLE -> Double.longBitsToDouble(int64());
      case BsonConstants.TYPE_UTC_DATETIME -> Instant.ofEpochMilli(int64());
      case BsonConstants.TYPE_BOOLEAN -> bytes[at++] != 0;
      case BsonConstants.TYPE_NULL, BsonConstants.TYPE_UNDEFINED -> null;
      case BsonConstants.TYPE_OBJECT_ID ->
          new ObjectId(Arrays.copyOfRange(bytes, at, at += OBJECT_ID));
      default -> rare(type);
    };
  }

  private Object rare(byte type) {
    ByteBuf rest = Unpooled.wrappedBuffer(bytes, at, bytes.length - at);
    Object value = BsonDecoder.decodeValue(type, rest);
    at += rest.readerIndex();
    return value;
  }

  /** A name, up to the zero byte behind it. */
  String name() {
    int from = at;
    int hash = 0;
    for (byte next = bytes[at++]; next != 0; next = bytes[at++]) {
      hash = BsonName.hash(hash, next);
    }
    return BsonName.read(bytes, from, at - 1, hash);
  }

  byte one() {
    return bytes[at++];
  }

  private void skipName() {
    while (bytes[at++] != 0) {
      // The place in the array tells the same.
    }
  }

  private String string() {
    int length = int32();
    String value = new String(bytes, at, length - 1, StandardCharsets.UTF_8);
    at += length;
    return value;
  }

  int int32() {
    int value =
        bytes[at] & 0xff
            | (bytes[at + 1] & 0xff) << 8
            | (bytes[at + 2] & 0xff) << 16
            | bytes[at + 3] << 24;
    at += Integer.BYTES;
    return value;
  }

  private long int64() {
    return int32() & 0xffff_ffffL | (long) int32() << 32;
  }
}
