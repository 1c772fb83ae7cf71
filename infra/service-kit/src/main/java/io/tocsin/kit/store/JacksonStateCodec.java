package io.tocsin.kit.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.contracts.InstantModule;
import java.util.Map;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

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
    StateWriter bytes = new StateWriter();
    writer.writeValue(bytes, state);
    return bytes.document();
  }

  @Override
  public S decode(BsonDocument state) {
    return reader.readValue(StateReader.of(state));
  }

  @Override
  public Map<String, @Nullable Object> indexed(S state) {
    return indexed.apply(state);
  }
}
