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

  private static Organisation changed(String id, String json) {
    return new EntityChange(EntityKind.POLICY, id, JsonTree.read(json)).appliedTo(BEFORE);
  }
}
