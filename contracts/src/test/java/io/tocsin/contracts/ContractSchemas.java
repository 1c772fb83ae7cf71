package io.tocsin.contracts;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schema (2020-12) of an event's envelope, drawn from its record: what a writer may put on the
 * topic. A component is required unless it is {@code @Nullable}; a null one is left out, never
 * written. Fields beyond the listed ones are allowed, because a contract may grow.
 */
final class ContractSchemas {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** What {@link Duration#toString} writes; the format "duration" knows no fractions of seconds. */
  static final String DURATION = "^PT(-?[0-9]+H)?(-?[0-9]+M)?(-?[0-9]+(\\.[0-9]+)?S)?$";

  /** A local time of day; the format "time" would demand an offset. */
  static final String TIME = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?$";

  private final Map<String, JsonNode> definitions = new TreeMap<>();
  private final Map<String, Class<?>> owners = new TreeMap<>();

  private ContractSchemas() {}

  static ObjectNode of(String type, Class<? extends Event> event) {
    var schemas = new ContractSchemas();
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:tocsin:contract:" + type);
    schema.put("title", type);
    schema.put("type", "object");
    ObjectNode fields = schema.putObject("properties");
    fields.putObject("id").put("type", "string");
    fields.putObject("type").put("const", type);
    fields.putObject("at").put("type", "string").put("format", "date-time");
    fields.putObject("cause").put("type", "string");
    fields.set("data", schemas.reference(event));
    schema.putArray("required").add("id").add("type").add("at").add("data");
    ObjectNode nested = schema.putObject("$defs");
    schemas.definitions.forEach(nested::set);
    return schema;
  }

  /** The text of a committed schema: two blanks deep, one line feed a line. */
  static String print(JsonNode node) {
    var indenter = new DefaultIndenter("  ", "\n");
    var printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    return JSON.writer().with(printer).writeValueAsString(node) + "\n";
  }

  private ObjectNode reference(Class<?> nested) {
    String name = nested.getSimpleName();
    @Nullable Class<?> owner = owners.put(name, nested);
    if (owner != null && owner != nested) {
      throw new IllegalStateException(
          "Expected one record or enum of the name " + name + ", but got " + owner + ", " + nested);
    }
    if (owner == null) {
      definitions.put(name, nested.isEnum() ? enumeration(nested) : object(nested));
    }
    return JSON.createObjectNode().put("$ref", "#/$defs/" + name);
  }

  private static ObjectNode enumeration(Class<?> type) {
    ObjectNode node = JSON.createObjectNode().put("type", "string");
    ArrayNode values = node.putArray("enum");
    Arrays.stream(type.getEnumConstants()).forEach(c -> values.add(((Enum<?>) c).name()));
    return node;
  }

  private ObjectNode object(Class<?> type) {
    ObjectNode node = JSON.createObjectNode().put("type", "object");
    ObjectNode fields = node.putObject("properties");
    ArrayNode required = node.putArray("required");
    for (RecordComponent component : type.getRecordComponents()) {
      fields.set(component.getName(), value(component.getGenericType()));
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(component.getName());
      }
    }
    if (type == PageEvent.PageTarget.class) {
      ArrayNode either = node.putArray("oneOf");
      either.addObject().putArray("required").add("post");
      either.addObject().putArray("required").add("personId");
    }
    return node;
  }

  private ObjectNode value(Type type) {
    ObjectNode node = JSON.createObjectNode();
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      node.put("type", "array").set("items", value(list.getActualTypeArguments()[0]));
      return node;
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalStateException("Expected a class or a list, but got " + type);
    }
    if (plain.isRecord() || plain.isEnum()) {
      return reference(plain);
    }
    return switch (plain.getName()) {
      case "boolean", "java.lang.Boolean" -> node.put("type", "boolean");
      case "int", "java.lang.Integer", "long", "java.lang.Long" -> node.put("type", "integer");
      default -> text(node.put("type", "string"), plain);
    };
  }

  private static ObjectNode text(ObjectNode node, Class<?> type) {
    if (type == Instant.class) {
      return node.put("format", "date-time");
    }
    if (type == LocalDate.class) {
      return node.put("format", "date");
    }
    if (type == LocalTime.class) {
      return node.put("pattern", TIME);
    }
    if (type == Duration.class) {
      return node.put("pattern", DURATION);
    }
    if (type == String.class || type == ZoneId.class) {
      return node;
    }
    throw new IllegalStateException("Expected a type that contracts know, but got " + type);
  }
}
