package io.tocsin.notification;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** From what the roster says to the phone, the mailbox and back, over real neighbours. */
class PagingTest {

  @BeforeAll
  static void start() {
    PagingCases.start();
  }

  @AfterAll
  static void stop() {
    PagingCases.WORLD.close();
  }

  @Nested
  class Pages extends PageCases {}

  @Nested
  class Replies extends ReplyCases {}

  @Nested
  class AtTheCentre extends CentreCases {}
}
