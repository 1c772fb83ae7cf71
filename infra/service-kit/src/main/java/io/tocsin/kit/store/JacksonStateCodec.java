package io.tocsin.kit.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.contracts.InstantModule;
import java.util.Map;
import java.util.function.Function;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * States that are records, without a word of persistence in them.
 *
 * <p>Components lie under their names; times, durations and zones as ISO text, so that nothing of
 * their precision is lost; ids that are records of one component as a sub-document; a value of a
 * sealed interface carries the simple name of its record in {@code kind}. Null components are left
 * out; what a newer build wrote and this one does not know is ignored.
 */
public final class JacksonStateCodec<S> implements StateCodec<S> {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .annotationIntrospector(new KindOfSealedTypes())
          .addModule(new InstantModule())
          .changeDefaultVisibility(v ->
              v.withFieldVisibility(Visibility.ANY)
                  .withGetterVisibility(Visibility.NONE)
                  .withIsGetterVisibility(Visibility.NONE))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final Function<S, Map<String, @Nullable Object>> indexed;

  private JacksonStateCodec(
      JsonMapper json, Class<S> type, Function<S, Map<String, @Nullable Object>> indexed) {
    this.writer = json.writerFor(type);
    this.reader = json.readerFor(type);
    this.indexed = indexed;
  }

  /**
   * A codec for a record, or for a sealed interface of records.
   *
   * @param indexed the fields beside the state that queries need, as {@link StateCodec#indexed}
   *     says
   */
  public static <S> JacksonStateCodec<S> of(
      Class<S> type, Function<S, Map<String, @Nullable Object>> indexed) {
    return new JacksonStateCodec<>(JSON, type, indexed);
  }

  /** A codec with a say of its own in how the state is written, by mix-ins for example. */
  public static <S> JacksonStateCodec<S> of(
      Class<S> type,
      Function<S, Map<String, @Nullable Object>> indexed,
      Function<JsonMapper.Builder, JsonMapper.Builder> settings) {
    return new JacksonStateCodec<>(settings.apply(JSON.rebuild()).build(), type, indexed);
  }

  @Override
  public RawBsonDocument encode(S state) {
    BasicOutputBuffer bytes = new BasicOutputBuffer();
    try (BsonBinaryWriter bson = new BsonBinaryWriter(bytes)) {
      write(writer.<JsonNode>valueToTree(state), bson);
    }
    return new RawBsonDocument(bytes.getInternalBuffer(), 0, bytes.getPosition());
  }

  @Override
  public S decode(BsonDocument state) {
    return reader.readValue(object(state.asBsonReader()));
  }

  @Override
  public Map<String, @Nullable Object> indexed(S state) {
    return indexed.apply(state);
  }

  private static void write(JsonNode node, BsonBinaryWriter bson) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        bson.writeStartDocument();
        node.forEachEntry((key, value) -> {
          bson.writeName(StateKeys.escape(key));
          write(value, bson);
        });
        bson.writeEndDocument();
      }
      case ARRAY -> {
        bson.writeStartArray();
        node.forEach(element -> write(element, bson));
        bson.writeEndArray();
      }
      case BOOLEAN -> bson.writeBoolean(node.booleanValue());
      case NULL, MISSING -> bson.writeNull();
      case NUMBER -> writeNumber(node, bson);
      default -> bson.writeString(node.asString());
    }
  }

  private static void writeNumber(JsonNode node, BsonBinaryWriter bson) {
    switch (node.numberType()) {
      case INT -> bson.writeInt32(node.intValue());
      case LONG -> bson.writeInt64(node.longValue());
      case FLOAT, DOUBLE -> bson.writeDouble(node.doubleValue());
      // As text: a decimal of MongoDB's own would not hold every value.
      case BIG_INTEGER, BIG_DECIMAL -> bson.writeString(node.asString());
    }
  }

  private static ObjectNode object(BsonReader bson) {
    ObjectNode object = NODES.objectNode();
    bson.readStartDocument();
    for (BsonType type = bson.readBsonType();
        type != BsonType.END_OF_DOCUMENT;
        type = bson.readBsonType()) {
      String name = StateKeys.unescape(bson.readName());
      object.set(name, node(type, bson));
    }
    bson.readEndDocument();
    return object;
  }

  private static ArrayNode array(BsonReader bson) {
    ArrayNode array = NODES.arrayNode();
    bson.readStartArray();
    for (BsonType type = bson.readBsonType();
        type != BsonType.END_OF_DOCUMENT;
        type = bson.readBsonType()) {
      array.add(node(type, bson));
    }
    bson.readEndArray();
    return array;
  }

  private static JsonNode node(BsonType type, BsonReader bson) {
    return switch (type) {
      case DOCUMENT -> object(bson);
      case ARRAY -> array(bson);
      case STRING -> NODES.stringNode(bson.readString());
      case INT32 -> NODES.numberNode(bson.readInt32());
      case INT64 -> NODES.numberNode(bson.readInt64());
      case DOUBLE -> NODES.numberNode(bson.readDouble());
      case BOOLEAN -> NODES.booleanNode(bson.readBoolean());
      case NULL -> {
        bson.readNull();
        yield NODES.nullNode();
      }
      default ->
          throw new IllegalStateException(
              "Expected only what encode writes in a state, but found a " + type);
    };
  }
}
