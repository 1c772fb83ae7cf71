package io.tocsin.kit.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.Document;
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

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .annotationIntrospector(new KindOfSealedTypes())
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
  public Document encode(S state) {
    return document(writer.<JsonNode>valueToTree(state));
  }

  @Override
  public S decode(Document state) {
    return reader.readValue(node(state));
  }

  @Override
  public Map<String, @Nullable Object> indexed(S state) {
    return indexed.apply(state);
  }

  private static Document document(JsonNode node) {
    Document document = new Document();
    node.forEachEntry((key, value) -> document.append(StateKeys.escape(key), bson(value)));
    return document;
  }

  private static @Nullable Object bson(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> document(node);
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>(node.size());
        node.forEach(element -> list.add(bson(element)));
        yield list;
      }
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING -> null;
      case NUMBER -> number(node);
      default -> node.asString();
    };
  }

  private static Object number(JsonNode node) {
    return switch (node.numberType()) {
      case INT -> node.intValue();
      case LONG -> node.longValue();
      case FLOAT, DOUBLE -> node.doubleValue();
      // As text: a decimal of MongoDB's own would not hold every value.
      case BIG_INTEGER, BIG_DECIMAL -> node.asString();
    };
  }

  private static JsonNode node(@Nullable Object bson) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (bson) {
      case null -> nodes.nullNode();
      case Map<?, ?> map -> {
        ObjectNode object = nodes.objectNode();
        map.forEach((key, value) -> object.set(StateKeys.unescape((String) key), node(value)));
        yield object;
      }
      case List<?> list -> {
        ArrayNode array = nodes.arrayNode(list.size());
        list.forEach(element -> array.add(node(element)));
        yield array;
      }
      case String text -> nodes.stringNode(text);
      case Integer number -> nodes.numberNode(number);
      case Long number -> nodes.numberNode(number);
      case Double number -> nodes.numberNode(number);
      case Boolean flag -> nodes.booleanNode(flag);
      default ->
          throw new IllegalStateException(
              "Expected only what encode writes in a state, but found a " + bson.getClass());
    };
  }
}
