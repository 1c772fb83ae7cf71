package io.tocsin.bench;

import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An organisation that exists for one run: a system for each timed report, some for the load, four
 * units, and one person on duty. JSON is YAML too.
 *
 * @param run names the run in every code: an incident of an earlier one is still open, and what
 *     joins it pages nobody
 * @param timedSystems how many systems are for one report each
 */
record BenchOrganisation(String run, int timedSystems) {

  static final String PHONE = "+8613700000001";

  /** The load falls on this many systems, as in a storm: many reports, few incidents. */
  static final int LOADED_SYSTEMS = 16;

  static final List<String> UNITS = List.of("bench-a", "bench-b", "bench-c", "bench-d");

  String timed(int i) {
    return "bench-%s-timed-%04d".formatted(run, i);
  }

  List<String> timed() {
    return IntStream.range(0, timedSystems).mapToObj(this::timed).toList();
  }

  List<String> loaded() {
    return IntStream.range(0, LOADED_SYSTEMS)
        .mapToObj(i -> "bench-%s-loaded-%02d".formatted(run, i))
        .toList();
  }

  /** The name that a page of a system carries: unlike any other, and short enough for one SMS. */
  static String nameOf(String system) {
    return "B" + system.substring("bench-".length()).replace("-", "") + "#";
  }

  static String report(String system, String unit) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("system", system)
        .put("unit", unit)
        .put("symptom", "bench")
        .put("degree", "FULL_STOP")
        .put("exercise", true)
        .toString();
  }

  String document() {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.put("name", "Tocsin bench").put("timeZone", "UTC").put("locale", "zh-CN");
    ArrayNode units = document.putArray("units");
    units.addObject().put("code", "centre").put("name", "centre");
    UNITS.forEach(
        unit -> units.addObject().put("code", unit).put("name", unit).put("parent", "centre"));
    ArrayNode systems = document.putArray("systems");
    timed().forEach(s -> system(systems, s));
    loaded().forEach(s -> system(systems, s));
    ArrayNode posts = document.putArray("posts");
    posts.addObject().put("code", "DB").put("name", "DB");
    posts.addObject().put("code", "LD").put("name", "LD");
    ArrayNode people = document.putArray("people");
    person(people, "bench-primary", PHONE);
    person(people, "bench-substitute", "+8613700000002");
    ArrayNode schedules = document.putArray("schedules");
    schedule(schedules, "DB");
    schedule(schedules, "LD");
    ObjectNode policy = document.putArray("escalationPolicies").addObject().put("id", "bench");
    ArrayNode levels = policy.put("repeat", 1).putArray("levels");
    level(levels, "PT0S", "PRIMARY");
    level(levels, "PT12H", "SUBSTITUTE");
    return document.toString();
  }

  private static void system(ArrayNode systems, String code) {
    ObjectNode system = systems.addObject().put("code", code).put("name", nameOf(code));
    system.put("importance", "NORMAL");
    system.putObject("correlation").put("units", 2).put("window", "PT30M");
  }

  private static void person(ArrayNode people, String id, String phone) {
    ObjectNode person = people.addObject().put("id", id).put("name", id).put("unit", "centre");
    person.putArray("contacts").addObject().put("channel", "SMS").put("to", phone);
  }

  private static void schedule(ArrayNode schedules, String post) {
    ObjectNode schedule = schedules.addObject().put("id", "bench-" + post).put("post", post);
    ArrayNode layers = schedule.putArray("layers");
    layer(layers, "PRIMARY", "bench-primary");
    layer(layers, "SUBSTITUTE", "bench-substitute");
  }

  private static void layer(ArrayNode layers, String role, String person) {
    ObjectNode rotation = layers.addObject().put("role", role).putObject("rotation");
    rotation.put("every", "P1W").put("handoff", "2026-01-05T08:30").putArray("people").add(person);
  }

  private static void level(ArrayNode levels, String after, String role) {
    ObjectNode level = levels.addObject().put("after", after);
    ObjectNode target = level.putArray("targets").addObject().put("role", role);
    target.putArray("posts").add("DB");
    level.putArray("channels").add("SMS");
    // What was acknowledged stays so: nobody works on these incidents.
    level.put("acknowledgementExpires", "PT0S");
  }
}
