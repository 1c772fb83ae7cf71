package io.tocsin.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * An organisation whose every incident waits and then pages somebody: each group of incidents a
 * person of its own. Nobody is on call for thousands of incidents at once, and there are only nine
 * thousand reply codes for a number.
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

  private static String post(int group) {
    return "DB" + group;
  }

  private static String person(int group) {
    return "bench-primary-" + group;
  }

  /** Of this run alone: what an earlier one has sent has its codes still out. */
  private String phone(int group) {
    return "+86138%04d%04d".formatted(Math.floorMod(run.hashCode(), 10_000), group);
  }

  /**
   * JSON is YAML too. The level that would page again is far off, and nothing pages after it.
   *
   * @param group whose policy this is
   * @param groups all that there will be
   * @param after from an incident's opening to its only page
   */
  String document(int group, int groups, Duration after) {
    Map<String, Object> target = Map.of("posts", List.of(post(group)), "role", "PRIMARY");
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
            IntStream.range(0, groups)
                .mapToObj(g -> Map.of("code", post(g), "name", post(g)))
                .toList(),
            "people",
            IntStream.range(0, groups).mapToObj(this::on).toList(),
            "schedules",
            IntStream.range(0, groups)
                .mapToObj(
                    g -> Map.of("id", "bench-" + g, "post", post(g), "layers", List.of(layer(g))))
                .toList(),
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

  private Map<String, Object> on(int group) {
    return Map.of(
        "id",
        person(group),
        "name",
        person(group),
        "unit",
        "centre",
        "contacts",
        List.of(Map.of("channel", "SMS", "to", phone(group))));
  }

  private static Map<String, Object> layer(int group) {
    return Map.of(
        "role",
        "PRIMARY",
        "rotation",
        Map.of("every", "P1W", "handoff", "2026-01-05T08:30", "people", List.of(person(group))));
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
