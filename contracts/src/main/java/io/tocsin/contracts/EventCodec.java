package io.tocsin.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Envelopes as JSON: {@code {"id", "type", "at", "cause"?, "data": {...}}}. Unknown fields are
 * ignored, because a contract may grow; a missing one that the record does not mark
 * {@code @Nullable} is an error.
 */
public final class EventCodec {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .annotationIntrospector(new RequiredUnlessNullable())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(LogicalType.Textual, EventCodec::textOnly)
          .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private EventCodec() {}

  /** The mapper that the contracts are read and written with. */
  public static JsonMapper json() {
    return JSON;
  }

  public static byte[] encode(Envelope<?> envelope) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", envelope.id());
    node.put("type", envelope.type());
    node.put("at", envelope.at().toString());
    if (envelope.cause() != null) {
      node.put("cause", envelope.cause());
    }
    node.set("data", JSON.valueToTree(envelope.data()));
    return JSON.writeValueAsBytes(node);
  }

  /**
   * Reads one record's value.
   *
   * @throws MalformedRecordException naming what was expected and what came
   */
  public static Envelope<?> decode(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      throw new MalformedRecordException("Expected an envelope, but the record has no value");
    }
    try {
      JsonNode node = JSON.readTree(value);
      Class<? extends Event> type = EventTypes.classOf(text(node, "type"));
      JsonNode cause = node.get("cause");
      return new Envelope<>(
          text(node, "id"),
          Instant.parse(text(node, "at")),
          cause == null || cause.isNull() ? null : cause.asString(),
          JSON.treeToValue(data(node), type));
    } catch (JacksonException | java.time.DateTimeException e) {
      throw new MalformedRecordException("Expected an envelope, but: " + e.getMessage(), e);
    }
  }

  private static JsonNode data(JsonNode node) {
    JsonNode data = node.get("data");
    if (data == null || !data.isObject()) {
      throw new MalformedRecordException("Expected an object in data, but got " + data);
    }
    return data;
  }

  /** A number where a text belongs is a writer's mistake; Jackson would turn it into one. */
  private static void textOnly(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isString()) {
      throw new MalformedRecordException("Expected a text in " + field + ", but got " + value);
    }
    return value.asString();
  }
}
