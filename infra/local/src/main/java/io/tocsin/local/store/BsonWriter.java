package io.tocsin.local.store;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes what {@link BsonReader} reads, byte for byte as the framework's encoder does. */
final class BsonWriter {

  /** The names of an array's elements. */
  private static final int PLACES = 1000;

  private static final byte[][] PLACE = new byte[PLACES][];

  static {
    Arrays.setAll(PLACE, i -> Integer.toString(i).getBytes(StandardCharsets.US_ASCII));
  }

  /** What a thread may keep for its next document. */
  private static final int KEPT_BYTES = 1 << 16;

  /** Most of what is written is a key of some dozen bytes: too little for a buffer of its own. */
  private static final ThreadLocal<BsonWriter> OWN = ThreadLocal.withInitial(BsonWriter::new);

  private byte[] bytes = new byte[1024];
  private int at;

  private BsonWriter() {}

  static byte[] document(Map<String, ?> document) {
    BsonWriter writer = own();
    writer.write(document);
    byte[] written = Arrays.copyOf(writer.bytes, writer.at);
    writer.release();
    return written;
  }

  /** Values under the names "0", "1" and so on; one that is missing as null. */
  static byte[] values(Iterable<?> values) {
    BsonWriter writer = own();
    writer.write(values);
    byte[] written = Arrays.copyOf(writer.bytes, writer.at);
    writer.release();
    return written;
  }

  /** As {@link #values(Iterable)}, behind their length. */
  static void values(Iterable<?> values, WriteBuffer to) {
    BsonWriter writer = own();
    writer.write(values);
    to.putVarInt(writer.at).put(writer.bytes, 0, writer.at);
    writer.release();
  }

  static void document(Map<String, ?> document, ByteBuf to) {
    BsonWriter writer = own();
    writer.write(document);
    to.writeBytes(writer.bytes, 0, writer.at);
    writer.release();
  }

  private static BsonWriter own() {
    BsonWriter writer = OWN.get();
    // Not at the end: what could not be written may have ended half-way.
    writer.at = 0;
    return writer;
  }

  private void release() {
    if (bytes.length > KEPT_BYTES) {
      OWN.remove();
    }
  }

  private void write(Map<String, ?> document) {
    int start = begin();
    document.forEach((name, value) -> field(BsonName.utf8(name), value));
    end(start);
  }

  private void write(Iterable<?> array) {
    int start = begin();
    int place = 0;
    for (Object value : array) {
      field(
          place < PLACES ? PLACE[place] : BsonName.utf8(Integer.toString(place)),
          value instanceof Missing ? null : value);
      place++;
    }
    end(start);
  }

  private int begin() {
    int start = at;
    int32(0);
    return start;
  }

  private void end(int start) {
    one(BsonConstants.TERMINATING_BYTE);
    int end = at;
    at = start;
    int32(end - start);
    at = end;
  }

  private void field(byte[] name, @Nullable Object value) {
    byte type = BsonEncoder.determineType(value);
    one(type);
    all(name);
    one(BsonConstants.STRING_TERMINATION);
    switch (value) {
      case null -> {}
      case String string -> string(string);
      case Map<?, ?> document -> {
        @SuppressWarnings("unchecked")
        Map<String, ?> fields = (Map<String, ?>) document;
        write(fields);
      }
      case Collection<?> array -> write(array);
      case Integer number -> int32(number);
      case Long number -> int64(number);
      case Double number -> int64(Double.doubleToRawLongBits(number));
      case Instant instant -> int64(instant.toEpochMilli());
      case Boolean yes -> one(yes ? 1 : 0);
      case ObjectId id -> all(id.toByteArray());
      default -> rare(type, value);
    }
  }

  private void rare(byte type, Object value) {
    ByteBuf buffer = Unpooled.buffer();
    BsonEncoder.encodeValue(type, value, buffer);
    byte[] encoded = new byte[buffer.readableBytes()];
    buffer.readBytes(encoded);
    all(encoded);
  }

  private void string(String string) {
    byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
    int32(utf8.length + 1);
    all(utf8);
    one(BsonConstants.STRING_TERMINATION);
  }

  private void one(int value) {
    room(1);
    bytes[at++] = (byte) value;
  }

  private void all(byte[] values) {
    room(values.length);
    System.arraycopy(values, 0, bytes, at, values.length);
    at += values.length;
  }

  private void int32(int value) {
    room(Integer.BYTES);
    bytes[at++] = (byte) value;
    bytes[at++] = (byte) (value >> 8);
    bytes[at++] = (byte) (value >> 16);
    bytes[at++] = (byte) (value >> 24);
  }

  private void int64(long value) {
    int32((int) value);
    int32((int) (value >> 32));
  }

  private void room(int more) {
    if (at + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
    }
  }
}
