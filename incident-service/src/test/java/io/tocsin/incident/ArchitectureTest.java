package io.tocsin.incident;

import io.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void the_borders_of_the_platform_are_kept() {
    ArchitectureRules.check("io.tocsin.incident");
  }
}
