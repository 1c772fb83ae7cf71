package io.tocsin.roster.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import org.junit.jupiter.api.Test;

/** Policies one by one: the others stay, and the one that always fits stays last. */
class EntityChangeTest {

  private static final Organisation BEFORE =
      OrganisationReader.yaml(
          """
          name: 某局
          timeZone: Asia/Shanghai
          posts: [{code: LD, name: 组长}]
          units: [{code: centre, name: 中心}]
          people: [{id: wang, name: 王, unit: centre, contacts: [{channel: SMS, to: "+8613800000003"}]}]
          escalationPolicies:
            - {id: global, when: {scope: [GLOBAL]}, levels: [{after: PT0S, targets: [{people: [wang]}]}]}
            - {id: rest, levels: [{after: PT0S, targets: [{people: [wang]}]}]}
          """);

  @Test
  void a_new_policy_is_tried_before_the_one_that_always_fits() {
    assertThat(
            changed(
                    "drills",
                    """
                    {"when": {"exercise": true},
                     "levels": [{"after": "PT0S", "targets": [{"people": ["wang"]}]}]}
                    """)
                .policies())
        .extracting(EscalationPolicyV1::id)
        .containsExactly("global", "drills", "rest");
  }

  @Test
  void a_policy_is_replaced_where_it_stands_and_removed() {
    Organisation replaced =
        changed(
            "global",
            """
            {"when": {"scope": ["GLOBAL"]}, "repeat": 7,
             "levels": [{"after": "PT0S", "targets": [{"people": ["wang"]}]}]}
            """);

    assertThat(replaced.policies().getFirst().repeat()).isEqualTo(7);
    assertThat(replaced.policies().getLast()).isEqualTo(BEFORE.policies().getLast());
    assertThat(new EntityChange(EntityKind.POLICY, "global", null).appliedTo(replaced).policies())
        .extracting(EscalationPolicyV1::id)
        .containsExactly("rest");
  }

  @Test
  void the_policy_that_always_fits_is_not_removed_and_a_wrong_one_is_refused_by_its_field() {
    ProblemException last =
        catchThrowableOfType(
            ProblemException.class,
            () -> new EntityChange(EntityKind.POLICY, "rest", null).appliedTo(BEFORE));
    ProblemException wrong =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                changed(
                    "drills",
                    """
                    {"when": {"exercise": true},
                     "levels": [{"after": "PT0S", "targets": [{"people": ["nobody"]}]}]}
                    """));

    assertThat(last.status()).isEqualTo(409);
    assertThat(wrong.errors())
        .extracting(FieldError::field)
        .containsExactly("levels[0].targets[0].people[0]");
  }

  @Test
  void what_an_earlier_build_let_in_keeps_nothing_else_from_being_changed() {
    Organisation before = ofAnEarlierBuild();

    Organisation more =
        new EntityChange(EntityKind.POST, "NW", JsonTree.read("{\"name\": \"网络\"}"))
            .appliedTo(before);
    Organisation less = new EntityChange(EntityKind.POST, "NW", null).appliedTo(more);

    assertThat(more.posts()).hasSize(before.posts().size() + 1);
    assertThat(more.schedules()).isEqualTo(before.schedules());
    assertThat(more.policies()).isEqualTo(before.policies());
    assertThat(less).isEqualTo(before);
  }

  @Test
  void what_an_earlier_build_let_in_is_refused_where_it_is_written_anew() {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                new EntityChange(
                        EntityKind.SCHEDULE,
                        "ld-duty",
                        JsonTree.read(
                            """
                            {"post": "LD", "layers": [{"rotation":
                              {"every": "PT5M", "handoff": "2026-01-05T08:30", "people": ["wang"]}}]}
                            """))
                    .appliedTo(ofAnEarlierBuild()));

    assertThat(refused.errors())
        .extracting(FieldError::field)
        .containsExactly("layers[0].rotation.every");
  }

  /** Turns of ten minutes, and repeats of half a second. */
  private static Organisation ofAnEarlierBuild() {
    return OrganisationReader.read(
        YamlTree.read(
            """
            name: 某局
            timeZone: Asia/Shanghai
            posts: [{code: LD, name: 组长}]
            units: [{code: centre, name: 中心}]
            people: [{id: wang, name: 王, unit: centre, contacts: [{channel: SMS, to: "+8613800000003"}]}]
            schedules:
              - {id: ld-duty, post: LD, layers: [{rotation: {every: PT10M, handoff: "2026-01-05T08:30", people: [wang]}}]}
            escalationPolicies:
              - {id: rest, levels: [{after: PT0S, repeatEvery: PT0.5S, targets: [{people: [wang]}]}]}
            """),
        path -> true);
  }

  private static Organisation changed(String id, String json) {
    return new EntityChange(EntityKind.POLICY, id, JsonTree.read(json)).appliedTo(BEFORE);
  }

  @Test
  void a_system_has_an_owner_of_the_set_up_who_does_not_leave_it_before_the_system_has_another() {
    Organisation owned =
        system("{\"name\": \"支付\", \"owner\": \"wang\", \"ownerUnit\": \"centre\"}");
    ProblemException nobody =
        catchThrowableOfType(
            ProblemException.class,
            () -> system("{\"name\": \"支付\", \"owner\": \"li\", \"ownerUnit\": \"east\"}"));
    Organisation unpaged =
        OrganisationReader.yaml(
            """
            name: 某局
            timeZone: Asia/Shanghai
            posts: [{code: LD, name: 组长}]
            units: [{code: centre, name: 中心}]
            people: [{id: wang, name: 王, unit: centre, contacts: []}]
            systems: [{code: payment, name: 支付, owner: wang}]
            """);
    ProblemException needed =
        catchThrowableOfType(
            ProblemException.class,
            () -> new EntityChange(EntityKind.PERSON, "wang", null).appliedTo(unpaged));

    assertThat(owned.systems().getFirst().owner()).isEqualTo("wang");
    assertThat(owned.systems().getFirst().ownerUnit()).isEqualTo("centre");
    assertThat(OrganisationReader.yaml(OrganisationExport.yaml(owned))).isEqualTo(owned);
    assertThat(nobody.errors()).extracting(FieldError::field).containsExactly("owner", "ownerUnit");
    assertThat(needed.status()).isEqualTo(409);
    assertThat(needed.missing()).containsExactly("systems[0].owner");
  }

  @Test
  void another_owner_is_a_change_of_the_system_that_a_dry_run_names() {
    Organisation before = system("{\"name\": \"支付\", \"ownerUnit\": \"centre\"}");
    Organisation after = system("{\"name\": \"支付\", \"owner\": \"wang\"}");

    Difference difference = Difference.between(before, after);

    assertThat(difference.changed()).containsExactly("system/payment");
    assertThat(difference.toAnnounce()).containsExactly("system/payment");
    assertThat(Details.of(before, after, difference.changed()))
        .containsExactly(
            new Details.Detail("system/payment", "owner", null, "wang"),
            new Details.Detail("system/payment", "ownerUnit", "centre", null));
  }

  private static Organisation system(String json) {
    return new EntityChange(EntityKind.SYSTEM, "payment", JsonTree.read(json)).appliedTo(BEFORE);
  }
}
