package io.tocsin.roster;

import io.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void the_service_keeps_the_borders() {
    ArchitectureRules.check("io.tocsin.roster");
  }
}
