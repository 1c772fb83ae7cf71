package io.tocsin.kit.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteCapability;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.Version;
import tools.jackson.core.base.GeneratorBase;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JacksonFeatureSet;
import tools.jackson.core.util.SimpleStreamWriteContext;

/**
 * Jackson's way to the bytes of a state: BSON, without a tree in between. A service writes a state
 * with every step it takes, and the tree cost more than all else of it.
 */
final class StateWriter extends GeneratorBase {

  private static final int[] NO_STARTS = {};

  /** The components of records as they lie in documents: as many as there are. */
  private static final Map<SerializableString, byte[]> COMPONENTS = new ConcurrentHashMap<>();

  private byte[] bytes = new byte[1024];
  private int at;

  /** Where the lengths of the open documents and arrays stand, and their elements so far. */
  private int[] starts = NO_STARTS;

  private int[] elements = NO_STARTS;
  private int depth;
  private SimpleStreamWriteContext context = SimpleStreamWriteContext.createRootContext(null);
  private byte @Nullable [] name;

  StateWriter() {
    super(ObjectWriteContext.empty(), io(), 0);
  }

  static IOContext io() {
    return new IOContext(
        StreamReadConstraints.defaults(),
        StreamWriteConstraints.defaults(),
        ErrorReportConfiguration.defaults(),
        new BufferRecycler(),
        ContentReference.unknown(),
        false,
        JsonEncoding.UTF8);
  }

  /** What was written: one document. */
  RawBsonDocument document() {
    if (depth != 0 || at == 0) {
      throw new IllegalStateException("Expected one whole document, but got a part of it");
    }
    return new RawBsonDocument(bytes, 0, at);
  }

  private void element(BsonType type) {
    if (depth == 0) {
      if (type != BsonType.DOCUMENT || at != 0) {
        throw new IllegalStateException(
            "Expected a state to be one document, but got a value of type " + type);
      }
      return;
    }
    byte[] key = name;
    one(type.getValue());
    if (context.inObject()) {
      if (key == null) {
        throw new IllegalStateException("Expected a name before the value of type " + type);
      }
      all(key);
      name = null;
    } else {
      place(elements[depth - 1]++);
    }
    one(0);
  }

  private void begin(BsonType type) {
    element(type);
    if (depth == starts.length) {
      int room = Math.max(8, 2 * depth);
      starts = Arrays.copyOf(starts, room);
      elements = Arrays.copyOf(elements, room);
    }
    starts[depth] = at;
    elements[depth] = 0;
    depth++;
    int32(0);
  }

  private void end() {
    one(0);
    int end = at;
    at = starts[--depth];
    int32(end - at);
    at = end;
  }

  @Override
  public JsonGenerator writeStartObject() {
    return writeStartObject(null);
  }

  @Override
  public JsonGenerator writeStartObject(@Nullable Object value) {
    begin(BsonType.DOCUMENT);
    context = context.createChildObjectContext(value);
    return this;
  }

  @Override
  public JsonGenerator writeEndObject() {
    end();
    context = context.clearAndGetParent();
    return this;
  }

  @Override
  public JsonGenerator writeStartArray() {
    return writeStartArray(null);
  }

  @Override
  public JsonGenerator writeStartArray(@Nullable Object value) {
    begin(BsonType.ARRAY);
    context = context.createChildArrayContext(value);
    return this;
  }

  @Override
  public JsonGenerator writeEndArray() {
    end();
    context = context.clearAndGetParent();
    return this;
  }

  @Override
  public JsonGenerator writeName(String key) {
    context.writeName(key);
    name = utf8(key);
    return this;
  }

  @Override
  public JsonGenerator writeName(SerializableString component) {
    context.writeName(component.getValue());
    byte[] known = COMPONENTS.get(component);
    name = known == null ? COMPONENTS.computeIfAbsent(component, c -> utf8(c.getValue())) : known;
    return this;
  }

  private static byte[] utf8(String key) {
    return StateKeys.escape(key).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public JsonGenerator writePropertyId(long id) {
    return writeName(Long.toString(id));
  }

  @Override
  public JsonGenerator writeString(@Nullable String text) {
    if (text == null) {
      return writeNull();
    }
    element(BsonType.STRING);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int32(utf8.length + 1);
    all(utf8);
    one(0);
    return this;
  }

  @Override
  public JsonGenerator writeString(char[] text, int from, int length) {
    return writeString(new String(text, from, length));
  }

  @Override
  public JsonGenerator writeNumber(short number) {
    return writeNumber((int) number);
  }

  @Override
  public JsonGenerator writeNumber(int number) {
    element(BsonType.INT32);
    int32(number);
    return this;
  }

  @Override
  public JsonGenerator writeNumber(long number) {
    element(BsonType.INT64);
    int64(number);
    return this;
  }

  @Override
  public JsonGenerator writeNumber(double number) {
    element(BsonType.DOUBLE);
    int64(Double.doubleToRawLongBits(number));
    return this;
  }

  @Override
  public JsonGenerator writeNumber(float number) {
    return writeNumber((double) number);
  }

  /** As text: a decimal of MongoDB's own would not hold every value. */
  @Override
  public JsonGenerator writeNumber(@Nullable BigInteger number) {
    return number == null ? writeNull() : writeString(number.toString());
  }

  @Override
  public JsonGenerator writeNumber(@Nullable BigDecimal number) {
    return number == null ? writeNull() : writeString(number.toString());
  }

  @Override
  public JsonGenerator writeNumber(String number) {
    return writeString(number);
  }

  @Override
  public JsonGenerator writeBoolean(boolean yes) {
    element(BsonType.BOOLEAN);
    one(yes ? 1 : 0);
    return this;
  }

  @Override
  public JsonGenerator writeNull() {
    element(BsonType.NULL);
    return this;
  }

  @Override
  public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int from, int length) {
    return writeString(variant.encode(Arrays.copyOfRange(data, from, from + length)));
  }

  @Override
  public JsonGenerator writeUTF8String(byte[] text, int from, int length) {
    return writeString(new String(text, from, length, StandardCharsets.UTF_8));
  }

  @Override
  public JsonGenerator writeRawUTF8String(byte[] text, int from, int length) {
    throw raw();
  }

  @Override
  public JsonGenerator writeRaw(String text) {
    throw raw();
  }

  @Override
  public JsonGenerator writeRaw(String text, int from, int length) {
    throw raw();
  }

  @Override
  public JsonGenerator writeRaw(char[] text, int from, int length) {
    throw raw();
  }

  @Override
  public JsonGenerator writeRaw(char text) {
    throw raw();
  }

  private static UnsupportedOperationException raw() {
    return new UnsupportedOperationException("A state is no text: nothing raw can be put into it");
  }

  /** The name of an array's element; few arrays have more than ten. */
  private void place(int element) {
    if (element < 10) {
      one('0' + element);
    } else {
      all(Integer.toString(element).getBytes(StandardCharsets.US_ASCII));
    }
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

  @Override
  public TokenStreamContext streamWriteContext() {
    return context;
  }

  @Override
  public @Nullable Object currentValue() {
    return context.currentValue();
  }

  @Override
  public void assignCurrentValue(Object value) {
    context.assignCurrentValue(value);
  }

  @Override
  public JacksonFeatureSet<StreamWriteCapability> streamWriteCapabilities() {
    return DEFAULT_TEXTUAL_WRITE_CAPABILITIES;
  }

  @Override
  public @Nullable Object streamWriteOutputTarget() {
    return null;
  }

  @Override
  public int streamWriteOutputBuffered() {
    return at;
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  public void flush() {
    // All that is written is here.
  }

  @Override
  protected void _closeInput() {
    // Nothing is open.
  }

  @Override
  protected void _releaseBuffers() {
    // The bytes are the document's.
  }

  @Override
  protected void _verifyValueWrite(String what) {
    // element() does.
  }
}
