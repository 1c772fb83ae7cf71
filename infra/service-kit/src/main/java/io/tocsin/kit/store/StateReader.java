package io.tocsin.kit.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.Version;
import tools.jackson.core.base.ParserMinimalBase;
import tools.jackson.core.util.SimpleStreamReadContext;

/** Jackson's way from the bytes of a state, as {@link StateWriter} wrote them. */
final class StateReader extends ParserMinimalBase {

  private static final int DOUBLE = 1;
  private static final int STRING = 2;
  private static final int DOCUMENT = 3;
  private static final int ARRAY = 4;
  private static final int BOOLEAN = 8;
  private static final int NULL = 10;
  private static final int INT32 = 16;
  private static final int INT64 = 18;

  private final byte[] bytes;
  private int at;
  private boolean begun;
  private SimpleStreamReadContext context = SimpleStreamReadContext.createRootContext(null);

  /** Of the value behind the name that was read last. */
  private int type;

  private @Nullable String text;
  private long integer;
  private double number;
  private NumberType numberType = NumberType.INT;

  private StateReader(byte[] bytes, int at) {
    super(ObjectReadContext.empty());
    this.bytes = bytes;
    this.at = at;
  }

  static StateReader of(BsonDocument state) {
    RawBsonDocument raw =
        state instanceof RawBsonDocument its
            ? its
            : new RawBsonDocument(state, new BsonDocumentCodec());
    ByteBuffer buffer = raw.getByteBuffer().asNIO();
    if (buffer.hasArray()) {
      return new StateReader(buffer.array(), buffer.arrayOffset() + buffer.position());
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    return new StateReader(copy, 0);
  }

  @Override
  public @Nullable JsonToken nextToken() {
    JsonToken token = next();
    return token == null ? _updateTokenToNull() : _updateToken(token);
  }

  private @Nullable JsonToken next() {
    if (_currToken == JsonToken.PROPERTY_NAME) {
      return value(type);
    }
    if (context.inRoot()) {
      boolean first = !begun;
      begun = true;
      return first ? begin(DOCUMENT) : null;
    }
    type = bytes[at++];
    if (type == 0) {
      JsonToken end = context.inObject() ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
      context = Objects.requireNonNull(context.clearAndGetParent());
      return end;
    }
    if (context.inObject()) {
      context.setCurrentName(StateKeys.unescape(name()));
      return JsonToken.PROPERTY_NAME;
    }
    skipName();
    return value(type);
  }

  private JsonToken value(int kind) {
    text = null;
    return switch (kind) {
      case DOCUMENT, ARRAY -> begin(kind);
      case STRING -> {
        int length = int32();
        text = new String(bytes, at, length - 1, StandardCharsets.UTF_8);
        at += length;
        yield JsonToken.VALUE_STRING;
      }
      case INT32 -> {
        integer = int32();
        numberType = NumberType.INT;
        yield JsonToken.VALUE_NUMBER_INT;
      }
      case INT64 -> {
        integer = int64();
        numberType = NumberType.LONG;
        yield JsonToken.VALUE_NUMBER_INT;
      }
      case DOUBLE -> {
        number = Double.longBitsToDouble(int64());
        numberType = NumberType.DOUBLE;
        yield JsonToken.VALUE_NUMBER_FLOAT;
      }
      case BOOLEAN -> bytes[at++] == 0 ? JsonToken.VALUE_FALSE : JsonToken.VALUE_TRUE;
      case NULL -> JsonToken.VALUE_NULL;
      default ->
          throw new IllegalStateException(
              "Expected only what is written in a state, but found type " + kind);
    };
  }

  private JsonToken begin(int kind) {
    at += Integer.BYTES;
    if (kind == ARRAY) {
      context = context.createChildArrayContext(-1, -1);
      return JsonToken.START_ARRAY;
    }
    context = context.createChildObjectContext(-1, -1);
    return JsonToken.START_OBJECT;
  }

  private String name() {
    int from = at;
    int hash = 0;
    for (byte next = bytes[at++]; next != 0; next = bytes[at++]) {
      hash = 31 * hash + next;
    }
    return StateNames.read(bytes, from, at - 1, hash);
  }

  private void skipName() {
    while (bytes[at++] != 0) {
      // The place in the array tells the same.
    }
  }

  private int int32() {
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

  @Override
  public @Nullable String currentName() {
    return _currToken == JsonToken.START_OBJECT || _currToken == JsonToken.START_ARRAY
        ? Objects.requireNonNull(context.getParent()).currentName()
        : context.currentName();
  }

  @Override
  public @Nullable String getString() {
    JsonToken token = _currToken;
    if (token == null) {
      return null;
    }
    return switch (token) {
      case PROPERTY_NAME -> context.currentName();
      case VALUE_STRING -> text;
      case VALUE_NUMBER_INT -> Long.toString(integer);
      case VALUE_NUMBER_FLOAT -> Double.toString(number);
      default -> token.asString();
    };
  }

  private String string() {
    String string = getString();
    return string == null ? "" : string;
  }

  @Override
  public char[] getStringCharacters() {
    return string().toCharArray();
  }

  @Override
  public boolean hasStringCharacters() {
    return false;
  }

  @Override
  public int getStringLength() {
    return string().length();
  }

  @Override
  public int getStringOffset() {
    return 0;
  }

  @Override
  public NumberType getNumberType() {
    return numberType;
  }

  @Override
  public boolean isNaN() {
    return _currToken == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(number);
  }

  @Override
  public Number getNumberValue() {
    if (_currToken == JsonToken.VALUE_NUMBER_FLOAT) {
      return number;
    }
    requireInteger(0);
    // Not in one expression: it would make a long of both.
    if (numberType == NumberType.INT) {
      return (int) integer;
    }
    return integer;
  }

  private void requireInteger(int expected) {
    if (_currToken != JsonToken.VALUE_NUMBER_INT) {
      throw _constructNotNumericType(_currToken, expected);
    }
  }

  @Override
  public int getIntValue() {
    long value = getLongValue();
    if (value != (int) value) {
      _reportOverflowInt(Long.toString(value));
    }
    return (int) value;
  }

  @Override
  public long getLongValue() {
    if (_currToken == JsonToken.VALUE_NUMBER_FLOAT) {
      return (long) number;
    }
    requireInteger(NR_LONG);
    return integer;
  }

  @Override
  public BigInteger getBigIntegerValue() {
    return _currToken == JsonToken.VALUE_NUMBER_FLOAT
        ? getDecimalValue().toBigInteger()
        : BigInteger.valueOf(getLongValue());
  }

  @Override
  public float getFloatValue() {
    return (float) getDoubleValue();
  }

  @Override
  public double getDoubleValue() {
    return _currToken == JsonToken.VALUE_NUMBER_FLOAT ? number : getLongValue();
  }

  @Override
  public BigDecimal getDecimalValue() {
    return _currToken == JsonToken.VALUE_NUMBER_FLOAT
        ? BigDecimal.valueOf(number)
        : BigDecimal.valueOf(getLongValue());
  }

  @Override
  public byte[] getBinaryValue(Base64Variant variant) {
    return variant.decode(string());
  }

  @Override
  public TokenStreamContext streamReadContext() {
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
  public TokenStreamLocation currentTokenLocation() {
    return TokenStreamLocation.NA;
  }

  @Override
  public TokenStreamLocation currentLocation() {
    return TokenStreamLocation.NA;
  }

  @Override
  public @Nullable Object streamReadInputSource() {
    return null;
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
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
  protected void _handleEOF() {
    // A document ends with itself.
  }
}
