package io.tocsin.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * An organisation whose every incident waits and then pages one person.
 *
 * @param run names the run in every code, as in {@link BenchOrganisation}
 * @param incidents one system each, so that each report opens an incident
 */
record DueOrganisation(String run, int incidents) {

  /** How the policies begin; each group of incidents has one of its own. */
  static final String POLICY = "bench-due-";

  static final String UNIT = "bench-a";

  List<String> systems() {
    return IntStream.range(0, incidents)
        .mapToObj(i -> "bench-%s-due-%05d".formatted(run, i))
        .toList();
  }

  static String policy(int group) {
    return POLICY + group;
  }

  /**
   * JSON is YAML too. The level that would page again is far off, and nothing pages after it.
   *
   * @param after from an incident's opening to its only page
   */
  String document(int group, Duration after) {
    Map<String, Object> target = Map.of("posts", List.of("DB"), "role", "PRIMARY");
    Map<String, Object> document =
        Map.of(
            "name",
            "Tocsin bench",
            "timeZone",
            "UTC",
            "units",
            List.of(
                Map.of("code", "centre", "name", "centre"),
                Map.of("code", UNIT, "name", UNIT, "parent", "centre")),
            "systems",
            systems().stream()
                .map(s -> Map.of("code", s, "name", BenchOrganisation.nameOf(s)))
                .toList(),
            "posts",
            List.of(Map.of("code", "DB", "name", "DB"), Map.of("code", "LD", "name", "LD")),
            "people",
            List.of(
                Map.of(
                    "id",
                    "bench-primary",
                    "name",
                    "bench-primary",
                    "unit",
                    "centre",
                    "contacts",
                    List.of(Map.of("channel", "SMS", "to", BenchOrganisation.PHONE)))),
            "schedules",
            List.of(Map.of("id", "bench-DB", "post", "DB", "layers", List.of(layer()))),
            "escalationPolicies",
            List.of(
                Map.of(
                    "id",
                    policy(group),
                    "repeat",
                    0,
                    "levels",
                    List.of(level(after, target), level(Duration.ofHours(12), target)))),
            "faultNotices",
            Map.of("regional", List.of(), "global", List.of()));
    return JsonMapper.shared().writeValueAsString(document);
  }

  private static Map<String, Object> layer() {
    return Map.of(
        "role",
        "PRIMARY",
        "rotation",
        Map.of("every", "P1W", "handoff", "2026-01-05T08:30", "people", List.of("bench-primary")));
  }

  private static Map<String, Object> level(Duration after, Map<String, Object> target) {
    return Map.of(
        "after",
        after.toString(),
        "targets",
        List.of(target),
        "channels",
        List.of("SMS"),
        // What was acknowledged stays so: nobody works on these incidents.
        "acknowledgementExpires",
        "PT0S");
  }
}
