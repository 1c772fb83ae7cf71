package io.tocsin.contracts;

import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** Reads and writes instants in their usual form by {@link InstantText}, all others as ever. */
public final class InstantModule extends SimpleModule {

  private static final long serialVersionUID = 1;

  public InstantModule() {
    addSerializer(new Writer());
    addDeserializer(Instant.class, new Reader());
  }

  private static final class Writer extends StdScalarSerializer<Instant> {

    Writer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
      json.writeString(InstantText.write(value));
    }
  }

  private static final class Reader extends StdScalarDeserializer<Instant> {

    Reader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        try {
          return InstantText.read(json.getString());
        } catch (java.time.DateTimeException e) {
          // Other forms are known there, and what is none is refused in its words.
        }
      }
      return InstantDeserializer.INSTANT.deserialize(json, context);
    }
  }
}
