package io.tocsin.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Whether a schema may take the place of the published one. Readers of the published one are out
 * there, so it may gain optional fields and the definitions they need, and nothing else: a new enum
 * constant is refused too, because an old reader parks a record that carries it.
 */
final class ContractChange {

  private ContractChange() {}

  /** Each reason why readers of {@code published} could not read {@code now}; empty if they can. */
  static List<String> refusals(JsonNode published, JsonNode now) {
    List<String> refusals = new ArrayList<>();
    object("the envelope", published, now, refusals);
    for (var definition : published.path("$defs").properties()) {
      JsonNode current = now.path("$defs").path(definition.getKey());
      if (current.isMissingNode()) {
        refusals.add("Expected the definition " + definition.getKey() + ", but it is gone");
      } else if (definition.getValue().has("enum")) {
        same(definition.getKey(), definition.getValue(), current, refusals);
      } else {
        object(definition.getKey(), definition.getValue(), current, refusals);
      }
    }
    return refusals;
  }

  private static void object(String name, JsonNode published, JsonNode now, List<String> refusals) {
    for (var field : published.path("properties").properties()) {
      JsonNode current = now.path("properties").path(field.getKey());
      same(name + "." + field.getKey(), field.getValue(), current, refusals);
    }
    same(name + " oneOf", published.path("oneOf"), now.path("oneOf"), refusals);
    Set<String> before = required(published);
    Set<String> after = required(now);
    after.stream()
        .filter(field -> !before.contains(field))
        .forEach(f -> refusals.add("Expected " + name + "." + f + " optional, but it is required"));
    before.stream()
        .filter(field -> !after.contains(field))
        .forEach(f -> refusals.add("Expected " + name + "." + f + " required, but it is optional"));
  }

  private static void same(String path, JsonNode published, JsonNode now, List<String> refusals) {
    if (!published.equals(now)) {
      refusals.add(
          "Expected "
              + path
              + " to stay "
              + published
              + ", but "
              + (now.isMissingNode() ? "it is gone" : "got " + now));
    }
  }

  private static Set<String> required(JsonNode object) {
    return object
        .path("required")
        .valueStream()
        .map(JsonNode::asString)
        .collect(Collectors.toSet());
  }
}
