package io.tocsin.kit;

import io.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void theKitKeepsItsBorders() {
    ArchitectureRules.check("io.tocsin.kit");
  }
}
