package io.tocsin.escalation;

import io.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void theServiceKeepsTheRulesOfTheHouse() {
    ArchitectureRules.check("io.tocsin.escalation");
  }
}
