package io.tocsin.incident.domain;

import java.time.Instant;
import java.util.List;

/**
 * One test of a repaired system.
 *
 * @param items what was tested, in the tester's words
 */
public record RecoveryTest(
    TestKind kind, boolean passed, List<String> items, Actor by, Instant at) {

  public RecoveryTest {
    items = List.copyOf(items);
  }
}
