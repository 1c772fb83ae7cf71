package io.tocsin.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The golden files, the schemas and the codec say the same about each event. */
class GoldenFilesTest {

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  static Stream<String> types() {
    return EventTypes.all().keySet().stream();
  }

  private static List<Error> errors(String type, String json) {
    Schema schema =
        SCHEMAS.getSchema(ContractFiles.read(ContractFiles.schema(type)), InputFormat.JSON);
    return schema.validate(
        json,
        InputFormat.JSON,
        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  private static JsonNode golden(String type) {
    return EventCodec.json().readTree(ContractFiles.read(ContractFiles.golden(type)));
  }

  @Test
  void every_event_has_a_golden_file_and_none_is_left_over() {
    assertThat(ContractFiles.types("golden", ".json")).isEqualTo(EventTypes.all().keySet());
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_golden_file_keeps_to_its_schema(String type) {
    assertThat(errors(type, golden(type).toString())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_golden_file_comes_back_the_same_through_the_codec(String type) {
    byte[] written = EventCodec.encode(EventCodec.decode(golden(type).toString().getBytes(UTF_8)));

    assertThat(EventCodec.json().readTree(written)).isEqualTo(golden(type));
  }

  @ParameterizedTest
  @MethodSource("types")
  void any_event_comes_back_the_same_and_keeps_to_its_schema(String type) {
    var samples = new SampleEvents(new Random(20260309));
    for (int i = 0; i < 50; i++) {
      Envelope<?> event = samples.envelope(EventTypes.classOf(type));
      byte[] json = EventCodec.encode(event);

      assertThat(EventCodec.decode(json)).isEqualTo(event);
      assertThat(errors(type, new String(json, UTF_8))).as("%s", event).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_golden_file_with_fields_of_a_later_build_is_read_as_before(String type) {
    JsonNode later = golden(type);
    objects(later).forEach(object -> object.putObject("addedLater").put("by", "a newer build"));

    assertThat(EventCodec.decode(later.toString().getBytes(UTF_8)))
        .isEqualTo(EventCodec.decode(golden(type).toString().getBytes(UTF_8)));
  }

  /** Leaves out each field in turn: what the schema requires, the codec must miss by name. */
  @ParameterizedTest
  @MethodSource("types")
  void a_missing_required_field_is_refused_by_name(String type) {
    int refused = 0;
    int objects = objects(golden(type)).size();
    for (int i = 0; i < objects; i++) {
      for (String field : List.copyOf(objects(golden(type)).get(i).propertyNames())) {
        JsonNode without = golden(type);
        objects(without).get(i).remove(field);
        byte[] json = without.toString().getBytes(UTF_8);
        if (errors(type, without.toString()).isEmpty()) {
          EventCodec.decode(json);
        } else {
          refused++;
          assertThatExceptionOfType(MalformedRecordException.class)
              .as("%s without %s", type, field)
              .isThrownBy(() -> EventCodec.decode(json))
              .withMessageContaining(field);
        }
      }
    }
    assertThat(refused).isGreaterThan(4);
  }

  private static List<ObjectNode> objects(JsonNode node) {
    List<ObjectNode> found = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      found.add(object);
    }
    node.valueStream().forEach(child -> found.addAll(objects(child)));
    return found;
  }
}
