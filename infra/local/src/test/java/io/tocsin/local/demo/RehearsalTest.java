package io.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RehearsalTest {

  private static final JsonNode ORGANISATION =
      JsonMapper.shared()
          .readTree(
              """
              {"name": "PTA", "systems": [{"code": "payment", "correlation": {"window": "PT30M"}}],
               "escalationPolicies": [{"id": "PT-severe", "levels": [
                 {"after": "PT0S", "targets": [{"posts": ["DB", "PW"]}], "repeatEvery": "PT2M"},
                 {"after": "PT5M"}, {"after": "PT10S"}]}]}
              """);

  @Test
  void aMinuteOfThePoliciesBecomesASecondAndNothingElseChanges() {
    JsonNode rehearsal = Rehearsal.of(ORGANISATION, "demo-1");

    JsonNode levels = rehearsal.path("escalationPolicies").path(0).path("levels");
    assertThat(levels.path(0).path("after").asString()).isEqualTo("PT0S");
    assertThat(levels.path(0).path("repeatEvery").asString()).isEqualTo("PT2S");
    assertThat(levels.path(1).path("after").asString()).isEqualTo("PT5S");
    assertThat(levels.path(2).path("after").asString()).isEqualTo("PT1S");
    assertThat(levels.path(0).path("targets").path(0).path("posts").path(1).asString())
        .isEqualTo("PW");
    assertThat(rehearsal.path("escalationPolicies").path(0).path("id").asString())
        .isEqualTo("PT-severe");
    assertThat(rehearsal.path("systems").path(0)).isEqualTo(ORGANISATION.path("systems").path(0));
  }

  @Test
  void theDemoHasASystemOfItsOwnAndTheOriginalStaysAsItWas() {
    JsonNode before = ORGANISATION.deepCopy();

    JsonNode rehearsal = Rehearsal.of(ORGANISATION, "demo-1");

    assertThat(rehearsal.path("systems").path(1).path("code").asString()).isEqualTo("demo-1");
    assertThat(ORGANISATION).isEqualTo(before);
  }
}
