package io.tocsin.escalation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasonsTest {

  @Test
  void whyAPolicyWasChosenIsSaidInThePeoplesWords() {
    Incident incident = new Incident("i", "payment", Scope.GLOBAL, Severity.SEV2, false, true);
    Policy policy = BuiltInPolicies.fitting(incident, new Reason("注", "note"));

    Reason chosen = Reasons.chosen(policy, incident);

    assertThat(chosen.en()).contains("fits a global fault of level Ⅱ; note");
    assertThat(chosen.zh()).contains("全局故障，Ⅱ级；注");
  }
}
