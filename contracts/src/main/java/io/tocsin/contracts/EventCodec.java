package io.tocsin.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
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
          .addModule(new InstantModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(LogicalType.Textual, EventCodec::textOnly)
          .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  /** For a value that others follow. */
  private static final ObjectReader PART =
      JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Map<Class<?>, ObjectReader> PARTS = new ConcurrentHashMap<>();

  private EventCodec() {}

  /** The mapper that the contracts are read and written with. */
  public static JsonMapper json() {
    return JSON;
  }

  public static byte[] encode(Envelope<?> envelope) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("id", envelope.id());
      json.writeStringProperty("type", envelope.type());
      json.writeStringProperty("at", InstantText.write(envelope.at()));
      if (envelope.cause() != null) {
        json.writeStringProperty("cause", envelope.cause());
      }
      json.writeName("data");
      JSON.writeValue(json, envelope.data());
      json.writeEndObject();
    }
    return bytes.toByteArray();
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
    try (JsonParser json = JSON.createParser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedRecordException(
            "Expected an object as the envelope, but got " + json.currentToken());
      }
      return envelope(json);
    } catch (JacksonException | DateTimeException e) {
      throw new MalformedRecordException("Expected an envelope, but: " + e.getMessage(), e);
    }
  }

  /**
   * The type of what a record tells, without reading the rest of it; null where that is not to be
   * had so cheaply, as where it is no envelope.
   */
  public static @Nullable Class<? extends Event> typeOf(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      return null;
    }
    try (JsonParser json = JSON.createParser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("type")) {
          return EventTypes.classOf(text(json, name));
        }
        json.skipChildren();
      }
      return null;
    } catch (JacksonException | MalformedRecordException e) {
      return null;
    }
  }

  /** In one go where the type stands before the data, as {@link #encode} writes it. */
  private static Envelope<?> envelope(JsonParser json) {
    String id = null;
    Class<? extends Event> type = null;
    Instant at = null;
    String cause = null;
    Event data = null;
    JsonNode unread = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      switch (name) {
        case "id" -> id = text(json, name);
        case "type" -> type = EventTypes.classOf(text(json, name));
        case "at" -> at = InstantText.read(text(json, name));
        case "cause" -> cause = token == JsonToken.VALUE_NULL ? null : text(json, name);
        case "data" -> {
          if (token != JsonToken.START_OBJECT) {
            throw missing("an object", name, token);
          }
          if (type == null) {
            unread = part(json, JsonNode.class);
          } else {
            data = part(json, type);
          }
        }
        default -> json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      throw new MalformedRecordException(
          "Expected nothing behind the envelope, but got " + json.currentToken());
    }
    if (id == null || type == null || at == null) {
      throw missing("a text", id == null ? "id" : type == null ? "type" : "at", null);
    }
    if (data == null && unread != null) {
      data = JSON.treeToValue(unread, type);
    }
    if (data == null) {
      throw missing("an object", "data", null);
    }
    return new Envelope<>(id, at, cause, data);
  }

  private static <T> T part(JsonParser json, Class<T> type) {
    return PARTS.computeIfAbsent(type, PART::forType).readValue(json);
  }

  private static MalformedRecordException missing(
      String expected, String field, @Nullable JsonToken got) {
    return new MalformedRecordException(
        "Expected %s in %s, but got %s".formatted(expected, field, got));
  }

  /** A number where a text belongs is a writer's mistake; Jackson would turn it into one. */
  private static void textOnly(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  private static String text(JsonParser json, String field) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw missing("a text", field, json.currentToken());
    }
    return json.getString();
  }
}
