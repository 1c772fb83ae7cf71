package io.tocsin.local.demo;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The organisation for the time of the demo: a minute of its escalation policies takes a second,
 * and there is one system more, so that the demo neither joins an incident of before nor leaves one
 * behind that a real report would join.
 */
final class Rehearsal {

  private static final int SECONDS_A_MINUTE = 60;
  private static final Duration LEAST = Duration.ofSeconds(1);

  private Rehearsal() {}

  static ObjectNode of(JsonNode organisation, String systemCode) {
    ObjectNode rehearsal = (ObjectNode) organisation.deepCopy();
    ArrayNode systems = rehearsal.withArray("systems");
    ObjectNode system = systems.addObject();
    system.put("code", systemCode);
    system.put("name", "财务支付系统（演示）");
    system.put("englishName", "Treasury payment (demo)");
    system.put("importance", "CRITICAL");
    system.putObject("correlation").put("units", 2).put("window", "PT30M");
    compress(rehearsal.path("escalationPolicies"));
    return rehearsal;
  }

  private static void compress(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        field.setValue(compressed(field.getValue()));
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(Rehearsal::compress);
    }
  }

  private static JsonNode compressed(JsonNode value) {
    if (!value.isString() || !value.asString().startsWith("P")) {
      compress(value);
      return value;
    }
    try {
      Duration usual = Duration.parse(value.asString());
      Duration hurried = usual.dividedBy(SECONDS_A_MINUTE);
      boolean atOnce = usual.isZero();
      return StringNode.valueOf(
          (atOnce || hurried.compareTo(LEAST) >= 0 ? hurried : LEAST).toString());
    } catch (DateTimeParseException e) {
      // Not a time but a word that begins like one.
      return value;
    }
  }
}
