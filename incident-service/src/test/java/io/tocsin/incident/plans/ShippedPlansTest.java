package io.tocsin.incident.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Scope;
import io.tocsin.incident.domain.plan.ContingencyPlan;
import io.tocsin.incident.domain.plan.PlanCheck;
import io.tocsin.incident.domain.plan.PlanStep;
import io.tocsin.incident.domain.plan.PlanVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ShippedPlansTest {

  private static final Set<String> POSTS =
      Set.of("PW", "HO", "ST", "DB", "AP", "NW", "SE", "BZ", "CM", "UL", "LD");
  private static final Set<String> CAUSES =
      Set.of(
          "POWER",
          "SERVER",
          "DATABASE",
          "STORAGE",
          "NETWORK",
          "SECURITY_DEVICE",
          "APPLICATION",
          "DATA");

  static List<PlanVersion> shipped() {
    return new ShippedPlans().all();
  }

  private static ContingencyPlan plan(String id) {
    return new ShippedPlans().find(id).orElseThrow().plan();
  }

  /** The library reads a piece at a time, and 𠅤 is two units of one character. */
  @Test
  void a_rare_character_may_stand_anywhere_in_a_plan() {
    for (int before = 0; before < 2_100; before++) {
      String text = "# %s\nname: 王𠅤\n".formatted("x".repeat(before));

      assertThat(PlanText.yaml(text)).as("behind %d", before).isEqualTo(Map.of("name", "王𠅤"));
    }
  }

  @Test
  void the_five_plans_of_the_domain_ship() {
    assertThat(shipped())
        .extracting(v -> v.plan().id())
        .containsExactly("P1", "P2", "P3", "P4", "PR");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void each_may_be_saved(PlanVersion version) {
    assertThat(PlanCheck.faults(version.plan(), POSTS, CAUSES)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void each_comes_back_the_same_as_yaml_and_as_json(PlanVersion version) {
    String yaml = PlanDocument.yaml(version);
    String json = JsonMapper.shared().writeValueAsString(PlanDocument.json(version));

    assertThat(PlanReader.read(PlanText.yaml(yaml))).isEqualTo(version.plan());
    assertThat(PlanReader.read(PlanText.json(json))).isEqualTo(version.plan());
    assertThat(yaml).contains(version.plan().name().zh());
  }

  @ParameterizedTest
  @CsvSource({
    "POWER, GLOBAL, P1",
    "SERVER, GLOBAL, P2",
    "DATABASE, GLOBAL, P2",
    "STORAGE, GLOBAL, P2",
    "NETWORK, GLOBAL, P3",
    "SECURITY_DEVICE, GLOBAL, P3",
    "APPLICATION, GLOBAL, P4",
    "POWER, REGIONAL, PR",
    "UNKNOWN, REGIONAL, PR",
    "ATTACK, GLOBAL,"
  })
  void a_fault_finds_its_plan_by_cause_and_scope(String cause, Scope scope, String expected) {
    assertThat(ContingencyPlan.bestOf(shipped(), cause, scope).map(v -> v.plan().id()).orElse(null))
        .isEqualTo(expected);
  }

  @Test
  void a_plan_that_names_the_cause_goes_before_one_that_takes_any() {
    ContingencyPlan regional = plan("PR");
    ContingencyPlan own =
        new ContingencyPlan(
            "PZ",
            regional.name(),
            new ContingencyPlan.Matching(List.of("NETWORK"), List.of(Scope.REGIONAL)),
            regional.values(),
            regional.steps(),
            regional.orders());
    List<PlanVersion> plans =
        List.of(
            new PlanVersion(regional, 1, null, Actor.SYSTEM),
            new PlanVersion(own, 1, null, Actor.SYSTEM));

    assertThat(ContingencyPlan.bestOf(plans, "NETWORK", Scope.REGIONAL).orElseThrow().plan().id())
        .isEqualTo("PZ");
    assertThat(ContingencyPlan.bestOf(plans, "POWER", Scope.REGIONAL).orElseThrow().plan().id())
        .isEqualTo("PR");
  }

  @Test
  void a_global_plan_has_the_head_before_it_and_the_tail_after_its_last_steps() {
    ContingencyPlan power = plan("P1");

    assertThat(power.steps()).extracting(PlanStep::id).startsWith("H1", "H2", "H3", "H4", "H5");
    assertThat(power.steps()).extracting(PlanStep::id).endsWith("T1", "T2", "T3", "T4", "T5", "T6");
    assertThat(power.step("H1").posts()).containsExactly("PW");
    assertThat(power.step("T1").after())
        .containsExactly("P1.3", "P1.4.AP", "P1.4.DB", "P1.4.ST", "P1.4.HO", "P1.8.AP");
    assertThat(plan("PR").steps()).extracting(PlanStep::id).noneMatch(id -> id.startsWith("T"));
  }

  @ParameterizedTest
  @CsvSource({
    "P1, P1.1, PT5M",
    "P1, P1.2, PT10M",
    "P1, P1.4.DB, PT15M",
    "P1, P1.7, PT20M",
    "P2, P2.6, PT2H",
    "P2, P2.7, PT30M",
    "P3, P3.4, PT1H",
    "P4, P4.4, PT20M",
    "PR, PR.3, PT1H",
    "P4, H1, PT5M",
    "P4, H2, PT15M",
    "P2, T2, PT30M",
    "P3, T5, PT1H"
  })
  void the_minutes_are_those_of_the_domain(String id, String step, Duration within) {
    assertThat(plan(id).step(step).within()).isEqualTo(within);
  }

  @Test
  void saving_the_same_again_makes_no_version_and_a_change_makes_one_that_leaves_the_old() {
    PlanVersion first = new ShippedPlans().find("PR").orElseThrow();
    var history = new PlanHistory("PR", List.of(first));
    var admin = new Actor("admin", "admin");
    ContingencyPlan changed =
        new ContingencyPlan(
            "PR",
            first.plan().name(),
            first.plan().matches(),
            first.plan().values(),
            first.plan().steps().subList(0, 3),
            List.of());

    assertThat(history.saved(first.plan(), admin, Instant.EPOCH)).isSameAs(history);
    PlanHistory after = history.saved(changed, admin, Instant.EPOCH);
    assertThat(after.saved(changed, admin, Instant.MAX)).isSameAs(after);
    assertThat(after.latest().number()).isEqualTo(2);
    assertThat(after.version(1)).contains(first);
    assertThat(after.saved(first.plan(), admin, Instant.EPOCH).latest().number()).isEqualTo(3);
  }

  @Test
  void a_document_says_with_its_path_what_was_expected_in_each_wrong_field() {
    Map<String, String> faults =
        faults(
            """
            id: P9
            name: {zh: 预案}
            matches: {scopes: [EVERYWHERE]}
            speed: high
            steps:
              - {id: A, title: A, posts: DB, within: 5 minutes, done: ok, mandatory: maybe}
              - title: [x]
            """);

    assertThat(faults)
        .containsEntry("name.en", "Expected a text, but there is none")
        .containsEntry(
            "matches.scopes[0]", "Expected one of [REGIONAL, GLOBAL], but got \"EVERYWHERE\"")
        .containsEntry("steps[0].posts", "Expected a list, but got \"DB\"")
        .containsEntry(
            "steps[0].within", "Expected an ISO 8601 duration such as PT15M, but got \"5 minutes\"")
        .containsEntry("steps[0].mandatory", "Expected true or false, but got \"maybe\"")
        .containsEntry("steps[1].id", "Expected a text, but there is none")
        .containsKeys("speed", "steps[1].title", "steps[1].done");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: [a | line",
        "a: &x {b: 1} | anchors",
        "id: P1\\nid: P2 | duplicate",
        "just words | a mapping"
      })
  void what_is_no_document_is_refused(String text, String what) {
    String yaml = text.replace("\\n", "\n");
    if (what.equals("anchors")) {
      yaml = "a: &x [1]\nb: [*x, *x, *x]";
    }
    assertThat(faults(yaml)).as(what).isNotEmpty();
  }

  private static Map<String, String> faults(String yaml) {
    try {
      PlanReader.read(PlanText.yaml(yaml));
      return Map.of();
    } catch (PlanRefusal refusal) {
      Map<String, String> faults = new java.util.LinkedHashMap<>();
      refusal.faults().forEach(f -> faults.put(f.path(), f.expected().en()));
      return faults;
    }
  }
}
