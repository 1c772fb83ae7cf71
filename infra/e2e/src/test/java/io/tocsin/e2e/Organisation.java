package io.tocsin.e2e;

import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The set-up of the scenarios, and who can be reached where in it. */
final class Organisation {

  /** Incidents under way when a process is killed. */
  static final int CRASH_SYSTEMS = 12;

  private static final int PAIR_SYSTEMS = 200;

  private static final YAMLMapper YAML = new YAMLMapper();

  private final ObjectNode document;

  private Organisation(ObjectNode document) {
    this.document = document;
  }

  static Organisation load() {
    try (InputStream file = Organisation.class.getResourceAsStream("organisation.yaml")) {
      ObjectNode document = (ObjectNode) YAML.readTree(file);
      ArrayNode systems = (ArrayNode) document.path("systems");
      ArrayNode paged = crashPolicySystems(document);
      Stream<String> crashed = Script.PROCESSES.stream().flatMap(p -> crashSystems(p).stream());
      for (String code : Stream.concat(crashed, pairSystems().stream()).toList()) {
        systems.addObject().put("code", code).put("name", code).put("importance", "NORMAL");
        paged.add(code);
      }
      return new Organisation(document);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ArrayNode crashPolicySystems(JsonNode document) {
    return document
        .path("escalationPolicies")
        .valueStream()
        .filter(policy -> policy.path("id").asString().equals("crash"))
        .map(policy -> (ArrayNode) policy.path("when").path("systems"))
        .findFirst()
        .orElseThrow();
  }

  /** The systems that are at fault while {@code process} is killed. */
  static List<String> crashSystems(String process) {
    return IntStream.range(0, CRASH_SYSTEMS).mapToObj(i -> "crash-" + process + "-" + i).toList();
  }

  /** More systems than begin to be at fault while one of two instances is killed. */
  static List<String> pairSystems() {
    return IntStream.range(0, PAIR_SYSTEMS).mapToObj(i -> "pair-" + i).toList();
  }

  String yaml() {
    return YAML.writeValueAsString(document);
  }

  /** The same, but with somebody in a schedule's first layer whom it may not know. */
  String yamlWithSchedule(String id, String person) {
    ObjectNode changed = document.deepCopy();
    changed
        .path("schedules")
        .valueStream()
        .filter(schedule -> schedule.path("id").asString().equals(id))
        .map(schedule -> schedule.path("layers").path(0).path("rotation"))
        .forEach(rotation -> ((ObjectNode) rotation).putArray("people").add(person));
    return YAML.writeValueAsString(changed);
  }

  /** Where {@code channel} reaches a person, or the liaison of a unit. */
  String address(String personOrUnit, String channel) {
    Stream<JsonNode> people = contacts("people", "id", personOrUnit, "contacts");
    Stream<JsonNode> liaisons = contacts("units", "code", personOrUnit, "liaison");
    return Stream.concat(people, liaisons)
        .filter(contact -> contact.path("channel").asString().equals(channel))
        .map(contact -> contact.path("to").asString())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(channel + " of " + personOrUnit));
  }

  private Stream<JsonNode> contacts(String list, String key, String id, String holder) {
    return document
        .path(list)
        .valueStream()
        .filter(entity -> entity.path(key).asString().equals(id))
        .map(entity -> entity.path(holder))
        .flatMap(h -> (h.isArray() ? h : h.path("contacts")).valueStream());
  }
}
