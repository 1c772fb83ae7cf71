package io.tocsin.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Envelopes as JSON: {@code {"id", "type", "at", "cause"?, "data": {...}}}. Unknown fields are
 * ignored, because a contract may grow; a missing one that the record does not mark
 * {@code @Nullable} is an error.
 */
public final class EventCodec {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .annotationIntrospector(new RequiredUnlessNullable())
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
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
          JSON.treeToValue(node.path("data"), type));
    } catch (JacksonException | java.time.DateTimeException e) {
      throw new MalformedRecordException("Expected an envelope, but: " + e.getMessage(), e);
    }
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isString()) {
      throw new MalformedRecordException("Expected a text in " + field + ", but got " + value);
    }
    return value.asString();
  }
}
