package io.tocsin.notification;

import io.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheBordersOfTheHouse() {
    ArchitectureRules.check("io.tocsin.notification");
  }
}
