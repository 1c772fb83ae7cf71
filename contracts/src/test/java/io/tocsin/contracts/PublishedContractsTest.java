package io.tocsin.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * A published contract must not change. An addition ({@code @Nullable} component, new type) is
 * published by running this test with {@code -Dtocsin.contracts.write=true} and committing the
 * schema.
 */
class PublishedContractsTest {

  private static final boolean WRITE = Boolean.getBoolean("tocsin.contracts.write");

  static Stream<Map.Entry<String, Class<? extends Event>>> types() {
    return EventTypes.all().entrySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void the_schema_of_the_record_is_the_published_one(Map.Entry<String, Class<? extends Event>> type)
      throws IOException {
    Path file = ContractFiles.schema(type.getKey());
    ObjectNode now = ContractSchemas.of(type.getKey(), type.getValue());
    boolean published = Files.exists(file);

    List<String> refusals =
        published
            ? ContractChange.refusals(EventCodec.json().readTree(ContractFiles.read(file)), now)
            : List.of();
    assertThat(refusals)
        .as(
            "%s is published and its readers count on it; a change of meaning is a new version",
            type.getKey())
        .isEmpty();

    if (WRITE) {
      Files.writeString(file, ContractSchemas.print(now));
    }
    assertThat(file)
        .as(
            "Expected the schema that the record %s gives. If the addition is meant, publish it:"
                + " ./mvnw -pl contracts test -Dtest=PublishedContractsTest"
                + " -Dtocsin.contracts.write=true, then commit %s",
            type.getValue().getSimpleName(), file)
        .exists()
        .content()
        .isEqualTo(ContractSchemas.print(now));
  }

  @Test
  void every_published_schema_still_has_its_event() {
    assertThat(ContractFiles.types("schema", ".schema.json")).isEqualTo(EventTypes.all().keySet());
  }

  @Test
  void every_event_has_exactly_one_wire_name() {
    assertThat(EventTypes.all().values())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            EventTypes.implementations(Event.class)
                .<Class<? extends Event>>map(c -> c.asSubclass(Event.class))
                .toList());
  }

  @Test
  void a_wire_name_says_what_happened_to_what_and_in_which_version() {
    assertThat(EventTypes.all().keySet())
        .allMatch(n -> n.matches("[a-z]+\\.[a-z]+(-[a-z]+)*\\.v[1-9]"));
    EventTypes.all()
        .forEach((name, type) ->
            assertThat(type.getSimpleName())
                .as("the version in the name %s", name)
                .endsWith("V" + name.substring(name.lastIndexOf('v') + 1)));
  }
}
