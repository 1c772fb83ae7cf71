package io.tocsin.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ContractChangeTest {

  private static ObjectNode published() {
    return ContractSchemas.of("report.received.v1", ReportEvent.ReportReceivedV1.class);
  }

  private static List<String> refusalsAfter(Consumer<ObjectNode> change) {
    ObjectNode now = published();
    change.accept((ObjectNode) now.path("$defs"));
    return ContractChange.refusals(published(), now);
  }

  private static ObjectNode fields(ObjectNode definitions, String name) {
    return (ObjectNode) definitions.path(name).path("properties");
  }

  private static ArrayNode required(ObjectNode definitions, String name) {
    return (ArrayNode) definitions.path(name).path("required");
  }

  @Test
  void the_same_schema_is_no_change() {
    assertThat(refusalsAfter(definitions -> {})).isEmpty();
  }

  @Test
  void a_new_optional_field_and_its_definition_are_allowed() {
    assertThat(
            refusalsAfter(d -> {
              fields(d, "ReportReceivedV1").putObject("mood").put("$ref", "#/$defs/Mood");
              d.putObject("Mood").put("type", "object");
            }))
        .isEmpty();
  }

  @Test
  void a_new_required_field_is_refused() {
    assertThat(
            refusalsAfter(d -> {
              fields(d, "ReportReceivedV1").putObject("mood").put("type", "string");
              required(d, "ReportReceivedV1").add("mood");
            }))
        .containsExactly("Expected ReportReceivedV1.mood optional, but it is required");
  }

  @Test
  void a_removed_field_is_refused() {
    assertThat(refusalsAfter(d -> fields(d, "Reporter").remove("name")))
        .singleElement()
        .asString()
        .contains("Reporter.name", "it is gone");
  }

  @Test
  void a_changed_type_is_refused() {
    assertThat(
            refusalsAfter(
                d -> fields(d, "ReportReceivedV1").putObject("receivedAt").put("type", "integer")))
        .singleElement()
        .asString()
        .contains("ReportReceivedV1.receivedAt", "date-time", "integer");
  }

  @Test
  void a_field_that_is_no_longer_promised_is_refused() {
    assertThat(refusalsAfter(d -> required(d, "Reporter").remove(0)))
        .containsExactly("Expected Reporter.id required, but it is optional");
  }

  @Test
  void an_enum_neither_loses_nor_gains_a_constant() {
    assertThat(refusalsAfter(d -> ((ArrayNode) d.path("Degree").path("enum")).add("HAUNTED")))
        .singleElement()
        .asString()
        .contains("Degree", "HAUNTED");
    assertThat(refusalsAfter(d -> ((ArrayNode) d.path("Degree").path("enum")).remove(0)))
        .hasSize(1);
  }

  @Test
  void a_definition_that_is_gone_is_refused() {
    assertThat(refusalsAfter(d -> d.remove("Reporter")))
        .containsExactly("Expected the definition Reporter, but it is gone");
  }
}
